/** Days and moments as people read them, the same on every card, page and letter. */
import { Temporal } from '../kernel/clock.ts';

/** "November 3, 2026". A string is YYYY-MM-DD. */
export function sayDay(day: Temporal.PlainDate | string): string {
  return Temporal.PlainDate.from(day).toLocaleString('en-US', { dateStyle: 'long' });
}

/** "November 3, 2026 at 2:05 PM" in this zone. */
export function sayMoment(instant: Temporal.Instant, zone: string): string {
  const local = instant.toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toLocaleString('en-US', { hour: 'numeric', minute: '2-digit' });
  // Some ICU versions put a narrow no-break space before AM and PM; cards are compared as text.
  return `${sayDay(local.toPlainDate())} at ${time.replaceAll('\u202f', ' ')}`;
}
