/** What people see of the outbox: their own notices, what could not arrive, and how long the oldest has waited. */
import { type Temporal, toDate, toInstant } from '../../kernel/clock.ts';
import type { CaseKey, Facts, Reader } from '../tx.ts';
import type { OutboxRow } from './claim.ts';
import { countable } from './discreet.ts';

/** One person's notices whose time has come, newest last; those that were dropped are not among them. */
export async function feedOf(
  reader: Reader,
  personId: string,
  limit: number,
  now: Temporal.Instant,
): Promise<readonly OutboxRow[]> {
  const rows = await reader.db.outbox.findMany({
    where: { personId, state: { not: 'dropped' }, notBefore: { lte: toDate(now) } },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.reverse().map((row) => ({
    id: row.id,
    notice: row.notice,
    about: row.caseKind && row.caseId ? { kind: row.caseKind, id: row.caseId } : undefined,
    to: { personId },
    facts: row.facts as Facts,
    madeAt: toInstant(row.madeAt),
  }));
}

export interface Undeliverable {
  readonly id: string;
  readonly notice: string;
  readonly to: { readonly personId: string } | { readonly outsiderId: string };
  readonly madeAt: Temporal.Instant;
  readonly attempts: number;
  readonly reason: string;
}

/** Newest first. It bears no case: who looks at this list need not be allowed to see the case. */
export async function undeliverable(reader: Reader, limit = 200): Promise<readonly Undeliverable[]> {
  const rows = await reader.db.outbox.findMany({
    where: { state: 'undeliverable', ...countable },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map((row) => ({
    id: row.id,
    notice: row.notice,
    to: row.personId ? { personId: row.personId } : { outsiderId: row.outsiderId ?? '' },
    madeAt: toInstant(row.madeAt),
    attempts: row.attempts,
    reason: row.reason ?? '',
  }));
}

export interface Unarrived {
  readonly id: string;
  /** Only for whoever may see it. */
  readonly about: CaseKey | undefined;
  readonly to: { readonly personId: string } | { readonly outsiderId: string };
  readonly madeAt: Temporal.Instant;
  readonly reason: string;
  /** It stands on their page on the web, and nowhere else. */
  readonly onWeb: boolean;
}

/**
 * What reached nobody by any message since then, newest first. Of one case, for whoever may see it; else of all that
 * anybody may know of.
 */
export async function unarrived(
  reader: Reader,
  since: Temporal.Instant,
  limit: number,
  about?: CaseKey,
): Promise<readonly Unarrived[]> {
  const failed = {
    OR: [{ state: 'undeliverable' }, { state: 'sent', surface: 'web', reason: { not: null } }],
  };
  const which = about ? { caseKind: about.kind, caseId: about.id } : countable;
  const rows = await reader.db.outbox.findMany({
    where: { AND: [{ madeAt: { gte: toDate(since) } }, failed, which] },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map((row) => ({
    id: row.id,
    about: row.caseKind && row.caseId ? { kind: row.caseKind, id: row.caseId } : undefined,
    to: row.personId ? { personId: row.personId } : { outsiderId: row.outsiderId ?? '' },
    madeAt: toInstant(row.madeAt),
    reason: row.reason ?? '',
    onWeb: row.state === 'sent',
  }));
}

/** Since when the longest-waiting notice is due; nothing when none waits. For /readyz. */
export async function oldestWaiting(reader: Reader): Promise<Temporal.Instant | undefined> {
  const row = await reader.db.outbox.findFirst({
    where: { state: { in: ['waiting', 'sending'] }, ...countable },
    orderBy: { notBefore: 'asc' },
    select: { notBefore: true },
  });
  return row ? toInstant(row.notBefore) : undefined;
}
