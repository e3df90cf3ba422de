/** What of an incident is somebody's own to do, as lines of their list: the next few by name, the others as a number. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { sayMoment } from '../../chat/say-when.ts';
import type { Policy } from '../../policy/policy.ts';
import { planned } from './cards/tasks.ts';
import { type Incident, isKeptFrom, isOpen } from './rules/incident.ts';
import { type IncidentTask, inOrder, isLate, isTheirs } from './rules/task.ts';

/** The desk has a dozen of them at once in a breach; a list of all would hide the rest of one's day. */
const mostNamed = 4;

/** Theirs and those of their part or role, as they come due. Where a confidential one may not be named, its own line says enough. */
export async function ownTasks(
  ask: Ask,
  incident: Incident,
  tasks: readonly IncidentTask[],
): Promise<readonly Task[]> {
  if (isKeptFrom(ask.surface, incident) || !isOpen(incident)) return [];
  const policy = await ask.policyOf(incident.policy);
  const theirs = inOrder(policy.pack.breaches.response, tasks).filter(
    (task) => task.state === 'open' && isTheirs(task, incident, ask.actor),
  );
  const named = theirs.length <= mostNamed + 1 ? theirs : theirs.slice(0, mostNamed);
  const others = theirs.slice(named.length);
  return [
    ...named.map((task) => lineOf(ask, incident, policy, task)),
    ...(others.length === 0
      ? []
      : [
          {
            list: 'i-owe',
            title: `${incident.reference}: ${others.length} tasks more`,
            ...dueOf(others[0], policy),
            action: { kind: 'link', label: 'See them', path: `/documents/breach.page?id=${incident.id}` },
          } as const,
        ]),
  ];
}

function lineOf(ask: Ask, incident: Incident, policy: Policy, task: IncidentTask): Task {
  return {
    list: 'i-owe',
    title: `${incident.reference}: ${planned(policy, task.key)?.says ?? 'a task that was added for you'}`,
    ...dueOf(task, policy),
    late: isLate(task, ask.now),
    action: {
      kind: 'open-form',
      form: 'breach.task',
      label: 'Done or not needed',
      subject: { id: incident.id, task: task.id },
    },
  };
}

function dueOf(
  task: IncidentTask | undefined,
  { calendar }: Policy,
): { readonly dueOn?: string; readonly detail?: string } {
  if (!task?.dueAt) return {};
  return {
    dueOn: calendar.localDay(task.dueAt).toString(),
    detail: `Due ${sayMoment(task.dueAt, calendar.zone)}`,
  };
}
