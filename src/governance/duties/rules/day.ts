/** On which day a sweep may remind anybody, and from what time on (T10). */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';

export interface ReminderDay {
  /** YYYY-MM-DD: the working day on which people are told. */
  readonly day: string;
  readonly at: Temporal.Instant;
}

/** Nothing on a day off: the next working day begins with it. In the evening it is the next working day's reminders. */
export function reminderDay(policy: Policy, now: Temporal.Instant): ReminderDay | undefined {
  const { calendar } = policy;
  if (!calendar.isWorkingDay(calendar.localDay(now))) return undefined;
  const at = calendar.nextReminderTime(now);
  return { day: calendar.localDay(at).toString(), at };
}

/** Monday of the week in which a day lies: weekly bundles come once for each. */
export function weekOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}
