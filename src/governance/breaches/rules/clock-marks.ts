/** When whoever sees to a clock is reminded of it: at shares of the time left, at night only of the short ones. */
import { type Calendar, createCalendar } from '../../../kernel/calendar.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { workedOut } from '../../../kernel/worked-out.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type ClockLaw, counts, type Ground, isUrgent, type Reckoned } from './clocks.ts';
import { isBefore, later } from './moments.ts';

export interface Mark {
  /** left-50 | after-2d | passed */
  readonly mark: string;
  readonly at: Temporal.Instant;
  readonly urgent: boolean;
}

/** In their order. None for what is met, not owed, or stands still. */
export function marksOf(policy: Policy, law: ClockLaw, ground: Ground, reckoned: Reckoned): readonly Mark[] {
  const { clock } = law;
  const { owed, dueAt, heldSince, runsFrom } = reckoned;
  if (owed === 'no' || heldSince || !counts(clock, ground)) return [];
  const { remind_left, remind_after } = policy.pack.breaches.clocks;
  const urgent = isUrgent(clock);
  if (!dueAt) {
    // Nobody is chased about what nobody knows to be owed, and no law gives a day for.
    if (clock.not_later_than !== undefined || owed === 'unknown') return [];
    return remind_after.map(({ amount, unit }) => ({
      mark: `after-${amount}${unit}`,
      at: awake(policy, policy.calendar.due(runsFrom, amount, unit)),
      urgent,
    }));
  }
  const span = runsFrom.until(dueAt).total('milliseconds');
  const shares = remind_left.map((left) => {
    const at = runsFrom.add({ milliseconds: Math.max(0, Math.floor((span * (100 - left)) / 100)) });
    return { mark: `left-${left}`, at: urgent ? at : inTime(policy, at, runsFrom, dueAt), urgent };
  });
  return [...shares, { mark: 'passed', at: urgent ? dueAt : awake(policy, dueAt), urgent }];
}

/** The first moment at or after this one that is not quiet: on every day, for no day off makes a legal clock wait. */
export function awake(policy: Policy, at: Temporal.Instant): Temporal.Instant {
  return everyDay(policy).nextReminderTime(at);
}

/** The morning after, or the evening before where the morning would be too late. */
function inTime(
  policy: Policy,
  at: Temporal.Instant,
  from: Temporal.Instant,
  dueAt: Temporal.Instant,
): Temporal.Instant {
  const morning = awake(policy, at);
  if (isBefore(morning, dueAt)) return morning;
  const { calendar, pack } = policy;
  const today = calendar.localDay(at);
  const { from: quietFrom } = pack.calendar.quiet_hours;
  const evening = calendar.at(today, quietFrom);
  return later(from, isBefore(at, evening) ? calendar.at(today.subtract({ days: 1 }), quietFrom) : evening);
}

const calendars = workedOut<Calendar>(1);

function everyDay(policy: Policy): Calendar {
  return calendars(policy, 'every day', () =>
    createCalendar({
      zone: policy.calendar.zone,
      workingDays: [1, 2, 3, 4, 5, 6, 7],
      holidays: new Set(),
      quietHours: policy.pack.calendar.quiet_hours,
    }),
  );
}
