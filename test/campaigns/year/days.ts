/** Days as plain text, counted anew for the campaign: what it checks must not be counted by what it checks. */

const dayMs = 86_400_000;

/** The days off of Utah's Code 63G-1-301 in these two school years. */
const holidays = new Set([
  ...['2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25', '2027-01-01', '2027-01-18'],
  ...['2027-02-15', '2027-03-26', '2027-05-31', '2027-06-21', '2027-07-05', '2027-07-23', '2027-09-06'],
  ...['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-15', '2026-07-03', '2026-07-24'],
]);

/** Days later, or earlier with a negative number; YYYY-MM-DD. */
export function plus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day of the next year; February 29 leads to March 1. */
export function yearAfter(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return day.endsWith('-02-29') ? `${next.slice(0, 4)}-03-01` : next;
}

export function isWorking(day: string): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/** This day or the nearest working day after it; before it with -1. */
export function working(day: string, direction: 1 | -1 = 1): string {
  let at = day;
  while (!isWorking(at)) at = plus(at, direction);
  return at;
}

export function mondayOf(day: string): string {
  return plus(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
}

export function latest(...days: readonly string[]): string {
  return days.reduce((a, b) => (a > b ? a : b));
}

/** All of them, the first and the last included. */
export function daysBetween(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = plus(day, 1)) days.push(day);
  return days;
}

const hourIn = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Denver',
  hourCycle: 'h23',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
});

/** In the district: "2026-08-03 08:00". */
export function localTime(instant: Date): { readonly day: string; readonly time: string } {
  const [day = '', time = ''] = hourIn.format(instant).split(', ');
  return { day, time };
}
