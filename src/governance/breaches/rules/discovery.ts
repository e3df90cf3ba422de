/** From when legal times count: an instant that a person sets and gives a reason for. */
import { Temporal } from '../../../kernel/clock.ts';
import type { Incident } from './incident.ts';

/** When whoever reported it noticed it, as far as known: to the minute, as forms give it. */
export function noticed({
  noticedAt,
  reportedAt,
}: Pick<Incident, 'noticedAt' | 'reportedAt'>): Temporal.Instant {
  return (noticedAt ?? reportedAt).round({ smallestUnit: 'minute', roundingMode: 'floor' });
}

export type DiscoveryFault = 'still-to-come' | 'before-noticed';

/** Not in the future; and before it was noticed only where somebody says that it was known then. */
export function discoveryFault(
  incident: Pick<Incident, 'noticedAt' | 'reportedAt'>,
  at: Temporal.Instant,
  knownEarlier: boolean,
  now: Temporal.Instant,
): DiscoveryFault | undefined {
  if (Temporal.Instant.compare(at, now) > 0) return 'still-to-come';
  if (Temporal.Instant.compare(at, noticed(incident)) < 0 && !knownEarlier) return 'before-noticed';
  return undefined;
}
