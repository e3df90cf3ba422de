/** What of incidents waits for somebody, what of it is theirs to do, and what they reported themselves. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { afterTasks } from './after-tasks.ts';
import { clockTasks } from './commands/clock-tasks.ts';
import { decisionTasks } from './commands/decision-tasks.ts';
import { incidentLine, reportLine } from './incident-lines.ts';
import { ownTasks } from './own-tasks.ts';
import { isOpen, partsOf, worksOn } from './rules/incident.ts';
import { readIncidents } from './store/incidents.ts';
import { askedIn } from './store/messages.ts';
import { proposalsOf } from './store/proposals.ts';
import { tasksOfIncidents } from './store/tasks.ts';

const most = 50;

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  const open = { state: { in: ['concern', 'breach', 'not_a_breach'] } };
  const incidents = await readIncidents(ask.reader, ask.viewer, open, most);
  const worked = incidents.filter((incident) => worksOn(partsOf(incident, ask.actor)));
  const ids = worked.map(({ id }) => id);
  const tasks = await tasksOfIncidents(ask.reader, ids);
  const proposals = await proposalsOf(ask.reader, ids);
  const own = incidents.filter(
    (incident) => !worked.includes(incident) && partsOf(incident, ask.actor).has('reporter'),
  );
  const asked = await askedIn(
    ask.reader,
    own.map(({ id }) => id),
  );
  const lines: Task[] = [];
  for (const incident of worked) {
    lines.push(await incidentLine(ask, incident));
    lines.push(...(await decisionTasks(ask, incident, proposals.get(incident.id) ?? [])));
    lines.push(...(await ownTasks(ask, incident, tasks.get(incident.id) ?? [])));
    lines.push(...(await clockTasks(ask, incident)));
  }
  for (const incident of own)
    if (isOpen(incident) || asked.has(incident.id))
      lines.push(reportLine(ask, incident, asked.has(incident.id)));
  lines.push(...(await afterTasks(ask)));
  return lines;
}
