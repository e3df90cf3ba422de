/** On which day data can be had at the earliest, by the plan's own times, and whether that is when they are needed. */
import type { Calendar } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy, Step } from '../../../policy/schema-requests.ts';
import { type DataRequest, openStay, sentRelease } from './request.ts';
import { afterPause } from './waiting.ts';
import { doneStays, isLevelled, positionOf, workflowOf } from './workflow.ts';

export interface Earliest {
  readonly on: Temporal.PlainDate;
  /** The level it was reckoned with where none is set; nothing where none is likely, or the route knows no levels. */
  readonly likely: string | undefined;
  /** The steps still to come up to the sending, each with the last day that the plan gives it. */
  readonly steps: readonly { readonly step: Step; readonly until: Temporal.PlainDate }[];
}

/**
 * Each remaining step takes all of its time, one after the other; the one that has come is reckoned from its own due date,
 * or from now when that has passed. A step without a time in the plan takes none. Nothing once data were sent.
 */
export function earliest(
  plan: DataRequestPolicy,
  calendar: Calendar,
  request: DataRequest,
  suggested: string | undefined,
  now: Temporal.Instant,
): Earliest | undefined {
  if (request.state !== 'open' || sentRelease(request)) return undefined;
  const likely = request.level === undefined && isLevelled(plan, request) ? suggested : undefined;
  const asked = { ...request, level: request.level ?? likely };
  const steps: Earliest['steps'][number][] = [];
  let at = now;
  for (const [index, step] of stepsToSend(plan, asked).entries()) {
    const due = index === 0 ? dueNow(calendar, request, step, now) : undefined;
    at = later(now, due ?? dueFrom(calendar, step, at));
    steps.push({ step, until: calendar.localDay(at) });
  }
  return { on: calendar.localDay(at), likely, steps };
}

/** When it is needed before it can be had. */
export function tooEarly(
  plan: DataRequestPolicy,
  calendar: Calendar,
  request: DataRequest,
  suggested: string | undefined,
  now: Temporal.Instant,
): Earliest | undefined {
  if (!request.neededBy) return undefined;
  const found = earliest(plan, calendar, request, suggested, now);
  return found && Temporal.PlainDate.compare(request.neededBy, found.on) < 0 ? found : undefined;
}

function stepsToSend(plan: DataRequestPolicy, request: DataRequest): readonly Step[] {
  const position = positionOf(plan, request);
  if (position.at !== 'step') return [];
  const steps = workflowOf(plan, request);
  const send = steps.findIndex(({ kind }) => kind === 'send');
  const from = steps.findIndex(({ id }) => id === position.step.id);
  const done = doneStays(plan, request);
  return steps
    .slice(from, send + 1)
    .filter(({ id, kind }) => (kind === 'claim' ? request.holderId === undefined : !done.has(id)));
}

/** Of the step that has come; an answer that is waited for is reckoned as given now. */
function dueNow(calendar: Calendar, request: DataRequest, step: Step, now: Temporal.Instant) {
  const stay = openStay(request);
  if (stay?.step !== step.id) return undefined;
  return stay.pausedAt
    ? afterPause(calendar, stay, stay.pausedAt, now, step.waits?.take.unit).dueAt
    : stay.dueAt;
}

function dueFrom(calendar: Calendar, { waits }: Step, from: Temporal.Instant): Temporal.Instant {
  return waits ? calendar.due(from, waits.take.amount, waits.take.unit) : from;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}
