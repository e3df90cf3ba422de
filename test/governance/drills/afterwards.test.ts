/** What an exercise says of itself as it goes on and when it is over: how long, how late, what is open, what is real. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feature } from '../../../src/governance/drills/feature.ts';
import { saying } from '../../support/front-door.ts';
import { askAs } from '../../support/people.ts';
import { reportedAt, runs, wordsOf } from '../breaches/world.ts';
import { answers, begins, does, givenTown, looks, reads, type Town } from './exercise.ts';

let town: Town;
let id: string;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town?.database.drop());
beforeEach(async () => {
  town.clock.set(reportedAt);
  const { itsm, principal, head } = town.people;
  id = await begins(town, 'wrong_list', { responder: [itsm], families: [principal], head: [head] });
});

function passes(minutes: number): void {
  town.clock.set(town.clock.now().add({ minutes }));
}

describe('how long an answer took', () => {
  it('counts from when the event really came, however late the job brought it, by both clocks', async () => {
    const { itsm, manager } = town.people;
    // Meant for minute 20; the clock of the exercise stands at 240 by now.
    passes(20);
    await runs(town, 'drill-events');
    passes(2);
    await answers(town, itsm, id, 'tell_now', { chosen: ['nobody'] });
    expect(wordsOf(await reads(town, manager, 'drill.page', id))).toContain(
      'Piotr Zielinski, after 2 min (24 in the exercise)',
    );
    expect(wordsOf(await looks(town, itsm, id))).toContain('Tuesday at 10:00 AM');
  });
});

describe('ending it', () => {
  it('says which questions are open, whose they are, and that it can’t be undone', async () => {
    const { itsm, manager } = town.people;
    const form = async () => wordsOf((await town.door.opens(manager.id, 'drill.end', { id })).form);
    expect(await form()).toContain('One question is open');
    expect(await form()).toContain('Asked of “Incident desk”');
    expect(await form()).toContain('Ending it can’t be undone');
    await answers(town, itsm, id, 'first_steps', { chosen: ['keep'] });
    expect(await form()).not.toContain('is open');
  });

  it('wants to know where it took place only for those who are ticked', async () => {
    const { itsm, manager } = town.people;
    const somebody = await does(town, manager, id, 'End it', { took_part_0: [itsm.id], location: '' });
    expect(somebody.kind).toBe('invalid');
    expect(saying(somebody)).toContain('Please say where');
    const nobody = await does(town, manager, id, 'End it', { took_part_0: [], location: '' });
    expect(saying(nobody)).toContain('has ended');
  });
});

describe('what is to be better', () => {
  it('is told as real, and nothing beside it says that everything is invented', async () => {
    const { teacher, manager } = town.people;
    const better = { kind: 'better', says: 'Lock the cabinet.', owner: teacher.id, due: '2026-12-18' };
    await does(town, manager, id, 'Write down what was learned', better);
    const note = await town.store.db.drillNote.findFirstOrThrow({ where: { drillId: id } });
    const notice = feature.notices?.find((one) => one.id === 'drill.better');
    const ask = await askAs(town.world, teacher.id);
    const card = wordsOf(await notice?.render?.(ask, { caseId: id, facts: { note: note.id } }));
    expect(card).toContain('DRILL: It came out of an exercise, and what is to be better is real.');
    expect(card).not.toContain('invented');
  });
});

describe('planning one', () => {
  it('says how long it is to the last event at each pace', async () => {
    const { form } = await town.door.opens(town.people.manager.id, 'drill.plan', { scenario: 'wrong_list' });
    const field = form.fields.pace;
    // Minute 240 is the last of that scenario.
    expect(field?.kind === 'choice' ? field.options.map(({ label }) => label) : []).toEqual([
      'DRILL: In real time: 4 h',
      'DRILL: An hour of the exercise takes five minutes: 20 min',
      'DRILL: An hour of the exercise takes one minute: 4 min',
    ]);
  });
});

describe('its page', () => {
  it('speaks of an exercise that still runs as one that is, and holds what people were told', async () => {
    const { itsm, manager } = town.people;
    const page = async () => wordsOf(await reads(town, manager, 'drill.page', id));
    const told = (await looks(town, itsm, id)).blocks.flatMap((one) =>
      one.kind === 'list' ? one.items.flatMap(({ detail }) => detail ?? []) : [],
    );
    const longest = told.toSorted((a, b) => b.length - a.length)[0] ?? '';
    expect(longest.length).toBeGreaterThan(150);
    expect(await page()).toContain('This is an exercise, and everything in it is invented.');
    expect(await page()).toContain(JSON.stringify(longest).slice(1, -1));
    await does(town, manager, id, 'End it', { took_part_0: [] });
    expect(await page()).toContain('This was an exercise, and everything in it is invented.');
  });
});
