/** What of incidents waits for somebody, what of it is theirs to do, and what they reported themselves. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { stateLabel } from './cards/state.ts';
import { planned } from './cards/tasks.ts';
import { clockTasks } from './commands/clock-tasks.ts';
import { type Incident, incidentKind, isOpen, partsOf, worksOn } from './rules/incident.ts';
import { type IncidentTask, isLate, isTheirs } from './rules/task.ts';
import { readIncidents } from './store/incidents.ts';
import { tasksOfIncidents } from './store/tasks.ts';

const most = 50;

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  const open = { state: { in: ['concern', 'breach', 'not_a_breach'] } };
  const incidents = await readIncidents(ask.reader, ask.viewer, open, most);
  const worked = incidents.filter((incident) => worksOn(partsOf(incident, ask.actor)));
  const tasks = await tasksOfIncidents(
    ask.reader,
    worked.map(({ id }) => id),
  );
  const lines: Task[] = [];
  for (const incident of incidents) {
    if (worked.includes(incident)) {
      lines.push(lineOf(incident, 'waits-for-me'));
      lines.push(...(await own(ask, incident, tasks.get(incident.id) ?? [])));
      lines.push(...(await clockTasks(ask, incident)));
    } else if (isOpen(incident) && partsOf(incident, ask.actor).has('reporter'))
      lines.push(lineOf(incident, 'i-asked-for'));
  }
  return lines;
}

/** Lists are drawn in chat too: of one that concerns somebody they say nothing. */
function lineOf(incident: Incident, list: Task['list']): Task {
  const { id, reference, confidential } = incident;
  const action = { kind: 'link', label: 'Open', path: `/cases/${incidentKind}/${id}` } as const;
  if (confidential) return { list, title: 'A confidential matter', action };
  return { list, title: `${reference}: possible data breach`, detail: stateLabel(incident).label, action };
}

/** Their own and those of their role. Of a confidential one the line above says enough. */
async function own(ask: Ask, incident: Incident, tasks: readonly IncidentTask[]): Promise<readonly Task[]> {
  if (incident.confidential || !isOpen(incident)) return [];
  const policy = await ask.policyOf(incident.policy);
  const theirs = tasks.filter((task) => task.state === 'open' && isTheirs(task, incident, ask.actor));
  return theirs.map((task) => ({
    list: 'i-owe',
    title: `${incident.reference}: ${planned(policy, task.key)?.says ?? 'a task that was added for you'}`,
    ...(task.dueAt ? { dueOn: policy.calendar.localDay(task.dueAt).toString() } : {}),
    late: isLate(task, ask.now),
    action: {
      kind: 'open-form',
      form: 'breach.task',
      label: 'Settle it',
      subject: { id: incident.id, task: task.id },
    },
  }));
}
