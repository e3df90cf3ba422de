import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { givenPerson } from '../../support/people.ts';
import { button, cardOf, type District, district, uses, words } from './world.ts';

let town: District;
let principal: Person;
let tina: Person;
let other: Person;
let hr: Person;

beforeAll(async () => {
  town = await district();
  await town.remindersOn();
});
afterAll(() => town.drop());

beforeEach(async () => {
  town.at('2026-11-16T08:00');
  const { store } = town.database;
  await store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, async (tx) => {
    await tx.db.roleHolding.deleteMany();
    await tx.db.weeklyDigest.deleteMany();
    await tx.db.outbox.deleteMany();
  });
  principal = await givenPerson(store, { name: 'Paula Principal' });
  other = await givenPerson(store, { name: 'Orla Other' });
  tina = await givenPerson(store, { name: 'Tina Teacher', supervisorId: principal.id });
  hr = await givenPerson(store, { name: 'Hanna Records', roles: ['hr'] });
  await town.owes(tina, 'aup', '2026-11-10');
});

async function reports(label: string, note?: string) {
  const card = cardOf(await town.door.types(principal.id, '/safekeep digest'));
  return uses(town, principal, button(card, label), { person: tina.id, ...(note ? { note } : {}) });
}
const personNow = () => town.database.store.db.person.findUniqueOrThrow({ where: { id: tina.id } });

describe('a supervisor reports that somebody is on leave, or not theirs', () => {
  it('Human Resources are asked; until they decide nobody is hidden', async () => {
    const reported = await reports('Somebody is on leave', 'Since last Monday');
    expect(words(reported)).toContain('Until then nothing changes');
    expect((await personNow()).status).toBe('active');
    await town.runs('weekly-digest');
    const [weekly] = (await town.brought(principal)).filter(({ about }) => about?.kind === 'weekly');
    expect(words(weekly)).toContain('Tina Teacher');
    expect(words(weekly)).toContain(
      'Human Resources were told that this person is on leave, and have not decided',
    );
    const [asked] = await town.brought(hr);
    expect(words(asked)).toContain('Since last Monday');
    const home = words(await town.door.types(hr.id, '/safekeep'));
    expect(home).toContain('Tina Teacher is on leave?');
  });

  it('yes marks the leave, and tells whoever asked', async () => {
    await reports('Somebody is on leave');
    const [asked] = await town.brought(hr);
    const done = await uses(town, hr, button(asked, 'Yes, on leave'), { day: '2026-11-13' });
    expect(done).toMatchObject({ kind: 'done', tone: 'good' });
    expect((await personNow()).status).toBe('leave');
    const [told] = await town.brought(principal);
    expect(told?.status).toEqual({ label: 'Corrected', tone: 'good' });
    await town.runs('weekly-digest');
    expect(await town.rowsFor(principal, 'supervision.weekly')).toEqual([]);
  });

  it('no says why, and nothing changes', async () => {
    await reports('Not my staff');
    const [asked] = await town.brought(hr);
    await uses(town, hr, button(asked, 'No, leave it'), { answer: 'The board decided it in August.' });
    expect((await personNow()).supervisorId).toBe(principal.id);
    const [told] = await town.brought(principal);
    expect(words(told)).toContain('The board decided it in August.');
    expect(told?.status?.label).toBe('Left as it is');
  });

  it('yes to “not my staff” gives them to somebody else, never in a circle', async () => {
    await reports('Not my staff');
    const [asked] = await town.brought(hr);
    const below = await givenPerson(town.database.store, { name: 'Bea Below', supervisorId: tina.id });
    expect(await uses(town, hr, button(asked, 'Yes, change it'), { supervisor: below.id })).toMatchObject({
      kind: 'invalid',
      open: { errors: { supervisor: expect.stringContaining('circle') } },
    });
    await uses(town, hr, button(asked, 'Yes, change it'), { supervisor: other.id });
    expect((await personNow()).supervisorId).toBe(other.id);
    expect(words(await town.door.types(other.id, '/safekeep digest'))).toContain('Tina Teacher');
  });

  it('is asked once, decided once, and only about one’s own people', async () => {
    await reports('Not my staff');
    expect(await reports('Not my staff')).toMatchObject({
      kind: 'invalid',
      open: {
        errors: { person: expect.stringContaining('were asked about Tina Teacher on November 16, 2026') },
      },
    });
    const [asked] = await town.brought(hr);
    const second = await givenPerson(town.database.store, { name: 'Hugo Records', roles: ['hr'] });
    const no = button(asked, 'No, leave it');
    const opened = await town.door.opens(
      second.id,
      'supervision.refuse-correction',
      'subject' in no ? no.subject : {},
    );
    await uses(town, hr, button(asked, 'Yes, change it'), { supervisor: other.id });
    const late = await town.door.sends(second.id, opened, { answer: 'No.' });
    expect(late).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(words(late)).toContain('Hanna Records has decided already');
    const theirs = await town.door
      .opens(principal.id, 'supervision.correct', { kind: 'on-leave' })
      .catch((error) => error);
    expect(String(theirs)).toContain('names nobody as yours');
  });

  it('nobody decides about themselves, and nobody else sees it', async () => {
    const boss = await givenPerson(town.database.store, { name: 'Bert Boss' });
    await town.database.store.transact(
      { personId: null, surface: 'cli', now: town.clock.now() },
      async (tx) => {
        await tx.db.person.update({ where: { id: hr.id }, data: { supervisorId: boss.id } });
      },
    );
    await town.owes(hr, 'nda', '2026-11-10');
    const card = cardOf(await town.door.types(boss.id, '/safekeep digest'));
    const reply = await uses(town, boss, button(card, 'Not my staff'), { person: hr.id });
    expect(reply).toMatchObject({ tone: 'good' });
    expect(await town.rowsFor(hr)).toEqual([]);
    const { id } = await town.database.store.db.rosterCorrection.findFirstOrThrow({
      where: { personId: hr.id },
    });
    for (const who of [hr, tina]) {
      const shown = await town.door.presses(who.id, 'supervision.correction', { correction: id });
      expect(words(shown)).not.toContain('Bert');
    }
  });
});
