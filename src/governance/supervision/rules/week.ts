/** When a weekly message goes: on the chosen day, moved on where that is a day off, and once for whatever was missed. */
import { Temporal } from '../../../kernel/clock.ts';
import { workingDayFrom } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';

/** A calendar without a working day in so many weeks is a mistake, not a reason to look further. */
const farthestWeeks = 12;

export interface Slot {
  /** ISO weekday that somebody chose. */
  readonly weekday: number;
  /** YYYY-MM-DD: the latest day, up to the one asked for, on which their message was to go. */
  readonly on: string;
}

/** Of each weekday; one that lies too far back is left out. */
export function lastSlots(policy: Policy, day: string): readonly Slot[] {
  const today = Temporal.PlainDate.from(day);
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => {
    for (let back = 0; back < farthestWeeks; back += 1) {
      const nominal = monday.subtract({ weeks: back }).add({ days: weekday - 1 });
      const on = workingDayFrom(policy.calendar, nominal.toString());
      if (on <= day) return [{ weekday, on }];
    }
    return [];
  });
}

/** The days that somebody may choose: those on which the district works. */
export function weekdaysOf(policy: Policy): readonly { readonly value: string; readonly label: string }[] {
  return [...policy.pack.calendar.working_days]
    .sort((a, b) => a - b)
    .map((weekday) => ({ value: String(weekday), label: weekdayName(weekday) }));
}

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function weekdayName(weekday: number): string {
  return names[weekday - 1] ?? String(weekday);
}
