/** Calendar arithmetic: units never convert into one another, and day 0 is the event's local date (domain D3). */
import type { Temporal } from './clock.ts';

export type TimeUnit = 'h' | 'd' | 'bd' | 'sd' | 'y';

export interface Calendar {
  readonly zone: string;
  localDay(instant: Temporal.Instant): Temporal.PlainDate;
  isWorkingDay(day: Temporal.PlainDate): boolean;
  /** d, bd, sd, y; negative amounts count back. `h` is refused: hours need an instant. */
  addDays(day: Temporal.PlainDate, amount: number, unit: Exclude<TimeUnit, 'h'>): Temporal.PlainDate;
  /** The instant a duration ends: elapsed hours, or the end of the local day that it leads to. */
  due(from: Temporal.Instant, amount: number, unit: TimeUnit): Temporal.Instant;
  /** 23:59:59 local. */
  endOfDay(day: Temporal.PlainDate): Temporal.Instant;
  /** A wall-clock time on a day; a time in the spring gap is moved to the gap's end (T5). */
  at(day: Temporal.PlainDate, time: string): Temporal.Instant;
  /** The first moment at or after this one that is neither quiet nor a day off: when a reminder may go. */
  nextReminderTime(instant: Temporal.Instant): Temporal.Instant;
}
