/** What is asked in an exercise does not give its answer away, and an answer that cannot be meant is asked about. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inOrderOf } from '../../../src/governance/drills/rules/order.ts';
import { saying } from '../../support/front-door.ts';
import { reportedAt, wordsOf } from '../breaches/world.ts';
import { answers, begins, does, givenTown, looks, type Town } from './exercise.ts';

let town: Town;
let id: string;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town?.database.drop());
beforeEach(async () => {
  town.clock.set(reportedAt);
  const { itsm, principal, head, manager } = town.people;
  id = await begins(town, 'wrong_list', { responder: [itsm], families: [principal], head: [head] });
  await does(town, manager, id, 'Next event now');
});

const board = 'utah-2026/state_board';
const ruled = { ruling: 'breach', severity: 'high', discovered: '2026-11-24T09:40' };

describe('who would have to be told', () => {
  const left = 'left in the exercise: due';
  const later = 'Shown once it is answered who has to be told.';

  it('is listed for whoever plays once that question is answered, and for whoever leads at once', async () => {
    const { itsm, head, manager } = town.people;
    await answers(town, itsm, id, 'ruling', ruled);
    for (const player of [itsm, head]) {
      const before = wordsOf(await looks(town, player, id));
      expect(before).toContain(later);
      expect(before).not.toContain(left);
      expect(before).not.toContain('Play that they are told');
    }
    expect(wordsOf(await looks(town, manager, id))).toContain(left);
    await answers(town, itsm, id, 'tell_now', { chosen: [board] });
    for (const player of [itsm, head]) expect(wordsOf(await looks(town, player, id))).toContain(left);
  });

  it('is covered again while it is asked anew, and cannot be played around that', async () => {
    const { itsm, head, manager } = town.people;
    await answers(town, itsm, id, 'ruling', ruled);
    await answers(town, itsm, id, 'tell_now', { chosen: [board] });
    const open = await town.door.opens(head.id, 'drill.told', { id, clock: board });
    for (let n = 0; n < 3; n += 1) await does(town, manager, id, 'Next event now');
    expect(wordsOf(await looks(town, head, id))).toContain(later);
    const sent = await town.door.sends(head.id, open, { how: 'By telephone.' });
    expect(saying(sent)).toContain('Answer first who has to be told');
    await expect(town.door.opens(head.id, 'drill.told', { id, clock: board })).rejects.toThrow(
      'Answer first',
    );
    expect(await town.store.db.drillClock.count({ where: { drillId: id } })).toBe(0);
    await does(town, manager, id, 'End it', { took_part_0: [] });
    expect(wordsOf(await looks(town, head, id))).not.toContain(later);
  });
});

describe('the options of a question', () => {
  const first = ['a', 'b', 'c', 'd'].map((one) => ({ id: one }));

  it('stand in one order for everybody, whoever opens it and however often', async () => {
    const { itsm, principal, head, colleague } = town.people;
    const other = await begins(town, 'wrong_list', {
      ...{ responder: [itsm, colleague], families: [principal], head: [head] },
    });
    const seen = async (who: typeof itsm) => {
      const { form } = await town.door.opens(who.id, 'drill.answer', { id: other, question: 'first_steps' });
      const field = form.fields.chosen;
      return field?.kind === 'choices' ? field.options.map(({ value }) => value) : [];
    };
    const once = await seen(itsm);
    expect(once).toHaveLength(6);
    expect(await seen(itsm)).toEqual(once);
    expect(await seen(colleague)).toEqual(once);
    expect(once).toEqual(
      inOrderOf(
        other,
        once.toSorted().map((one) => ({ id: one })),
      ).map((one) => one.id),
    );
  });

  it('are drawn for each exercise anew: each of them stands first in some, whatever the file says', () => {
    const drills = Array.from({ length: 64 }, (_, n) => `exercise ${n}`);
    const tops = new Set(drills.map((drill) => inOrderOf(drill, first)[0]?.id));
    expect([...tops].sort()).toEqual(['a', 'b', 'c', 'd']);
    for (const drill of drills) expect(inOrderOf(drill, first.toReversed())).toEqual(inOrderOf(drill, first));
  });
});

describe('an answer that cannot be meant', () => {
  it('somebody and nobody at once is asked about, and nothing is kept', async () => {
    const { itsm } = town.people;
    const both = await answers(town, itsm, id, 'tell_now', { chosen: [board, 'nobody'] });
    expect(both.kind).toBe('invalid');
    expect(saying(both)).toContain('as well. Please untick what you do not mean');
    expect(await town.store.db.drillAnswer.count({ where: { drillId: id } })).toBe(0);
    expect((await answers(town, itsm, id, 'tell_now', { chosen: ['nobody'] })).kind).toBe('done');
  });

  it('a discovery more than a day before the first event is asked about, one on the day before is not', async () => {
    const { itsm } = town.people;
    const early = await answers(town, itsm, id, 'ruling', { ...ruled, discovered: '2026-11-23T09:39' });
    expect(early.kind).toBe('invalid');
    expect(saying(early)).toContain('the exercise began Tuesday, November 24, 2026 at 9:40 AM');
    expect(await town.store.db.drillAnswer.count({ where: { drillId: id } })).toBe(0);
    const dayBefore = await answers(town, itsm, id, 'ruling', { ...ruled, discovered: '2026-11-23T09:40' });
    expect(dayBefore.kind).toBe('done');
  });
});
