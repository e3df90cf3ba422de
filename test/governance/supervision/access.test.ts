import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { addDelegation } from '../../../src/governance/people/store/delegations.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { givenPerson } from '../../support/people.ts';
import { button, cardOf, type District, district, uses, words } from './world.ts';

let town: District;
let itsm: Person;
let head: Person;
let tina: Person;
let principal: Person;
let owed: string;

beforeAll(async () => {
  town = await district();
});
afterAll(() => town.drop());

beforeEach(async () => {
  town.at('2026-11-16T08:00');
  const { store } = town.database;
  await store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, async (tx) => {
    await tx.db.person.updateMany({ data: { status: 'left', supervisorId: null } });
    await tx.db.roleHolding.deleteMany();
    await tx.db.outbox.deleteMany();
  });
  itsm = await givenPerson(store, { name: 'Curt Security', roles: ['it_security_manager'] });
  head = await givenPerson(store, { name: 'Helen Head', roles: ['superintendent'] });
  principal = await givenPerson(store, { name: 'Paula Principal' });
  tina = await givenPerson(store, { name: 'Tina Teacher', supervisorId: principal.id });
  owed = await town.owes(tina, 'nda', '2026-11-10', { on: '2026-11-03', reminded: '2026-11-09' });
});

const status = async (who: Person) =>
  (await town.database.store.db.person.findUniqueOrThrow({ where: { id: who.id } })).status;
const listed = async (who: Person) => words(await town.page(who, 'supervision.access'));

async function decides(who: Person, about: Person, decision: 'withhold' | 'leave') {
  const open = await town.door.opens(who.id, 'supervision.decide-access', { person: about.id });
  return town.door.sends(who.id, open, { decision, reason: 'Three reminders and a talk.' });
}

