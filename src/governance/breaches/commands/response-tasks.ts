/** Opens the plan's tasks and seats whoever they are for, so that they see what they have to do. */
import type { Act } from '../../../app/context.ts';
import type { TaskOpener } from '../../../policy/schema-breach-response.ts';
import { type Incident, incidentKind } from '../rules/incident.ts';
import { isPart, reminderAt, tasksToOpen } from '../rules/task.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { addParties, type Named } from '../store/insert.ts';
import { insertTasks } from '../store/tasks.ts';
import { writeEvent } from '../store/timeline.ts';
import { peopleWith } from './tell.ts';

/** Those who have no seat in the team yet get one, and hear of it; nobody whom it concerns does. */
export async function seatTeam(
  act: Act,
  incident: Incident,
  wanted: readonly Named[],
  notice = 'breach.team',
): Promise<void> {
  const seated = incident.parties.filter(({ part, until }) => part === 'team' && !until);
  const missing = wanted.filter((one) =>
    'role' in one
      ? !seated.some(({ role }) => role === one.role)
      : !seated.some(({ personId }) => personId === one.personId),
  );
  const parties = missing.map((one) => ({ part: 'team', ...one }) as const);
  await addParties(act.tx, incident.id, parties, act.actor.id);
  const called = parties.map((one) => ({
    ...{ id: '', part: one.part, since: act.now, until: undefined },
    personId: 'personId' in one ? one.personId : undefined,
    role: 'role' in one ? one.role : undefined,
  }));
  const about = { kind: incidentKind, id: incident.id };
  for (const personId of await peopleWith(act, { ...incident, parties: called }, ['team']))
    if (personId !== act.actor.id) act.tx.notify({ notice, about, to: { personId } });
}

/** Comes back: how many opened. */
export async function openTasks(
  act: Act,
  { incident, policy, tasks }: IncidentFile,
  openers: readonly TaskOpener[],
): Promise<number> {
  const { response } = policy.pack.breaches;
  const { calendar } = policy;
  const opening = tasksToOpen(response, openers, tasks);
  if (opening.length === 0) return 0;
  await insertTasks(
    act.tx,
    incident.id,
    opening.map(({ id, required, owner, within }) => {
      const dueAt = calendar.due(act.now, within.amount, within.unit);
      const nextAt = reminderAt(calendar, response.reminders, dueAt, 0);
      return { ...{ key: id, required, ownerId: undefined, ownerRole: owner }, dueAt, nextAt };
    }),
    act.actor.id,
  );
  await writeEvent(act.tx, incident.id, {
    what: 'tasks-opened',
    byId: act.actor.id,
    facts: { tasks: opening.map(({ id }) => id), for: [...openers] },
  });
  const roles = new Set(opening.map(({ owner }) => owner).filter((owner) => !isPart(owner)));
  await seatTeam(
    act,
    incident,
    [...roles].map((role) => ({ role })),
  );
  return opening.length;
}
