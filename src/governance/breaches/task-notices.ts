/** Messages about tasks: given, due, late. What is done meanwhile is left out, and a message about nothing is not sent. */
import type { Ask } from '../../app/context.ts';
import type { NoticeKind } from '../../app/feature.ts';
import type { Card } from '../../chat/card.ts';
import type { Facts } from '../../store/tx.ts';
import { confidentialCard, pageLink } from './cards/incident-card.ts';
import { stateLabel } from './cards/state.ts';
import { sayTask } from './cards/tasks.ts';
import { incidentKind, isKeptFrom, partsOf, worksOn } from './rules/incident.ts';
import { isLate } from './rules/task.ts';
import { openIncident } from './store/incidents.ts';

const leads: Readonly<Record<string, string>> = {
  'breach.task-given': 'This is yours to do:',
  'breach.task-due': 'This has to be done:',
  'breach.task-left': 'Nobody has done this in spite of reminders. Please see to it with the desk:',
};

async function render(
  ask: Ask,
  notice: string,
  caseId: string | undefined,
  facts: Facts,
): Promise<Card | undefined> {
  const file = caseId === undefined ? undefined : await openIncident(ask, { id: caseId });
  if (!file || !worksOn(partsOf(file.incident, ask.actor))) return undefined;
  const { incident } = file;
  const wanted = Array.isArray(facts.tasks) ? facts.tasks : [];
  const tasks = file.tasks.filter(({ id, state }) => state === 'open' && wanted.includes(id));
  if (tasks.length === 0 || incident.state === 'closed') return undefined;
  if (isKeptFrom(ask.surface, incident)) return confidentialCard(incident.id);
  return {
    audience: 'person',
    title: `${incident.reference}: ${tasks.length === 1 ? 'a task' : `${tasks.length} tasks`}`,
    status: stateLabel(incident),
    blocks: [
      { kind: 'text', text: leads[notice] ?? '' },
      {
        kind: 'list',
        items: tasks.map((task) => ({
          title: sayTask(file, task, ask.surface),
          tone: isLate(task, ask.now) ? 'danger' : 'info',
          action: {
            kind: 'open-form',
            form: 'breach.task',
            label: 'Done or not needed',
            subject: { id: incident.id, task: task.id },
          },
        })),
      },
    ],
    actions: [pageLink(incident.id)],
    about: { kind: incidentKind, id: incident.id },
  };
}

export const taskNotices: readonly NoticeKind[] = Object.keys(leads).map((id) => ({
  id,
  render: (ask, { caseId, facts }) => render(ask, id, caseId, facts),
}));
