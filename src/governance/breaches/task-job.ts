/** Tasks that come due: whoever has them is reminded, then the desk, and at the end the executive team. Nothing is done by itself. */
import type { Sweep } from '../../app/context.ts';
import type { Job } from '../../app/feature.ts';
import { toDate } from '../../kernel/clock.ts';
import { seatExecutives } from './commands/call-executives.ts';
import { ownersOf } from './commands/owners.ts';
import { peopleWith } from './commands/tell.ts';
import { incidentKind } from './rules/incident.ts';
import { remind } from './rules/task.ts';
import { type IncidentFile, openIncidents } from './store/incidents.ts';
import { setReminded } from './store/tasks.ts';
import { writeEvent } from './store/timeline.ts';
import { writeIncident } from './store/write.ts';

const pageSize = 50;

export const taskJob: Job = {
  name: 'breach-tasks',
  summary: 'Reminds whoever has a task in the response to a report, then the desk, then the executive team',
  everyMinutes: 5,
  discreet: true,
  async run(sweep) {
    const due = { state: 'open', nextAt: { lte: toDate(sweep.now) } };
    const where = { state: { in: ['concern', 'breach'] }, tasks: { some: due } };
    const files = await openIncidents(sweep, where, pageSize);
    let told = 0;
    for (const file of files) told += await remindAbout(sweep, file);
    // No reference: whoever runs jobs may be whom it concerns.
    return {
      did: Array.from({ length: told }, () => 'reminded somebody of a task'),
      more: files.length === pageSize,
    };
  },
};

/** Each person hears once, of all that is theirs. */
async function remindAbout(sweep: Sweep, file: IncidentFile): Promise<number> {
  const { incident, policy, tasks } = file;
  const { reminders } = policy.pack.breaches.response;
  const due = new Map<string, string[]>();
  const left: string[] = [];
  const desk = await peopleWith(sweep, incident, ['desk']);
  for (const task of tasks) {
    if (task.state !== 'open' || !task.dueAt || !task.nextAt) continue;
    const {
      owner,
      desk: deskToo,
      end,
      stage,
      nextAt,
    } = remind(policy.calendar, reminders, task.dueAt, task.stage, sweep.now);
    if (stage === task.stage) continue;
    const people = [...(owner ? await ownersOf(sweep, incident, task) : []), ...(deskToo ? desk : [])];
    for (const personId of new Set(people)) due.set(personId, [...(due.get(personId) ?? []), task.id]);
    if (end) left.push(task.id);
    await setReminded(sweep.tx, task.id, { stage, nextAt });
    sweep.tx.audit({
      what: 'incident.task-reminded',
      about: { kind: incidentKind, id: incident.id },
      facts: { task: task.id, people: [...new Set(people)], end },
    });
  }
  const executives = left.length > 0 ? await calledExecutives(sweep, file) : new Set<string>();
  for (const [personId, ids] of due) tell(sweep, incident.id, 'breach.task-due', personId, ids);
  for (const personId of executives) tell(sweep, incident.id, 'breach.task-left', personId, left);
  return due.size + executives.size;
}

function tell(
  sweep: Sweep,
  incidentId: string,
  notice: string,
  personId: string,
  tasks: readonly string[],
): void {
  sweep.tx.notify({
    ...{ notice, about: { kind: incidentKind, id: incidentId }, to: { personId }, facts: { tasks } },
    // A task is neither the alert nor a legal clock: it keeps to the quiet hours (T10).
    notBefore: sweep.policy.calendar.nextReminderTime(sweep.now),
  });
}

/** Where nobody had called them, this does: it is the end of the ladder. */
async function calledExecutives(sweep: Sweep, { incident }: IncidentFile): Promise<ReadonlySet<string>> {
  if (!incident.executivesCalled) {
    await writeIncident(sweep.tx, incident, { executivesCalledAt: toDate(sweep.now) });
    await writeEvent(sweep.tx, incident.id, {
      what: 'executives-called',
      byId: undefined,
      facts: { tasks: true },
    });
    await seatExecutives(sweep, incident, undefined);
    sweep.tx.moved({ kind: incidentKind, id: incident.id });
    // They have just been told of the whole.
    return new Set();
  }
  return peopleWith(sweep, incident, ['executive']);
}
