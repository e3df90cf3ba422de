/** How an exercise goes: who may hold it, its clock, what comes when and once, who answers, and what comes of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saying } from '../../support/front-door.ts';
import { actAs, givenPerson } from '../../support/people.ts';
import { reportedAt, runs, toldOf, wordsOf } from '../breaches/world.ts';
import { answers, begins, does, givenTown, looks, reads, type Town } from './exercise.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town?.database.drop());
beforeEach(() => town.clock.set(reportedAt));

function passes(minutes: number): void {
  town.clock.set(town.clock.now().add({ minutes }));
}

const wrongList = () => {
  const { itsm, principal, head } = town.people;
  return begins(town, 'wrong_list', { responder: [itsm], families: [principal], head: [head] });
};

async function came(id: string): Promise<readonly string[]> {
  const rows = await town.store.db.drillInject.findMany({
    where: { drillId: id },
    orderBy: { clockAt: 'asc' },
  });
  return rows.map(({ inject }) => inject);
}

async function events(id: string, notice = 'drill.events') {
  return town.store.db.outbox.findMany({ where: { caseId: id, notice }, orderBy: { madeAt: 'asc' } });
}

describe('who may hold one', () => {
  it('is said by the plan; others are told whom to ask', async () => {
    const { teacher, manager, colleague } = town.people;
    expect(wordsOf(await town.door.types(manager.id, '/breach drill'))).toContain('Begin it');
    const theirs = wordsOf(await town.door.types(teacher.id, '/breach drill'));
    expect(theirs).not.toContain('Begin it');
    expect(theirs).toContain('Exercises are held by: IT Systems Security Manager, Student Data Manager');
    const reply = await town.door.does(colleague.id, {
      ...{ kind: 'open-form', form: 'drill.plan', subject: { scenario: 'wrong_list' } },
    });
    expect(saying(reply)).toContain('not open to your role');
  });

  it('fills in whoever holds each role now, and never whoever leads', async () => {
    const { itsm, head, manager } = town.people;
    const open = await town.door.opens(itsm.id, 'drill.plan', { scenario: 'wrong_list' });
    expect(open.form.values).toMatchObject({ part_families: [manager.id], part_head: [head.id] });
    expect(open.form.values).not.toHaveProperty('part_responder');
    const reply = await town.door.sends(itsm.id, open, { ...open.form.values, part_responder: [itsm.id] });
    expect(saying(reply)).toContain('You lead it and know the answers');
    expect(await town.store.db.drill.count()).toBe(0);
  });

  it('is seen by whoever has a part in it, and by nobody else', async () => {
    const id = await wrongList();
    const { itsm, colleague } = town.people;
    expect((await looks(town, itsm, id)).title).toContain('DRILL-1001');
    await expect(looks(town, colleague, id)).rejects.toThrow();
    expect(await reads(town, colleague, 'drill.page', id)).toBeUndefined();
  });
});

describe('its clock', () => {
  it('begins at the scenario’s own time, runs as fast as was said, halts and goes on', async () => {
    const id = await wrongList();
    const { manager, itsm } = town.people;
    const time = async () =>
      /When this was drawn it was ([^"]*?) in the exercise/.exec(wordsOf(await looks(town, itsm, id)))?.[1];
    // It is a Friday; the next Tuesday at 9:40 in Utah.
    expect(await time()).toBe('Tuesday, November 24, 2026 at 9:40 AM');
    passes(1);
    expect(await time()).toBe('Tuesday, November 24, 2026 at 9:52 AM');
    await does(town, manager, id, 'Halt its clock');
    passes(60 * 24 * 10);
    expect(await time()).toBe('Tuesday, November 24, 2026 at 9:52 AM');
    await runs(town, 'drill-events');
    expect(await came(id)).toEqual(['call']);
    await does(town, manager, id, 'Go on');
    passes(1);
    expect(await time()).toBe('Tuesday, November 24, 2026 at 10:04 AM');
    await runs(town, 'drill-events');
    expect(await came(id)).toEqual(['call', 'pulled_back']);
  });

  it('is put on by the next event, and a press on a card that has moved on does nothing', async () => {
    const id = await wrongList();
    const { manager } = town.people;
    const card = await looks(town, manager, id);
    const next = card.actions.find((one) => one.label.endsWith('Next event now'));
    if (next?.kind !== 'run') throw new Error('no such button');
    await town.door.presses(manager.id, next.id, next.payload);
    const again = await town.door.presses(manager.id, next.id, next.payload);
    expect(saying(again)).toContain('has come meanwhile');
    expect(await came(id)).toEqual(['call', 'pulled_back']);
    expect(wordsOf(await looks(town, manager, id))).toContain(
      'November 24, 2026 at 10:00 AM in the exercise',
    );
  });

  it('two who press at once bring one event', async () => {
    const id = await wrongList();
    const { manager } = town.people;
    await Promise.all([1, 2, 3].map(() => does(town, manager, id, 'Next event now')));
    expect(await came(id)).toEqual(['call', 'pulled_back']);
  });
});

describe('events', () => {
  it('come when they are due, once, each to whom it is for', async () => {
    const id = await wrongList();
    passes(6);
    await runs(town, 'drill-events');
    await runs(town, 'drill-events');
    expect(await came(id)).toEqual(['call', 'pulled_back', 'parent']);
    const { itsm, principal, head } = town.people;
    const facts = (await events(id)).map((one) => [one.personId, one.facts]);
    expect(facts).toEqual(
      expect.arrayContaining([
        [itsm.id, { injects: ['call'] }],
        [itsm.id, { injects: ['pulled_back'] }],
        [head.id, { injects: ['pulled_back'] }],
        [principal.id, { injects: ['pulled_back', 'parent'] }],
      ]),
    );
    expect(facts).toHaveLength(4);
  });

  it('after ten days without the program all that were due are one message to each, in the morning', async () => {
    const id = await wrongList();
    const before = (await events(id)).length;
    // A Monday at 2 in the morning.
    town.clock.set('2026-11-30T09:00:00Z');
    await runs(town, 'drill-events');
    await runs(town, 'drill-events');
    expect(await came(id)).toHaveLength(6);
    const sent = (await events(id)).slice(before);
    expect(sent).toHaveLength(3);
    for (const { notBefore } of sent) expect(notBefore?.toISOString()).toBe('2026-11-30T14:00:00.000Z');
    const clocks = await town.store.db.drillInject.findMany({ where: { drillId: id } });
    expect(clocks.find(({ inject }) => inject === 'parent')?.clockAt.toISOString()).toBe(
      '2026-11-24T17:40:00.000Z',
    );
  });
});

describe('answers', () => {
  it('are given by whoever plays the part, the first one stands', async () => {
    const { itsm, principal, colleague, head } = town.people;
    const id = await begins(town, 'wrong_list', {
      responder: [itsm, colleague],
      families: [principal],
      head: [head],
    });
    const open = await town.door.opens(colleague.id, 'drill.answer', { id, question: 'first_steps' });
    await answers(town, itsm, id, 'first_steps', { chosen: ['keep'] });
    const second = await town.door.sends(colleague.id, open, { chosen: ['delete'] });
    expect(saying(second)).toContain('Piotr Zielinski has answered this');
    await expect(answers(town, head, id, 'first_steps', { chosen: ['keep'] })).rejects.toThrow(
      'somebody else',
    );
    await expect(answers(town, itsm, id, 'tell_now', { chosen: ['nobody'] })).rejects.toThrow(
      'Nobody is asked that yet',
    );
    expect(await town.store.db.drillAnswer.count({ where: { drillId: id } })).toBe(1);
  });

  it('R040: refuse what looks like student data, and keep none of it', async () => {
    const id = await wrongList();
    const { itsm, manager } = town.people;
    await does(town, manager, id, 'Next event now');
    const reply = await answers(town, itsm, id, 'ruling', {
      ruling: 'not_a_breach',
      words: 'Student number 4711234',
    });
    expect(reply.kind).toBe('invalid');
    expect(await town.store.db.drillAnswer.count({ where: { drillId: id } })).toBe(0);
  });

  it('a discovery that is still to come in the exercise is refused', async () => {
    const id = await wrongList();
    const { itsm, manager } = town.people;
    await does(town, manager, id, 'Next event now');
    const late = { ruling: 'breach', severity: 'high', discovered: '2026-11-24T11:00' };
    expect(saying(await answers(town, itsm, id, 'ruling', late))).toContain('still to come');
  });
});

describe('the clocks of an exercise', () => {
  it('count by the district’s own laws from the discovery that the players set, and may be late', async () => {
    const id = await wrongList();
    const { itsm, manager } = town.people;
    await does(town, manager, id, 'Next event now');
    const set = { ruling: 'breach', severity: 'high', discovered: '2026-11-24T09:40' };
    await answers(town, itsm, id, 'ruling', set);
    await answers(town, itsm, id, 'tell_now', { chosen: ['utah-2026/state_board'] });
    expect(wordsOf(await looks(town, itsm, id))).toContain(
      '23 h 40 min left in the exercise: due Wednesday, November 25, 2026 at 9:40 AM',
    );
    // Of 500 people and more only; the scenario says 312.
    expect(wordsOf(await looks(town, itsm, id))).not.toContain('Cyber Center');
    passes(120);
    expect(wordsOf(await looks(town, itsm, id))).toContain('Its time passed 20 min ago in the exercise');
    await does(town, itsm, id, 'Play that they are told', { how: 'By telephone.' });
    expect(wordsOf(await looks(town, itsm, id))).toContain('20 min after its time');
    expect(await town.store.db.incidentClock.count()).toBe(0);
  });
});

describe('the end', () => {
  it('gives whoever took part the course, once, never whoever leads, and shows what was expected', async () => {
    town.clock.set('2026-11-23T17:00:00Z');
    const id = await wrongList();
    const { itsm, manager, principal, head, teacher } = town.people;
    for (let n = 0; n < 5; n += 1) await does(town, manager, id, 'Next event now');
    await answers(town, itsm, id, 'first_steps', { chosen: ['pull_back', 'keep', 'notes', 'thank'] });
    passes(5);
    await answers(town, itsm, id, 'tell_now', {
      chosen: ['utah-2026/state_board', 'utah-2026/attorney_general'],
    });
    expect(await reads(town, itsm, 'drill.page', id)).toBeUndefined();
    await does(town, manager, id, 'End it', { took_part_0: [itsm.id, principal.id], location: 'Board room' });
    const better = { kind: 'better', says: 'Links instead of files.', owner: teacher.id, due: '2026-12-18' };
    await does(town, manager, id, 'Write down what was learned', better);
    await does(town, manager, id, 'Training credit', { took_part_0: [head.id] });
    expect(saying(await again(manager.id, id))).toContain('Everybody who played has their credit');
    const rows = await town.store.db.trainingCompletion.findMany({ where: { course: 'breach_exercise' } });
    expect(rows.map(({ personId }) => personId).sort()).toEqual([itsm.id, principal.id, head.id].sort());
    for (const row of rows)
      expect(row).toMatchObject({
        way: 'exercise',
        state: 'confirmed',
        decidedById: manager.id,
        loggedById: manager.id,
      });

    const page = wordsOf(await reads(town, itsm, 'drill.page', id));
    expect(page).toContain('As expected');
    expect(page).toContain('Partly as expected');
    expect(page).toContain('within 24 hours (Utah law of 2026, version 2026-05-06');
    expect(page).toContain('Links instead of files.');
    expect(page).toContain('Nobody is graded');
    expect((await toldOf(town, 'drill.ended')).length).toBeGreaterThan(2);
    const task = wordsOf(await town.door.types(teacher.id, '/safekeep'));
    expect(task).toContain('Links instead of files.');
    await town.door.presses(teacher.id, 'drill.settle', await settling(id));
    expect(wordsOf(await town.door.types(teacher.id, '/safekeep'))).not.toContain('Links instead of files.');
  });

  async function again(personId: string, id: string) {
    return town.door.does(personId, { kind: 'open-form', form: 'drill.credit', subject: { id } });
  }

  async function settling(id: string) {
    const note = await town.store.db.drillNote.findFirstOrThrow({ where: { drillId: id } });
    return { id, note: note.id };
  }

  it('what a leaver was to make better goes back to whoever led it', async () => {
    const id = await wrongList();
    const { manager } = town.people;
    const leaver = await givenPerson(town.store, { name: 'Lars Leaver' });
    const better = { kind: 'better', says: 'Lock the cabinet.', owner: leaver.id, due: '2026-12-18' };
    await does(town, manager, id, 'Write down what was learned', better);
    await actAs(town.world, manager.id, (act) => act.house.personLeft(act, leaver.id));
    const note = await town.store.db.drillNote.findFirstOrThrow({ where: { drillId: id } });
    expect(note.ownerId).toBe(manager.id);
    expect(wordsOf(await town.door.types(manager.id, '/safekeep'))).toContain('Lock the cabinet.');
  });

  it('two exercises on one day are one training', async () => {
    const id = await wrongList();
    const { itsm, manager } = town.people;
    await does(town, manager, id, 'End it', { took_part_0: [itsm.id] });
    const other = await wrongList();
    await does(town, manager, other, 'End it', { took_part_0: [itsm.id] });
    const where = { personId: itsm.id, course: 'breach_exercise', completedOn: new Date('2026-11-20') };
    expect(await town.store.db.trainingCompletion.count({ where })).toBe(1);
  });

  it('stands on the list of whoever the plan wants one from, a year after the last', async () => {
    const { itsm } = town.people;
    for (const id of (await town.store.db.drill.findMany({ where: { state: { not: 'ended' } } })).map(
      (one) => one.id,
    ))
      await does(town, town.people.manager, id, 'End it', { took_part_0: [] });
    const line = 'Hold an exercise with an invented data breach';
    expect(wordsOf(await town.door.types(itsm.id, '/safekeep'))).not.toContain(line);
    town.clock.set('2027-11-01T17:00:00Z');
    const due = wordsOf(await town.door.types(itsm.id, '/safekeep'));
    expect(due).toContain(line);
    expect(due).toContain('The last was on November 23, 2026');
  });
});

describe('one that concerns whoever usually looks into it', () => {
  it('R075: lies on the desk above, by this district’s own route', async () => {
    const { head, executive, principal, manager } = town.people;
    const id = await begins(town, 'phished_administrator', {
      ...{ head: [head], families: [principal], counsel: [executive] },
    });
    await answers(town, head, id, 'whose_desk', { chosen: 'it_security_manager' });
    await does(town, manager, id, 'End it', { took_part_0: [] });
    const page = await reads(town, head, 'drill.page', id);
    const rows =
      page?.kind === 'page' ? page.blocks.flatMap((one) => (one.kind === 'table' ? one.rows : [])) : [];
    const row = rows.find(([first]) => first?.includes('on whose desk does this lie'));
    expect(row?.slice(1)).toEqual([
      'Superintendent',
      'IT Systems Security Manager',
      'Helen Marchetti, after 0 min (0 in the exercise)',
      'Something else was expected',
    ]);
  });
});
