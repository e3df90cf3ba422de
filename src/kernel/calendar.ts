/** Calendar arithmetic: units never convert into one another, and day 0 is the event's local date (domain D3). */
import { Temporal } from './clock.ts';

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

/** Days are YYYY-MM-DD, times HH:MM, week days ISO numbers (1 = Monday). */
export interface CalendarFacts {
  /** IANA name; an unknown one throws RangeError here and not at the first use. */
  readonly zone: string;
  readonly workingDays: readonly number[];
  readonly holidays: ReadonlySet<string>;
  /** Every day school is held. Without it, counting in `sd` throws RangeError. */
  readonly schoolDays?: ReadonlySet<string>;
  /** May cross midnight; equal ends mean that no hour is quiet. */
  readonly quietHours: { readonly from: string; readonly until: string };
}

/** No plan counts further than this, and a calendar without a countable day must not loop for ever. */
const longestSearchDays = 366 * 30;

export function createCalendar(facts: CalendarFacts): Calendar {
  const { zone } = facts;
  const quiet: QuietHours = {
    from: Temporal.PlainTime.from(facts.quietHours.from),
    until: Temporal.PlainTime.from(facts.quietHours.until),
  };
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);

  const localDay = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate();
  const isWorkingDay = (day: Temporal.PlainDate) =>
    facts.workingDays.includes(day.dayOfWeek) && !facts.holidays.has(day.toString());

  function isSchoolDay(day: Temporal.PlainDate): boolean {
    if (!facts.schoolDays)
      throw new RangeError('school days are counted, but no file of school days is loaded');
    return facts.schoolDays.has(day.toString());
  }

  function addDays(
    day: Temporal.PlainDate,
    amount: number,
    unit: Exclude<TimeUnit, 'h'>,
  ): Temporal.PlainDate {
    switch (unit) {
      case 'd':
        return day.add({ days: amount });
      case 'bd':
        return countDays(day, amount, isWorkingDay);
      case 'sd':
        return countDays(day, amount, isSchoolDay);
      case 'y':
        return addYears(day, amount);
    }
  }

  // The last second before the next day starts: right too where a zone changes its clocks at midnight.
  const endOfDay = (day: Temporal.PlainDate) =>
    day.add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ seconds: 1 });

  const at = (day: Temporal.PlainDate, time: string) => wallClock(day, Temporal.PlainTime.from(time), zone);

  return {
    zone,
    localDay,
    isWorkingDay,
    addDays,
    due: (from, amount, unit) =>
      unit === 'h' ? from.add({ hours: amount }) : endOfDay(addDays(localDay(from), amount, unit)),
    endOfDay,
    at,
    nextReminderTime(instant) {
      let moment = instant;
      for (let day = localDay(instant), searched = 0; searched < longestSearchDays; searched += 1) {
        if (isWorkingDay(day)) {
          const free = afterQuietHours(moment.toZonedDateTimeISO(zone).toPlainTime(), quiet);
          if (free === 'now') return moment;
          if (free) return wallClock(day, free, zone);
        }
        day = day.add({ days: 1 });
        moment = day.toZonedDateTime(zone).toInstant();
      }
      throw new RangeError('the calendar has no working day on which to remind');
    },
  };
}

/** Day 0 is never counted, so an amount of 0 is the day itself even when it is a day off (T2). */
function countDays(
  start: Temporal.PlainDate,
  amount: number,
  counts: (day: Temporal.PlainDate) => boolean,
): Temporal.PlainDate {
  let day = start;
  for (let left = Math.abs(amount), searched = 0; left > 0; searched += 1) {
    if (searched > longestSearchDays) throw new RangeError('the calendar has too few days to count that far');
    day = day.add({ days: Math.sign(amount) });
    if (counts(day)) left -= 1;
  }
  return day;
}

/**
 * No year counts as full before it is: Feb 29 leads to Mar 1 in a common year (T6), where Temporal would say Feb 28.
 * Counted back, Feb 29 leads to Feb 28 for the same reason.
 */
function addYears(day: Temporal.PlainDate, years: number): Temporal.PlainDate {
  const moved = day.add({ years });
  return moved.day < day.day && years > 0 ? moved.add({ days: 1 }) : moved;
}

/** A time that the autumn repeats is its first occurrence, so that what is planned for it runs once (T5). */
function wallClock(day: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): Temporal.Instant {
  const wanted = day.toPlainDateTime(time);
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return found.toInstant();
  const gapEnd = found.getTimeZoneTransition('next');
  if (!gapEnd) throw new RangeError(`${wanted.toString()} does not exist in ${zone}`);
  return gapEnd.toInstant();
}

interface QuietHours {
  readonly from: Temporal.PlainTime;
  readonly until: Temporal.PlainTime;
}

/** When on this day it is no longer quiet: now, at a time, or (undefined) not today any more. */
function afterQuietHours(
  time: Temporal.PlainTime,
  { from, until }: QuietHours,
): 'now' | Temporal.PlainTime | undefined {
  const order = Temporal.PlainTime.compare;
  const begun = order(time, from) >= 0;
  const over = order(time, until) >= 0;
  if (order(from, until) > 0) {
    if (begun) return undefined;
    return over ? 'now' : until;
  }
  return begun && !over ? until : 'now';
}
