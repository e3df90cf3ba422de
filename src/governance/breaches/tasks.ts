/** What of incidents waits for somebody, and what they reported themselves. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { stateLabel } from './cards/state.ts';
import { type Incident, incidentKind, partsOf, worksOn } from './rules/incident.ts';
import { readIncidents } from './store/incidents.ts';

const most = 50;

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  const open = { state: { in: ['concern', 'breach'] } };
  const incidents = await readIncidents(ask.reader, ask.viewer, open, most);
  return incidents.flatMap((incident): Task[] => {
    const parts = partsOf(incident, ask.actor);
    if (worksOn(parts)) return [lineOf(incident, 'waits-for-me')];
    return parts.has('reporter') ? [lineOf(incident, 'i-asked-for')] : [];
  });
}

/** Lists are drawn in chat too: of one that concerns somebody they say nothing. */
function lineOf(incident: Incident, list: Task['list']): Task {
  const { id, reference, confidential } = incident;
  const action = { kind: 'link', label: 'Open', path: `/cases/${incidentKind}/${id}` } as const;
  if (confidential) return { list, title: 'A confidential matter', action };
  return { list, title: `${reference}: possible data breach`, detail: stateLabel(incident).label, action };
}
