/** A day as people read it, in a rule's reason as on a card. */
import { Temporal } from './clock.ts';

const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** "November 3, 2026". A string is YYYY-MM-DD. */
export function sayDay(day: Temporal.PlainDate | string): string {
  const at = Temporal.PlainDate.from(day);
  return format.format(Date.UTC(at.year, at.month - 1, at.day));
}
