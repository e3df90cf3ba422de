/** When a waiting step reminds its holder and when it is shown to the Coordinator; stored as the step begins. */
import type { Calendar } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import type { Stay } from './request.ts';
import { isOpenKind } from './workflow.ts';

export interface WaitTimes {
  readonly remindAt: Temporal.Instant | undefined;
  readonly escalateAt: Temporal.Instant | undefined;
  readonly dueAt: Temporal.Instant | undefined;
}

/** Nothing when the pack sets no limit for the step (X12), or nobody can take it here yet. Reminders keep to working days and quiet hours (T10). */
export function waitTimes(calendar: Calendar, step: Step, from: Temporal.Instant): WaitTimes {
  if (!step.waits || !isOpenKind(step.kind))
    return { remindAt: undefined, escalateAt: undefined, dueAt: undefined };
  const { remind, show, take } = step.waits;
  return {
    remindAt: calendar.nextReminderTime(calendar.due(from, remind.amount, remind.unit)),
    escalateAt: calendar.nextReminderTime(calendar.due(from, show.amount, show.unit)),
    dueAt: calendar.due(from, take.amount, take.unit),
  };
}

/** The timer stood still while the requester was asked: what is still to come moves on by the length of the pause. */
export function afterPause(
  calendar: Calendar,
  times: WaitTimes,
  pausedAt: Temporal.Instant,
  now: Temporal.Instant,
): WaitTimes {
  const moved = (at: Temporal.Instant | undefined) => {
    if (!at || Temporal.Instant.compare(at, pausedAt) <= 0) return at;
    return onMorning(calendar, calendar.nextReminderTime(at.add(pausedAt.until(now))));
  };
  const { dueAt } = times;
  return {
    remindAt: moved(times.remindAt),
    escalateAt: moved(times.escalateAt),
    dueAt: dueAt && calendar.endOfDay(calendar.localDay(dueAt.add(pausedAt.until(now)))),
  };
}

/** The start of a working day, here or next: what falls due between others would be a second nudge on one day. */
function onMorning(calendar: Calendar, at: Temporal.Instant): Temporal.Instant {
  const before = at.subtract({ milliseconds: 1 });
  const starts = Temporal.Instant.compare(calendar.nextReminderTime(before), before) > 0;
  return starts ? at : calendar.nextReminderTime(calendar.endOfDay(calendar.localDay(at)));
}

export interface Overdue {
  readonly remind: boolean;
  readonly show: boolean;
}

/** What is due and not yet told, as of `now`. A pause, an end and an earlier telling all silence it. */
export function overdue(stay: Stay, now: Temporal.Instant): Overdue {
  const running = !stay.endedAt && !stay.pausedAt;
  const reached = (at: Temporal.Instant | undefined) =>
    running && at !== undefined && Temporal.Instant.compare(at, now) <= 0;
  return {
    remind: reached(stay.remindAt) && !stay.remindedAt,
    show: reached(stay.escalateAt) && !stay.escalatedAt,
  };
}
