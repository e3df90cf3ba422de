/** What people did in answer to an incident, as lines of its timeline. */
import { sayMoment } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Json } from '../../../kernel/hash.ts';
import type { Policy } from '../../../policy/policy.ts';
import { triageLabels } from '../rules/triage.ts';
import type { TimelineEvent } from '../store/timeline.ts';
import { clockNames } from './clock-events.ts';
import { sayTogether } from './proposal-timeline.ts';
import { planned } from './tasks.ts';

export type NameOf = (id: string) => string;

/** Nothing for what is another's to say. */
export function sayResponse(
  policy: Policy,
  { what, facts }: Pick<TimelineEvent, 'what' | 'facts'>,
  name: NameOf,
): string | undefined {
  const who = typeof facts.to === 'string' ? name(facts.to) : 'somebody';
  const task = () =>
    (typeof facts.key === 'string' ? planned(policy, facts.key)?.says : undefined) ?? 'a task that was added';
  const beside = names(facts.with, name);
  const named = beside === '' ? '' : `, with ${beside}`;
  switch (what) {
    case 'triaged':
      return sayChanges(policy, facts.changed);
    case 'determined':
      return `${facts.ruling === 'breach' ? 'Decided: a breach' : 'Decided: not a reportable breach'}${sayTogether({ what, facts }, name)}`;
    case 'learned':
      return 'What is to be learned from it';
    case 'reopened':
      return `${facts.closed === true ? 'Opened again after it was closed' : 'The decision was opened again'}${sayTogether({ what, facts }, name)}`;
    case 'discovery-set':
      return `Discovered on ${sayAt(policy, facts.at)}${facts.early === true ? ', before it was reported' : ''}${
        typeof facts.was === 'string' ? `; before: ${sayAt(policy, facts.was)}` : ''
      }`;
    case 'team-called':
      return 'Response team called';
    case 'team-joined':
      return `Added to the team: ${names(facts.people, name)}`;
    case 'tasks-opened':
      return `${Array.isArray(facts.tasks) ? facts.tasks.length : 0} tasks of the plan opened`;
    case 'list-owed':
      return `Goes on the public list of breaches: ${String(facts.share)} of the students of a school (${String(facts.src)})`;
    case 'task-added':
      return `A task for ${who}`;
    case 'task-done':
      return `Done: ${task()}`;
    case 'task-not-needed':
      return `Not needed: ${task()}`;
    case 'task-reopened':
      return `Open again: ${task()}`;
    case 'task-given':
      return `Given to ${who}: ${task()}`;
    case 'task-moved':
      return `Due ${sayAt(policy, facts.to)} from now on: ${task()}`;
    case 'note':
      return 'Noted';
    case 'decision':
      return `Decided on the way${named}`;
    case 'decision-reasons':
      return 'The reasons for it';
    case 'evidence-added':
      return 'Evidence noted';
    case 'evidence-passed':
      return 'Evidence changed hands';
    case 'handed-over':
      return `Handed over to ${who}, who has yet to take over`;
    case 'handover-void':
      return 'The hand-over that waited for them was taken back';
    case 'taken-over':
      return `Took over${typeof facts.from === 'string' ? ` from ${name(facts.from)}` : ''}`;
    case 'released':
      return 'Their open tasks went back to the desk';
    case 'left':
      return `${typeof facts.person === 'string' ? name(facts.person) : 'Somebody'} left the district: what was theirs to do went back`;
    case 'channel-wanted':
      return 'A Slack channel for the team was asked for';
    case 'channel-retried':
      return 'The Slack channel was to be tried again';
    case 'channel-opened':
      return 'The team’s Slack channel was opened';
    case 'channel-joined':
      return `Let into the Slack channel: ${names([facts.person ?? ''], name)}`;
    case 'channel-left':
      return `Taken out of the Slack channel: ${names([facts.person ?? ''], name)}`;
    case 'channel-archived':
      return 'The team’s Slack channel was archived';
    case 'text-blanked':
      return `Blanked for good: ${String(facts.field)}`;
    case 'closed':
      return `Closed${leftOpen(policy, facts)}`;
    default:
      return undefined;
  }
}

/** “, with 2 tasks open (…); said not to be owed: Utah Attorney General”. */
function leftOpen(policy: Policy, { open, left, untold }: TimelineEvent['facts']): string {
  const count = Array.isArray(open) ? open.length : 0;
  const said = (Array.isArray(left) ? left : []).map(
    (key) => planned(policy, String(key))?.says ?? 'a task that was added',
  );
  const clocks = clockNames(policy, untold);
  return [
    count === 0 ? '' : `, with ${count} ${count === 1 ? 'task' : 'tasks'} open`,
    said.length === 0 ? '' : ` (${said.join('; ')})`,
    clocks === '' ? '' : `; not told: ${clocks}`,
  ].join('');
}

function names(ids: Json | undefined, name: NameOf): string {
  return Array.isArray(ids) ? ids.map((id) => name(String(id))).join(', ') : '';
}

function sayAt(policy: Policy, at: Json | undefined): string {
  return typeof at === 'string' ? sayMoment(Temporal.Instant.from(at), policy.calendar.zone) : 'a day';
}

function sayChanges(policy: Policy, changed: Json | undefined): string {
  if (typeof changed !== 'object' || changed === null || Array.isArray(changed)) return 'Looked into';
  const kinds = new Map(policy.pack.breaches.report.kinds.map(({ id, name }) => [id, name]));
  const say = (value: Json | undefined): string => {
    if (value === null || value === undefined || value === 'unknown') return 'not known';
    if (Array.isArray(value)) return value.length === 0 ? 'not known' : value.map(say).join(', ');
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return kinds.get(String(value)) ?? String(value);
  };
  const lines = Object.entries(triageLabels).flatMap(([field, label]) => {
    const pair = (changed as Readonly<Record<string, Json>>)[field];
    return Array.isArray(pair) ? [`${label}: ${say(pair[0])} → ${say(pair[1])}`] : [];
  });
  return lines.length === 0 ? 'Looked into' : lines.join('; ');
}
