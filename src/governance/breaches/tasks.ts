/** What of incidents waits for somebody, what of it is theirs to do, and what they reported themselves. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { afterTasks } from './after-tasks.ts';
import { incidentTitle, stateLabel } from './cards/state.ts';
import { clockTasks } from './commands/clock-tasks.ts';
import { decisionTasks } from './commands/decision-tasks.ts';
import { ownTasks } from './own-tasks.ts';
import { type Incident, incidentKind, isOpen, partsOf, worksOn } from './rules/incident.ts';
import { readIncidents } from './store/incidents.ts';
import { proposalsOf } from './store/proposals.ts';
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
  const proposals = await proposalsOf(
    ask.reader,
    worked.map(({ id }) => id),
  );
  const lines: Task[] = [];
  for (const incident of incidents) {
    if (worked.includes(incident)) {
      lines.push(lineOf(incident, 'waits-for-me'));
      lines.push(...(await decisionTasks(ask, incident, proposals.get(incident.id) ?? [])));
      lines.push(...(await ownTasks(ask, incident, tasks.get(incident.id) ?? [])));
      lines.push(...(await clockTasks(ask, incident)));
    } else if (isOpen(incident) && partsOf(incident, ask.actor).has('reporter'))
      lines.push(lineOf(incident, 'i-asked-for'));
  }
  lines.push(...(await afterTasks(ask)));
  return lines;
}

/** Lists are drawn in chat too: of one that concerns somebody they say nothing. */
function lineOf(incident: Incident, list: Task['list']): Task {
  const { id, confidential } = incident;
  const action = { kind: 'link', label: 'Open', path: `/cases/${incidentKind}/${id}` } as const;
  if (confidential) return { list, title: 'A confidential matter', action };
  return { list, title: incidentTitle(incident), detail: stateLabel(incident).label, action };
}
