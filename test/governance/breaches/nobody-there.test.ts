/** What falls due while nobody is there is not lost: it goes to the next of the route, or is told when somebody is back (R074). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { closes, decidesBreach, drawnFor, sends, toldAbout, underway } from './deciding.ts';
import { givenTown, incidentOf, presses, reports, runs, type Town } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

async function are(status: 'leave' | 'active', ...people: readonly Person[]) {
  const ids = people.map(({ id }) => id);
  await town.store.db.person.updateMany({ where: { id: { in: ids } }, data: { status } });
}

async function whileAway(people: readonly Person[], what: () => Promise<void>) {
  await are('leave', ...people);
  try {
    await what();
  } finally {
    await are('active', ...people);
  }
}

async function at(moment: string, ...jobs: readonly string[]) {
  const before = town.clock.now();
  town.clock.set(moment);
  for (const job of jobs) await runs(town, job);
  town.clock.set(before);
}

const everybody = () => {
  const { itsm, head, chair, executive, manager } = town.people;
  return [itsm, head, chair, executive, manager];
};

/** The desk's own, due on Monday at ten in Utah. */
async function deskTask(id: string) {
  const { itsm } = town.people;
  const values = { what: 'Ring the vendor', who: itsm.id, due: '2026-11-23T10:00' };
  await sends(town, itsm, 'breach.task-add', { id }, values);
}

it('a task is reminded of once somebody is there again, and then of all that was due', async () => {
  const { itsm } = town.people;
  const id = await underway(town);
  await deskTask(id);
  await whileAway(everybody(), async () => {
    await at('2026-11-23T17:00:00Z', 'breach-tasks');
    await at('2026-11-23T21:00:00Z', 'breach-tasks');
  });
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([]);
  const task = await town.store.db.incidentTask.findFirstOrThrow({ where: { incidentId: id } });
  expect(task.stage).toBe(0);
  await at('2026-11-23T21:15:00Z', 'breach-tasks');
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([itsm.id]);
});

it('where only the desk is away, the next of the route gets the matter and its reminders', async () => {
  const { itsm, head } = town.people;
  const id = await underway(town);
  await deskTask(id);
  await whileAway([itsm], () => at('2026-11-23T17:00:00Z', 'breach-desk', 'breach-tasks'));
  expect((await incidentOf(town, id)).deskRole).toBe('superintendent');
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([head.id]);
  expect(await drawnFor(town, head, 'breach.task-due', id)).toContain('Ring the vendor');
});

it('a legal time is told of when somebody is there again', async () => {
  const id = await underway(town);
  await decidesBreach(town, id);
  const told = async () => (await toldAbout(town, id, 'breach.clocks')).length;
  const before = await told();
  await whileAway([...everybody(), town.people.colleague], () => at('2026-11-22T18:00:00Z', 'breach-clocks'));
  expect(await told()).toBe(before);
  const { events } = await incidentOf(town, id);
  expect(events.map(({ what }) => what)).not.toContain('clocks-passed');
  await at('2026-11-22T18:01:00Z', 'breach-clocks');
  expect(await told()).toBeGreaterThan(before);
  expect((await incidentOf(town, id)).events.map(({ what }) => what)).toContain('clocks-passed');
});

it('of a report that nobody takes up the next of the route hears where nobody of the executive team can', async () => {
  const { teacher, head, executive, chair } = town.people;
  const id = await reports(town, teacher);
  await whileAway([head, executive], () => at('2026-11-20T18:30:00Z', 'breach-unattended'));
  expect(await toldAbout(town, id, 'breach.called')).toEqual([chair.id]);
  expect(await drawnFor(town, chair, 'breach.called', id)).toContain('You are called');
});

it('… and where there is nobody at all, whoever is back first', async () => {
  const { teacher, head, executive } = town.people;
  const id = await reports(town, teacher);
  await whileAway(everybody(), () => at('2026-11-20T18:30:00Z', 'breach-unattended'));
  expect((await incidentOf(town, id)).executivesCalledAt).toBeNull();
  await at('2026-11-20T18:40:00Z', 'breach-unattended');
  expect(await toldAbout(town, id, 'breach.called')).toEqual([head.id, executive.id].sort());
});

it('the desk calls the next of the route where nobody of the executive team can', async () => {
  const { teacher, itsm, head, executive, chair } = town.people;
  const id = await reports(town, teacher);
  await presses(town, itsm, id, 'I look into it');
  await whileAway(
    [head, executive],
    async () => void (await presses(town, itsm, id, 'Call the executive team')),
  );
  expect(await toldAbout(town, id, 'breach.called')).toEqual([chair.id]);
});

it('the last reminder of what is to be done better calls the executives whom nobody had called', async () => {
  const { itsm, colleague, head, executive } = town.people;
  const id = await underway(town);
  await decidesBreach(town, id);
  const action = { what: 'Lists go by link only.', who: colleague.id, due: '2026-12-01' };
  await sends(town, itsm, 'breach.action', { id }, action);
  await closes(town, itsm, id);
  // As where the plan lets one decide alone.
  await town.store.db.incidentParty.deleteMany({ where: { incidentId: id, part: 'executive' } });
  await town.store.db.incident.update({ where: { id }, data: { executivesCalledAt: null } });
  await at('2027-04-30T18:00:00Z', 'breach-actions');
  expect(await toldAbout(town, id, 'breach.action-left')).toEqual([head.id, executive.id].sort());
  expect(await drawnFor(town, executive, 'breach.action-left', id)).toContain('Lists go by link only.');
  expect((await incidentOf(town, id)).events.at(-1)?.facts).toMatchObject({ actions: true });
});

it('what is open after the end goes to the next of the route too', async () => {
  const { itsm, head, colleague } = town.people;
  const id = await underway(town);
  await decidesBreach(town, id);
  const action = { what: 'Lists go by link only.', who: colleague.id, due: '2026-12-01' };
  await sends(town, itsm, 'breach.action', { id }, action);
  await closes(town, itsm, id);
  await whileAway([itsm, colleague], () => at('2026-12-02T18:00:00Z', 'breach-desk', 'breach-actions'));
  expect(await toldAbout(town, id, 'breach.yours-now')).toEqual([head.id]);
  expect(await toldAbout(town, id, 'breach.action-due')).toEqual([head.id]);
});

it('whoever held a role once, and holds it no more, is not called by it', async () => {
  const { teacher, head, executive, chair } = town.people;
  const id = await reports(town, teacher);
  const former = { role: 'executive_team', personId: { in: [head.id, executive.id] } };
  const ends = (heldUntil: Date | null) =>
    town.store.db.roleHolding.updateMany({ where: former, data: { heldUntil } });
  await ends(new Date('2026-11-01T00:00:00Z'));
  await at('2026-11-20T18:30:00Z', 'breach-unattended');
  await ends(null);
  expect(await toldAbout(town, id, 'breach.called')).not.toContain(executive.id);
  expect(await toldAbout(town, id, 'breach.called')).toEqual([head.id]);
  expect(await toldAbout(town, id, 'breach.called')).not.toContain(chair.id);
});
