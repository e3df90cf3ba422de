/** When nobody has taken a report up for too long (R074). */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Incident } from './incident.ts';

/**
 * Of a report without a name only the hour is known: it counts from the hour's beginning, and nothing happens within that
 * hour, lest the moment of the call tell the moment of the report.
 */
export function isUnattended(
  { reportedAt, reporterId }: Pick<Incident, 'reportedAt' | 'reporterId'>,
  afterMinutes: number,
  now: Temporal.Instant,
): boolean {
  const patience = reporterId === undefined ? Math.max(60, afterMinutes) : afterMinutes;
  return reportedAt.until(now).total('minutes') >= patience;
}
