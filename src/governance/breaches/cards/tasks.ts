/** A task of an incident as people read it: what it is, whose, until when, and where it stands in PTAC's and NIST's lists. */

import type { Ask } from '../../../app/context.ts';
import type { ListItem } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import type { ResponseTask } from '../../../policy/schema-breach-response.ts';
import { listLaws } from '../rules/public-list.ts';
import { type IncidentTask, inOrder, isLate } from '../rules/task.ts';
import type { IncidentFile } from '../store/incidents.ts';

type Said = Pick<IncidentFile, 'policy' | 'words' | 'people'>;

export function planned(policy: Policy, key: string | undefined): ResponseTask | undefined {
  return policy.pack.breaches.response.tasks.find(({ id }) => id === key) ?? byLaw(policy, key);
}

/** What a law over the plan asks for: a public list of breaches. */
function byLaw(policy: Policy, key: string | undefined): ResponseTask | undefined {
  const law = listLaws(policy).find((one) => one.key === key);
  return (
    law && {
      ...{ id: law.key, says: law.list.says, owner: 'desk', within: { amount: 0, unit: 'd' } },
      ...{
        nist: 'Respond: reporting and communication (RS.CO)',
        opens: [],
        required: true,
        src: law.list.src,
      },
    }
  );
}

/** For the page: what somebody typed goes into no chat. */
export function taskName(
  { policy, words }: Pick<Said, 'policy' | 'words'>,
  { id, key }: IncidentTask,
): string {
  return planned(policy, key)?.says ?? words[`task:${id}`]?.body ?? 'A task that was blanked';
}

export function ownerName({ policy, people }: Pick<Said, 'policy' | 'people'>, task: IncidentTask): string {
  if (task.ownerId !== undefined) return people.get(task.ownerId)?.name ?? 'somebody no longer on the roster';
  switch (task.ownerRole) {
    case undefined:
    case 'desk':
      return 'The desk';
    case 'executive':
      return 'The executive team';
    case 'team':
      return 'The response team';
    default:
      return roleName(policy, task.ownerRole);
  }
}

/** In one sentence, as this surface may show it. */
export function sayTask(file: Said, task: IncidentTask, surface: Ask['surface']): string {
  const name =
    surface === 'web'
      ? taskName(file, task)
      : (planned(file.policy, task.key)?.says ?? 'A task that was added');
  const due = task.dueAt ? `, due ${sayMoment(task.dueAt, file.policy.calendar.zone)}` : '';
  return `${name} (${ownerName(file, task)}${due})`;
}

/** Open ones first, as they come due; each leads to its form. */
export function taskBlocks(file: IncidentFile, now: Temporal.Instant): readonly DocumentBlock[] {
  const tasks = inOrder(file.policy.pack.breaches.response, file.tasks);
  if (tasks.length === 0) return [];
  const open = tasks.filter(({ state }) => state === 'open');
  const settled = tasks.filter(({ state }) => state !== 'open');
  return [
    { kind: 'heading', text: `Tasks: ${open.length} open, ${settled.length} done or not needed` },
    { kind: 'list', items: [...open, ...settled].map((task) => line(file, task, now)) },
  ];
}

function line(file: IncidentFile, task: IncidentTask, now: Temporal.Instant): ListItem {
  const { policy, incident, people } = file;
  const { zone } = policy.calendar;
  const plan = planned(policy, task.key);
  const late = isLate(task, now);
  const settled = task.settled && {
    by: people.get(task.settled.byId)?.name ?? 'somebody',
    at: sayMoment(task.settled.at, zone),
  };
  const parts = [
    ...(settled
      ? [`${task.state === 'done' ? 'Done' : 'Not needed'}: ${settled.by}, ${settled.at}`]
      : [
          ownerName(file, task),
          ...(task.dueAt ? [`${late ? 'LATE, was due' : 'due'} ${sayMoment(task.dueAt, zone)}`] : []),
          ...(task.required ? [] : ['may stay open']),
        ]),
    ...(plan?.ptac === undefined ? [] : [`PTAC ${plan.ptac}`]),
    ...(plan ? [`NIST ${plan.nist}`] : []),
  ];
  return {
    title: taskName(file, task),
    detail: parts.join(' · '),
    tone: late ? 'danger' : task.state === 'open' ? 'info' : 'good',
    ...(incident.state === 'closed'
      ? {}
      : {
          action: {
            kind: 'open-form',
            form: 'breach.task',
            label: task.state === 'open' ? 'Done or not needed' : 'Open again',
            subject: { id: incident.id, task: task.id },
          },
        }),
  };
}
