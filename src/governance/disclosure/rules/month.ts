/** Months by their name YYYY-MM, and the working day on which one is over and told. */
import type { Calendar } from '../../../kernel/calendar.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { workingDayFrom } from '../../../policy/ladder.ts';

export const monthPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;

export function monthOf(day: Temporal.PlainDate): string {
  return day.toPlainYearMonth().toString();
}

export function monthsAfter(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** The first and the last day, YYYY-MM-DD. */
export function daysOf(month: string): { readonly from: string; readonly until: string } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return { from: first.toString(), until: first.add({ months: 1 }).subtract({ days: 1 }).toString() };
}

/** The last month that is over and may be told by today: it waits for its next month's first working day. */
export function lastToTell(calendar: Calendar, today: string): string {
  const month = monthOf(Temporal.PlainDate.from(today));
  const tellOn = workingDayFrom(calendar, daysOf(month).from);
  return monthsAfter(month, today >= tellOn ? -1 : -2);
}

/** "October 2026". */
export function sayMonth(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${names[Number(number) - 1] ?? number} ${year}`;
}

const names = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];