describe('R023, R050: access that may be withheld', () => {
  it('is recommended by the rule for what is overdue, and nothing happens by itself', async () => {
    const away = await givenPerson(town.database.store, { name: 'Lea Leave', status: 'leave' });
    const soon = await givenPerson(town.database.store, { name: 'Sue Soon' });
    await town.owes(away, 'nda', '2026-11-01');
    await town.owes(soon, 'nda', '2026-11-16'); // due today is not overdue
    await town.owes(soon, 'custodian_assessment', '2026-11-01'); // nothing follows from this one
    const page = await listed(itsm);
    expect(page).toContain('1 person to look at');
    expect(page).toContain('Tina Teacher');
    expect(page).toContain(
      'Sign the privacy agreement (NDA): 6 days late, reminded 0 times, last November 9, 2026',
    );
    expect(page).toContain('It switches nothing off and on');
    expect(page).not.toMatch(/Lea|Sue/);
    expect(await town.rowsFor(tina)).toEqual([]);
    expect(await status(tina)).toBe('active');
    expect(words(await town.door.types(head.id, '/safekeep'))).toContain(
      'Access may be withheld from 1 person',
    );
  });

  it('a person decides; IT gets a task with ids only, the person is told, and IT says when it is done', async () => {
    const decided = await decides(head, tina, 'withhold');
    expect(words(decided)).toContain('Nothing is switched off from here.');
    const row = await town.database.store.db.outbox.findFirstOrThrow({ where: { personId: itsm.id } });
    expect({ notice: row.notice, facts: row.facts }).toEqual({
      notice: 'supervision.access-task',
      facts: {},
    });
    const [task] = await town.brought(itsm);
    expect(task?.status?.label).toBe('To be withheld by IT');
    const [told] = await town.brought(tina);
    expect(told?.title).toBe('Your access to network and technology');
    expect(words(told)).toContain('Three reminders and a talk.');
    expect(told?.actions).toEqual([]);
    expect(words(await town.door.types(itsm.id, '/safekeep'))).toContain(
      'Switch off the access of Tina Teacher',
    );
    const done = await uses(town, itsm, button(task, 'It is switched off'));
    expect(cardOf(done).status?.label).toBe('Withheld');
    expect(await uses(town, itsm, button(task, 'It is switched off'))).toMatchObject({ tone: 'warning' });
    expect(await status(tina)).toBe('active');
  });

  it('given back by a person once it is done, and recorded', async () => {
    await decides(head, tina, 'withhold');
    const [task] = await town.brought(itsm);
    await uses(town, itsm, button(task, 'It is switched off'));
    await town.meets(owed);
    expect(words(await town.door.types(head.id, '/safekeep'))).toContain(
      'Tina Teacher has done what was missing: give access back?',
    );
    const home = cardOf(await town.door.types(head.id, '/safekeep'));
    const card = cardOf(await uses(town, head, button(home, 'Look', 'Tina Teacher')));
    const back = await uses(town, head, button(card, 'Give access back'), { sure: true });
    expect(words(back)).toContain('IT is asked to switch it on again');
    const again = (await town.brought(itsm)).at(-1);
    expect(again?.status?.label).toBe('To be given back by IT');
    expect(cardOf(await uses(town, itsm, button(again, 'It is given back'))).status?.label).toBe(
      'Given back',
    );
    const file = words(await town.page(head, 'supervision.access-csv'));
    expect(file).toMatch(
      /Tina Teacher,withheld,,Helen Head,2026-11-16,2026-11-16,2026-11-16,Helen Head,2026-11-16,/,
    );
  });

  it('left for now, it is not recommended again before the plan’s days have passed', async () => {
    expect(words(await decides(itsm, tina, 'leave'))).toContain(
      'recommended again from December 16, 2026 on',
    );
    expect(await listed(itsm)).toContain('0 people to look at');
    expect(await town.rowsFor(tina)).toEqual([]);
    town.at('2026-12-15T09:00');
    expect(await listed(itsm)).toContain('0 people to look at');
    town.at('2026-12-16T09:00');
    expect(await listed(itsm)).toContain('1 person to look at');
    expect(await listed(itsm)).toContain('left on November 16, 2026');
  });

  it('nobody decides about themselves, nor carries it out', async () => {
    await town.owes(itsm, 'aup', '2026-11-01');
    const own = await town.door.does(itsm.id, {
      kind: 'open-form',
      form: 'supervision.decide-access',
      subject: { person: itsm.id },
    });
    expect(words(own)).toContain('Nobody decides about their own access');
    const card = cardOf(await town.door.types(itsm.id, '/safekeep access'));
    expect(words(card)).toContain('Curt Security');
    expect(() => button(card, 'Decide', 'Curt Security')).toThrow();
    await decides(head, itsm, 'withhold');
    const [told] = await town.brought(itsm);
    expect(told?.title).toBe('Your access to network and technology');
    expect(told?.actions).toEqual([]);
    const { id } = await town.database.store.db.accessDecision.findFirstOrThrow({
      where: { personId: itsm.id },
    });
    expect(
      await town.door.presses(itsm.id, 'supervision.carried-out', { decision: id, which: 'withheld' }),
    ).toMatchObject({ tone: 'warning' });
    const back = await town.door.does(itsm.id, {
      kind: 'open-form',
      form: 'supervision.give-back',
      subject: { decision: id },
    });
    expect(words(back)).toContain('Nobody decides about their own access');
  });

  it('whoever holds a role in somebody’s place does not decide about them', async () => {
    await town.owes(itsm, 'aup', '2026-11-01');
    await town.database.store.transact({ personId: null, surface: 'cli', now: town.clock.now() }, (tx) =>
      addDelegation(tx, {
        ...{ personId: itsm.id, role: 'it_security_manager', delegateId: principal.id, madeById: itsm.id },
        from: Temporal.PlainDate.from('2026-11-09'),
        until: Temporal.PlainDate.from('2026-11-30'),
      }),
    );
    const reply = await town.door.does(principal.id, {
      kind: 'open-form',
      form: 'supervision.decide-access',
      subject: { person: itsm.id },
    });
    expect(words(reply)).toContain('whose role they hold in their place');
    expect(await decides(principal, tina, 'leave')).toMatchObject({ tone: 'good' });
  });

  it('is looked at again when it is sent: what was done meanwhile is not decided on', async () => {
    const open = await town.door.opens(head.id, 'supervision.decide-access', { person: tina.id });
    await town.meets(owed);
    const late = await town.door.sends(head.id, open, { decision: 'withhold', reason: 'Late.' });
    expect(late).toMatchObject({ kind: 'done', tone: 'warning' });
    expect(await town.rowsFor(tina)).toEqual([]);
  });

  it('two who decide at once: access is withheld once', async () => {
    const forms = await Promise.all(
      [head, itsm].map(async (who) => ({
        who,
        open: await town.door.opens(who.id, 'supervision.decide-access', { person: tina.id }),
      })),
    );
    await Promise.all(
      forms.map(({ who, open }) => town.door.sends(who.id, open, { decision: 'withhold', reason: 'Late.' })),
    );
    expect(await town.database.store.db.accessDecision.count({ where: { personId: tina.id } })).toBe(1);
    expect(await town.rowsFor(tina, 'supervision.access-told')).toHaveLength(1);
  });

  it('is nobody else’s to see, not even in numbers', async () => {
    for (const who of [principal, tina]) {
      for (const document of ['supervision.access', 'supervision.access-csv']) {
        const reply = await town.page(who, document);
        expect(reply).toMatchObject({ kind: 'done', tone: 'warning' });
        expect(words(reply)).not.toMatch(/Tina|\d/);
      }
      expect(words(await town.door.types(who.id, '/safekeep'))).not.toContain('withheld');
      const form = await town.door.does(who.id, {
        kind: 'open-form',
        form: 'supervision.decide-access',
        subject: { person: tina.id },
      });
      expect(words(form)).not.toContain('Tina');
    }
  });
});
