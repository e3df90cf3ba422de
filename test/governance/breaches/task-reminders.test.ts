/** Tasks that come due: whoever has them, then the desk, at the end the executive team; by day, and never twice. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Temporal } from '../../../src/kernel/clock.ts';
import { decidesBreach, drawnFor, sends, taskOn, together, toldAbout, underway } from './deciding.ts';
import { fills, givenTown, incidentOf, presses, reports, runs, type Town } from './world.ts';

let town: Town;
beforeAll(async () => {
  town = await givenTown();
});
afterAll(() => town.database.drop());

const job = 'breach-tasks';

/** One task of theirs, due on Monday, November 23 at ten in Utah. */
async function onMonday(id: string, ownerId: string): Promise<string> {
  const values = { what: 'Ring the vendor', who: ownerId, due: '2026-11-23T10:00' };
  await sends(town, town.people.itsm, 'breach.task-add', { id }, values);
  return (await town.store.db.incidentTask.findFirstOrThrow({ where: { incidentId: id, key: null } })).id;
}

async function at(moment: string): Promise<readonly string[]> {
  const before = town.clock.now();
  town.clock.set(moment);
  const did = await runs(town, job);
  town.clock.set(before);
  return did;
}

it('its owner is told before it is due and when it is, the desk when it is late, and nobody twice for one step', async () => {
  const { itsm, colleague } = town.people;
  const id = await underway(town);
  await onMonday(id, colleague.id);
  const told = () => toldAbout(town, id, 'breach.task-due');
  expect(await at('2026-11-23T15:59:00Z')).toEqual([]);
  const did = await at('2026-11-23T16:00:00Z');
  expect(did.join()).not.toContain('BR-');
  expect(await told()).toEqual([colleague.id]);
  expect(await drawnFor(town, colleague, 'breach.task-due', id)).toContain('Ring the vendor');
  await at('2026-11-23T16:00:00Z');
  expect(await told()).toHaveLength(1);
  await at('2026-11-23T17:00:00Z');
  expect(await told()).toEqual([colleague.id, colleague.id]);
  await at('2026-11-23T21:00:00Z');
  expect(await told()).toEqual([colleague.id, colleague.id, colleague.id, itsm.id].sort());
});

it('done meanwhile, nothing is sent, and a message on its way says nothing', async () => {
  const { colleague } = town.people;
  const id = await underway(town);
  const task = await onMonday(id, colleague.id);
  await at('2026-11-23T16:00:00Z');
  await sends(town, colleague, 'breach.task', { id, task }, { outcome: 'done' });
  expect(await drawnFor(town, colleague, 'breach.task-due', id)).toBeUndefined();
  await at('2026-11-23T21:00:00Z');
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([colleague.id]);
});

it('T9: a long outage yields one message, and the end of the ladder goes to the executive team', async () => {
  const { itsm, colleague, executive, head } = town.people;
  const id = await underway(town);
  await onMonday(id, colleague.id);
  await at('2026-12-08T17:00:00Z');
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([colleague.id, itsm.id].sort());
  expect(await toldAbout(town, id, 'breach.task-left')).toEqual([executive.id, head.id].sort());
  await at('2026-12-20T17:00:00Z');
  expect(await toldAbout(town, id, 'breach.task-left')).toHaveLength(2);
});

it('the end of the ladder calls an executive team that nobody has called', async () => {
  const { teacher, itsm, colleague, executive, head } = town.people;
  const id = await reports(town, teacher);
  await presses(town, itsm, id, 'I look into it');
  await onMonday(id, colleague.id);
  await at('2026-12-08T17:00:00Z');
  expect((await incidentOf(town, id)).executivesCalledAt).not.toBeNull();
  expect(await toldAbout(town, id, 'breach.task-left')).toEqual([executive.id, head.id].sort());
  expect(await drawnFor(town, executive, 'breach.task-left', id)).toContain('Ring the vendor');
});

it('T10: a task is no alert: what comes due at night is told in the morning', async () => {
  const { itsm } = town.people;
  const id = await underway(town);
  await decidesBreach(town, id);
  // 4 hours after a decision at half past ten; the sweep comes at eleven in the evening.
  expect((await taskOn(town, id, 'validate')).dueAt?.toISOString()).toBe('2026-11-20T21:25:41.000Z');
  await at('2026-11-21T06:00:00Z');
  const row = await town.store.db.outbox.findFirstOrThrow({
    where: { notice: 'breach.task-due', caseId: id, personId: itsm.id },
  });
  const sent = Temporal.Instant.from(row.notBefore.toISOString()).toZonedDateTimeISO('America/Denver');
  expect(sent.toString()).toMatch(/^2026-11-23T07:00/);
});

it('R075: whoever turns out to be concerned is reminded of nothing, and the desk is instead', async () => {
  const { itsm, colleague } = town.people;
  const id = await underway(town);
  await onMonday(id, colleague.id);
  await fills(town, itsm, id, 'It concerns somebody', { who: colleague.id, reason: 'Her own account.' });
  await at('2026-11-23T17:00:00Z');
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([itsm.id]);
});

it('after “not a reportable breach” nobody is reminded, until the decision is opened again', async () => {
  const { itsm, colleague, executive } = town.people;
  const id = await underway(town);
  await onMonday(id, colleague.id);
  const no = { ruling: 'not_a_breach', reasons: 'It never left the district.' };
  await together(town, [itsm, executive], 'breach.determine', id, no);
  await at('2026-11-23T17:00:00Z');
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([]);
  await together(town, [itsm, executive], 'breach.reopen', id, { reason: 'It had left it after all.' });
  await at('2026-11-23T17:00:00Z');
  expect(await toldAbout(town, id, 'breach.task-due')).toEqual([colleague.id]);
});
