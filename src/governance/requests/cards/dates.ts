/** Days and moments as people read them, in the district's zone. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';

/** "Nov 21, 2026". */
export function sayDay(day: Temporal.PlainDate): string {
  return day.toLocaleString('en-US', { dateStyle: 'medium' });
}

/** "Nov 21, 2026, 3:05 PM". */
export function sayMoment(policy: Policy, at: Temporal.Instant): string {
  return at
    .toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: policy.calendar.zone })
    .replaceAll('\u202f', ' ');
}
