/** Something to be done about an incident, and when whoever has it is reminded: stored as it opens, never computed in a sweep. */
import type { Calendar } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type {
  BreachResponse,
  ResponseTask,
  TaskOpener,
  TaskReminders,
} from '../../../policy/schema-breach-response.ts';
import type { Duration } from '../../../policy/schema-words.ts';
import { type Incident, isSubject, type Part, partsOf } from './incident.ts';

export interface IncidentTask {
  readonly id: string;
  readonly incidentId: string;
  /** The plan's id for it; undefined when somebody added it. */
  readonly key: string | undefined;
  readonly required: boolean;
  readonly ownerId: string | undefined;
  /** A part in the incident or a role; beside `ownerId` it says whose it is when they can't. */
  readonly ownerRole: string | undefined;
  readonly openedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant | undefined;
  readonly state: 'open' | 'done' | 'not_applicable';
  readonly settled: { readonly at: Temporal.Instant; readonly byId: string } | undefined;
  readonly stage: number;
  readonly nextAt: Temporal.Instant | undefined;
}

/** The plan's tasks that open now: for one of these reasons, and not there yet. */
export function tasksToOpen(
  { tasks }: BreachResponse,
  openers: readonly TaskOpener[],
  there: readonly IncidentTask[],
): readonly ResponseTask[] {
  const known = new Set(there.map(({ key }) => key));
  return tasks.filter(({ id, opens }) => !known.has(id) && opens.some((one) => openers.includes(one)));
}

/** As they come due; those of one moment in the plan's order, then the ones that were added. */
export function inOrder({ tasks }: BreachResponse, all: readonly IncidentTask[]): readonly IncidentTask[] {
  const place = new Map(tasks.map(({ id }, index) => [id, index]));
  const at = ({ dueAt }: IncidentTask) => dueAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const nth = ({ key }: IncidentTask) => place.get(key ?? '') ?? tasks.length;
  return [...all].sort((a, b) => (at(a) === at(b) ? nth(a) - nth(b) : at(a) - at(b)));
}

const parts: readonly string[] = ['desk', 'executive', 'team'] satisfies Part[];

export function isPart(owner: string): owner is Part {
  return parts.includes(owner);
}

/** Whether it is this person's to do: they took it or were given it, or nobody did and it is their part's or role's. */
export function isTheirs(
  task: IncidentTask,
  incident: Incident,
  person: { readonly id: string; readonly roles: readonly string[] },
): boolean {
  if (isSubject(incident, person)) return false;
  if (task.ownerId !== undefined) return task.ownerId === person.id;
  if (task.ownerRole === undefined) return false;
  return isPart(task.ownerRole)
    ? partsOf(incident, person).has(task.ownerRole)
    : person.roles.includes(task.ownerRole);
}

export function isLate({ state, dueAt }: IncidentTask, now: Temporal.Instant): boolean {
  return state === 'open' && dueAt !== undefined && Temporal.Instant.compare(dueAt, now) < 0;
}

/** When the ladder has something to say at this stage; nothing after its end. */
export function reminderAt(
  calendar: Calendar,
  { steps, repeat }: TaskReminders,
  dueAt: Temporal.Instant,
  stage: number,
): Temporal.Instant | undefined {
  const step = steps[stage];
  if (step) return later(calendar, dueAt, step.at);
  const nth = stage - steps.length;
  if (nth > repeat.at_most) return undefined;
  const last = steps.at(-1);
  let at = last ? later(calendar, dueAt, last.at) : dueAt;
  for (let left = nth; left >= 0; left -= 1) at = later(calendar, at, repeat.every);
  return at;
}

export interface Reminded {
  readonly owner: boolean;
  readonly desk: boolean;
  /** The last word: nobody did it, and the executive team hears so. */
  readonly end: boolean;
  readonly stage: number;
  readonly nextAt: Temporal.Instant | undefined;
}

/** Everything that came due until now in one go: a long outage yields one message (T9). */
export function remind(
  calendar: Calendar,
  ladder: TaskReminders,
  dueAt: Temporal.Instant,
  from: number,
  now: Temporal.Instant,
): Reminded {
  const told = { owner: false, desk: false, end: false };
  let stage = from;
  let nextAt = reminderAt(calendar, ladder, dueAt, stage);
  while (nextAt && Temporal.Instant.compare(nextAt, now) <= 0) {
    const tell = ladder.steps[stage]?.tell ?? ['owner', 'desk'];
    if (tell.includes('owner')) told.owner = true;
    if (tell.includes('desk')) told.desk = true;
    if (stage - ladder.steps.length === ladder.repeat.at_most) told.end = true;
    stage += 1;
    nextAt = reminderAt(calendar, ladder, dueAt, stage);
  }
  return { ...told, stage, nextAt };
}

/** Days are the same hour of a later day; they never convert into hours (T1). */
function later({ zone }: Calendar, at: Temporal.Instant, { amount, unit }: Duration): Temporal.Instant {
  return unit === 'h'
    ? at.add({ hours: amount })
    : at.toZonedDateTimeISO(zone).add({ days: amount }).toInstant();
}
