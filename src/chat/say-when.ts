/** Days and moments as people read them, the same on every card, page and letter. */
import type { Temporal } from '../kernel/clock.ts';

export { sayDay } from '../kernel/say-day.ts';

/** "November 3, 2026 at 2:05 PM" in this zone. */
export function sayMoment(instant: Temporal.Instant, zone: string): string {
  const at = instant.epochMilliseconds;
  // Some ICU versions put a narrow no-break space before AM and PM; cards are compared as text.
  const time = formatOf('time', zone).format(at).replaceAll('\u202f', ' ');
  return `${formatOf('day', zone).format(at)} at ${time}`;
}

/** "November 3, 2026, in the hour from 2:00 PM": of what keeps no finer time. */
export function sayHour(instant: Temporal.Instant, zone: string): string {
  return sayMoment(instant, zone).replace(' at ', ', in the hour from ');
}

const styles = {
  day: { dateStyle: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
} as const;

/** Each is made once: making one takes as long as drawing the rest of a card. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(style: keyof typeof styles, timeZone: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { ...styles[style], timeZone });
  formats.set(key, made);
  return made;
}
