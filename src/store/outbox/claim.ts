/**
 * Hands outbox rows to one worker at a time: several programs may share one database. Leases are kept in whole
 * milliseconds, cut and not rounded, so that one that is given back is nobody's at once.
 */
import { type Temporal, toInstant } from '../../kernel/clock.ts';
import type { CaseKey, Facts, Reader } from '../tx.ts';

/** What delivery needs of a row; never a text. */
export interface OutboxRow {
  readonly id: string;
  readonly notice: string;
  readonly about: CaseKey | undefined;
  readonly to: { readonly personId: string } | { readonly outsiderId: string };
  readonly facts: Facts;
  readonly madeAt: Temporal.Instant;
}

export interface ClaimedRow extends OutboxRow {
  /** This attempt counted: 1 for the first. */
  readonly attempts: number;
  /** An attempt before was begun and its end never written: it may have arrived, so look before sending. */
  readonly wasSending: boolean;
  /** Where that attempt was begun, or where this one is to begin: an account's id, or "email". */
  readonly way: string | undefined;
  /** Why it waited until now. */
  readonly reason: string | undefined;
  /** Nothing of its delivery may be kept that has a finer time than the hour, or that leads to one. */
  readonly coarse: boolean;
}

export interface StaleRow extends OutboxRow {
  readonly surface: string;
  readonly address: Readonly<Record<string, string>>;
}

interface RawRow {
  id: string;
  notice: string;
  case_kind: string | null;
  case_id: string | null;
  person_id: string | null;
  outsider_id: string | null;
  facts: Facts;
  made_at: Date;
}

export interface ClaimOptions {
  readonly now: Temporal.Instant;
  readonly limit: number;
  readonly leaseSeconds: number;
  /** The chats that can be written to now, best first. */
  readonly chats?: readonly string[];
  readonly byMail?: boolean;
  /** Rows that the caller tries later: those that may keep no time say nowhere when that is. */
  readonly except?: readonly string[];
}

/**
 * Marks up to `limit` due rows as being sent and gives them to the caller for `leaseSeconds`, by the database's clock.
 * Rows whose lease ran out come first. Where each is to begin is written with the claim, so that what a crash leaves in
 * doubt is looked for where it was being sent; whatever begins elsewhere says so before its call (markBegun). One
 * statement, committed when it returns. Sorted by no more than the index on (state, not_before) gives: a full outbox is
 * not sorted anew for every claim, and what was written together comes together. The lease of a coarse row ends with an
 * hour: where its worker dies beside living ones, that is how long it may wait.
 */
export async function claimRows(store: Reader, options: ClaimOptions): Promise<readonly ClaimedRow[]> {
  const now = options.now.toString();
  const chats = [...(options.chats ?? [])];
  const except = [...(options.except ?? [])];
  const rows = await store.db.$queryRaw<
    (RawRow & {
      attempts: number;
      was: string;
      way: string | null;
      reason: string | null;
      coarse: boolean;
    })[]
  >`
    WITH abandoned AS (
      SELECT id, state FROM outbox
       WHERE state = 'sending' AND leased_until < clock_timestamp() AND NOT id = ANY (${except}::text[])
       ORDER BY not_before LIMIT ${options.limit}::int FOR UPDATE SKIP LOCKED
    ), due AS (
      SELECT id, state FROM outbox
       WHERE state = 'waiting' AND not_before <= ${now}::timestamptz AND NOT id = ANY (${except}::text[])
       ORDER BY not_before LIMIT ${options.limit}::int FOR UPDATE SKIP LOCKED
    ), chosen AS (
      SELECT id, state FROM (SELECT * FROM abandoned UNION ALL SELECT * FROM due) AS candidates
       ORDER BY state LIMIT ${options.limit}::int
    ), claimed AS (
      UPDATE outbox o
         SET state = 'sending', stale = false, attempts = o.attempts + 1,
             way = CASE WHEN o.state = 'sending' AND o.way IS NOT NULL THEN o.way ELSE coalesce(
               (SELECT a.id FROM account a
                 WHERE a.person_id = o.person_id AND a.state = 'linked' AND a.reach = 'open'
                   AND a.surface = ANY (${chats}::text[])
                 ORDER BY array_position(${chats}::text[], a.surface), a.seen_at, a.id LIMIT 1),
               CASE WHEN ${options.byMail ?? false}::boolean THEN 'email' END) END,
             leased_until = CASE WHEN o.coarse
               THEN date_trunc('hour', clock_timestamp(), 'UTC')
                    + make_interval(hours => 2 * sign(${options.leaseSeconds}::int)::int)
               ELSE date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${options.leaseSeconds}::int) END
        FROM chosen WHERE o.id = chosen.id
      RETURNING o.id, o.notice, o.case_kind, o.case_id, o.person_id, o.outsider_id, o.facts, o.made_at,
                o.attempts, o.not_before, o.way, o.reason, o.coarse, chosen.state AS was
    )
    SELECT * FROM claimed ORDER BY not_before`;
  return rows.map((row) => ({
    ...outboxRow(row),
    attempts: row.attempts,
    wasSending: row.was === 'sending' && row.way !== null,
    way: row.way ?? undefined,
    reason: row.reason ?? undefined,
    coarse: row.coarse,
  }));
}

/**
 * Delivered cards whose case moved on. Ended with markUpdated, markUpdateLater or markUpdateNever; what is never ended
 * comes back when its lease runs out. A card is never with two workers, so the later drawing is the one that stays.
 */
export async function claimStale(
  store: Reader,
  options: { readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly StaleRow[]> {
  const rows = await store.db.$queryRaw<
    (RawRow & { surface: string; address: Readonly<Record<string, string>> })[]
  >`
    WITH moved AS (
      SELECT id FROM outbox
       WHERE state = 'sent' AND (stale OR leased_until IS NOT NULL) AND address IS NOT NULL
         AND (leased_until IS NULL OR leased_until < clock_timestamp())
       ORDER BY id LIMIT ${options.limit}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox o
       SET stale = false, leased_until = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${options.leaseSeconds}::int)
      FROM moved WHERE o.id = moved.id
    RETURNING o.id, o.notice, o.case_kind, o.case_id, o.person_id, o.outsider_id, o.facts, o.made_at,
              o.surface, o.address`;
  return rows.map((row) => ({ ...outboxRow(row), surface: row.surface, address: row.address }));
}

function outboxRow(row: RawRow): OutboxRow {
  return {
    id: row.id,
    notice: row.notice,
    about: row.case_kind && row.case_id ? { kind: row.case_kind, id: row.case_id } : undefined,
    to: row.person_id ? { personId: row.person_id } : { outsiderId: row.outsider_id ?? '' },
    facts: row.facts,
    madeAt: toInstant(row.made_at),
  };
}
