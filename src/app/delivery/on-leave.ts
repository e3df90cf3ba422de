/** People on leave are told nothing until they are back; then of each case once, as it stands by then. */
import type { Temporal } from '../../kernel/clock.ts';
import type { ClaimedRow } from '../../store/outbox/claim.ts';

/** Why such a row waits; it is known again by this. */
export const onLeave = 'on leave; told when they are back';

/** The next full hour: whatever waits for one person comes due together. */
export function lookAgainAt(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: 1 }).round({ smallestUnit: 'hour', roundingMode: 'floor' });
}

/**
 * Of the rows that waited for somebody's return, those that a newer one of the same case makes needless: cards show a
 * case as it stands now. They stand in the person's conversation on the web all the same.
 */
export function outdated(rows: readonly ClaimedRow[]): ReadonlySet<string> {
  const newest = new Map<string, ClaimedRow>();
  for (const row of rows) {
    const known = newest.get(sharedKey(row));
    if (!known || known.madeAt.epochMilliseconds <= row.madeAt.epochMilliseconds)
      newest.set(sharedKey(row), row);
  }
  const waited = rows.filter((row) => row.reason === onLeave && !row.wasSending);
  return new Set(waited.flatMap((row) => (newest.get(sharedKey(row)) === row ? [] : [row.id])));
}

/** What has no case shares nothing. */
function sharedKey({ id, about, to }: ClaimedRow): string {
  if (!about || !('personId' in to)) return id;
  return [to.personId, about.kind, about.id].join(' ');
}
