/** Days and moments as people read them, in the district's zone. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';

/** "Nov 21, 2026". */
export function sayDay(day: Temporal.PlainDate): string {
  return day.toLocaleString('en-US', { dateStyle: 'medium' });
}

/** "Nov 21, 2026, 3:05 PM". */
export function sayMoment(policy: Policy, at: Temporal.Instant): string {
  return formatIn(policy.calendar.zone).format(at.epochMilliseconds).replaceAll('\u202f', ' ');
}

/** Each is made once: making one takes as long as drawing the rest of a card. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  formats.set(timeZone, made);
  return made;
}
