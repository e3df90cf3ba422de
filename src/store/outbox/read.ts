/** What people see of the outbox: their own notices, what could not arrive, and how long the oldest has waited. */
import { type Temporal, toDate, toInstant } from '../../kernel/clock.ts';
import type { CaseKey, Facts, Reader } from '../tx.ts';
import type { OutboxRow } from './claim.ts';
import { countable } from './discreet.ts';

export interface FeedRow extends OutboxRow {
  /** Of whoever made it only the hour is known. */
  readonly coarse: boolean;
}

/**
 * One person's notices whose time has come, newest last; those that were dropped are not among them. What has no finer
 * time than the hour stands at the end of its hour: news while that lasts, and never among what bounds its time.
 */
export async function feedOf(
  reader: Reader,
  personId: string,
  limit: number,
  now: Temporal.Instant,
): Promise<readonly FeedRow[]> {
  const theirs = { personId, state: { not: 'dropped' }, notBefore: { lte: toDate(now) } };
  const fine = await reader.db.outbox.findMany({
    where: { ...theirs, coarse: false },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  const coarse = await reader.db.outbox.findMany({
    where: { ...theirs, coarse: true },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  const place = (row: (typeof fine)[number]) => row.madeAt.getTime() + (row.coarse ? hourMs : 0);
  const rows = [...fine, ...coarse].sort(
    (a, b) => place(a) - place(b) || nth(a.facts) - nth(b.facts) || (a.id < b.id ? -1 : 1),
  );
  return rows.slice(-limit).map((row) => ({
    id: row.id,
    notice: row.notice,
    about: row.caseKind && row.caseId ? { kind: row.caseKind, id: row.caseId } : undefined,
    to: { personId },
    facts: row.facts as Facts,
    madeAt: toInstant(row.madeAt),
    coarse: row.coarse,
  }));
}

const hourMs = 3_600_000;

/** Which of its case it is, where a room counts them: within an hour nothing else gives an order. */
function nth(facts: unknown): number {
  const { nth } = facts as Facts;
  return typeof nth === 'number' ? nth : 0;
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
