/** When a waiting step reminds its holder and when it is shown to the Coordinator; stored as the step begins. */
import type { Calendar, TimeUnit } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import type { Stay } from './request.ts';

export interface WaitTimes {
  readonly remindAt: Temporal.Instant | undefined;
  readonly escalateAt: Temporal.Instant | undefined;
  readonly dueAt: Temporal.Instant | undefined;
}

/** Nothing when the pack sets no limit for the step (X12). Reminders keep to working days and quiet hours (T10). */
export function waitTimes(calendar: Calendar, step: Step, from: Temporal.Instant): WaitTimes {
  if (!step.waits) return { remindAt: undefined, escalateAt: undefined, dueAt: undefined };
  const { remind, show, take } = step.waits;
  return {
    remindAt: calendar.nextReminderTime(calendar.due(from, remind.amount, remind.unit)),
    escalateAt: calendar.nextReminderTime(calendar.due(from, show.amount, show.unit)),
    dueAt: calendar.due(from, take.amount, take.unit),
  };
}

/**
 * The timer stood still while the requester was asked: what is still to come moves on by the length of the pause. `unit` is
 * what the due date was counted in; what was late before the pause stays late.
 */
export function afterPause(
  calendar: Calendar,
  times: WaitTimes,
  pausedAt: Temporal.Instant,
  now: Temporal.Instant,
  unit: TimeUnit = 'd',
): WaitTimes {
  const isReached = (at: Temporal.Instant) => Temporal.Instant.compare(at, pausedAt) <= 0;
  const moved = (at: Temporal.Instant | undefined) => {
    if (!at || isReached(at)) return at;
    return onMorning(calendar, calendar.nextReminderTime(at.add(pausedAt.until(now))));
  };
  const { dueAt } = times;
  return {
    remindAt: moved(times.remindAt),
    escalateAt: moved(times.escalateAt),
    dueAt: !dueAt || isReached(dueAt) ? dueAt : dueAfter(calendar, dueAt, pausedAt, now, unit),
  };
}

/** As many days of its unit are left as when it stopped, so that a weekend or a change of clocks neither adds nor takes one. */
function dueAfter(
  calendar: Calendar,
  dueAt: Temporal.Instant,
  pausedAt: Temporal.Instant,
  now: Temporal.Instant,
  unit: TimeUnit,
): Temporal.Instant {
  if (unit === 'h') return dueAt.add(pausedAt.until(now));
  const paused = calendar.localDay(pausedAt);
  const due = calendar.localDay(dueAt);
  const today = calendar.localDay(now);
  if (unit === 'd' || unit === 'y')
    return calendar.endOfDay(today.add({ days: paused.until(due, { largestUnit: 'day' }).days }));
  let left = 0;
  while (Temporal.PlainDate.compare(calendar.addDays(paused, left + 1, unit), due) <= 0) left += 1;
  const counted = unit === 'bd' && !calendar.isWorkingDay(today) ? Math.max(left, 1) : left;
  return calendar.endOfDay(calendar.addDays(today, counted, unit));
}

/** The start of a working day, here or next: what falls due between others would be a second nudge on one day. */
function onMorning(calendar: Calendar, at: Temporal.Instant): Temporal.Instant {
  const before = at.subtract({ milliseconds: 1 });
  const starts = Temporal.Instant.compare(calendar.nextReminderTime(before), before) > 0;
  return starts ? at : calendar.nextReminderTime(calendar.endOfDay(calendar.localDay(at)));
}

/** Our rule: what waits for a meeting is due on the working day after it, when what was decided is recorded. */
export function dueAfterMeeting(
  calendar: Calendar,
  dueAt: Temporal.Instant | undefined,
  heldOn: Temporal.PlainDate,
): Temporal.Instant | undefined {
  if (!dueAt) return undefined;
  const after = calendar.endOfDay(calendar.addDays(heldOn, 1, 'bd'));
  return Temporal.Instant.compare(dueAt, after) < 0 ? after : dueAt;
}

/** Late: not done by when the plan wants it, and nobody is waited for. */
export function isLate(stay: Stay | undefined, now: Temporal.Instant): boolean {
  if (!stay?.dueAt || stay.pausedAt || stay.endedAt) return false;
  return Temporal.Instant.compare(stay.dueAt, now) < 0;
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
