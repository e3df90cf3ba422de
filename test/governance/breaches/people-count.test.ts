/** How many people’s data: asked of those whose data it is, compared with the register, and reported as it was stated last. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saysFuture } from '../../../src/governance/breaches/rules/when-text.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import { decidesBreach, sends, underway } from './deciding.ts';
import { fillsIn, reads } from './letters.ts';
import { givenTown, incidentOf, reportedAt, type Town, wordsOf } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

describe('two numbers', () => {
  it('a register that has another number than was stated is said beside it, and one press takes its count', async () => {
    const { itsm, head } = town.people;
    town.clock.set(reportedAt.toString());
    const id = await underway(town, { kinds: ['names'], people: '500' });
    await decidesBreach(town, id);
    const asked = await town.door.opens(itsm.id, 'breach.triage', { id });
    expect(asked.form.fields.people).toMatchObject({
      label: 'About how many people’s data?',
      hint: expect.stringContaining('not those who could see it'),
    });
    const register = async () => wordsOf(await reads(town, itsm, 'breach.notices', { id }));
    expect(await register()).not.toContain('Two numbers');
    const added = { group: 'minor', first: 'A-0001', last: 'A-0031', residence: 'UT' };
    await sends(town, itsm, 'breach.affected-add', { id }, added);
    expect(await register()).toContain('about 500 people were stated, the register of those affected has 31');
    const year = async () =>
      wordsOf(
        await town.door.does(itsm.id, {
          kind: 'document',
          document: 'breach.security-year-csv',
          subject: {},
        }),
      );
    expect(await year()).toContain('People affected by breaches, at least\\",31,');
    const owed = async () =>
      (
        await town.store.db.incidentClock.findFirstOrThrow({
          where: { incidentId: id, clock: 'cyber_center' },
        })
      ).owed;
    expect(await owed()).toBe('yes');
    const version = String((await incidentOf(town, id)).version);
    const taken = await town.door.does(itsm.id, {
      ...{ kind: 'action', id: 'breach.take-count', payload: { id, version } },
    });
    expect(taken).toMatchObject({ kind: 'done', text: expect.stringContaining('31') });
    expect(await incidentOf(town, id)).toMatchObject({ people: 31 });
    expect(await owed()).not.toBe('yes');
    expect(await register()).not.toContain('Two numbers');
    town.clock.set('2026-11-20T18:00:00Z');
    await fillsIn(town, itsm, 'breach.triage', { id }, { people: '40' });
    expect(await year()).toContain('People affected by breaches, at least\\",40,');
    expect(wordsOf(await reads(town, head, 'breach.page', { id }))).toContain('People whose data it is');
  });
});

describe('when it happened', () => {
  const today = Temporal.PlainDate.from('2026-11-20');
  it.each([
    'tomorrow at noon',
    'Next Friday',
    'in two days',
    '11/25/2026',
    '2026-12-01',
    'Nov. 21, 2026',
    'on December 3rd 2026',
  ])('is not still to come: “%s”', (text) => expect(saysFuture(text, today)).toBe(true));
  it.each([
    'last Friday afternoon',
    'today',
    '11/19/2026',
    '2026-11-20',
    'November 2, 2026',
    '13/45/2026',
    'the day before yesterday',
    'may 2025',
    'within an hour',
  ])('may be “%s”', (text) => expect(saysFuture(text, today)).toBe(false));

  it('is asked again in a report that says so', async () => {
    const { teacher } = town.people;
    const open = await town.door.opens(teacher.id, 'breach.report', {});
    const reply = await town.door.sends(teacher.id, open, {
      ...open.form.values,
      ...{ happened: 'A list went out.', when: 'tomorrow at noon' },
    });
    expect(reply).toMatchObject({
      kind: 'invalid',
      open: { errors: { when: expect.stringContaining('still to come') } },
    });
  });
});
