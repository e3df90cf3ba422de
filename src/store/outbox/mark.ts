/**
 * Writes how deliveries ended, many rows in one statement each. Of a coarse row the hour alone is kept, and nothing that
 * leads to a finer time, as the name of a message in Slack does.
 */
import type { Temporal } from '../../kernel/clock.ts';
import type { Reader } from '../tx.ts';
import type { ClaimedRow } from './claim.ts';

export interface BegunRow {
  readonly id: string;
  /** An account's id, or "email". */
  readonly way: string;
}

/** Written before a call that is not the one the claim foresaw. */
export async function markBegun(store: Reader, rows: readonly BegunRow[]): Promise<void> {
  if (rows.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox o SET way = r.way
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id text, way text)
     WHERE o.id = r.id AND o.state = 'sending'`;
}

export interface SentRow {
  readonly id: string;
  readonly surface: 'slack' | 'teams' | 'web' | 'email';
  /** Where the platform keeps it; absent when it can't be updated there. */
  readonly address?: Readonly<Record<string, string>>;
  /** Found to have arrived in an earlier attempt: what it shows may be out of date. */
  readonly stale?: boolean;
  /** Why it did not go out the better way. */
  readonly reason?: string;
}

export async function markSent(
  store: Reader,
  rows: readonly SentRow[],
  now: Temporal.Instant,
): Promise<void> {
  if (rows.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox o
       SET state = 'sent', surface = r.surface, reason = r.reason,
           sent_at = CASE WHEN o.coarse THEN date_trunc('hour', ${now.toString()}::timestamptz, 'UTC')
                          ELSE ${now.toString()}::timestamptz END,
           address = CASE WHEN NOT o.coarse THEN r.address END, way = NULL, leased_until = NULL, stale = o.stale OR coalesce(r.stale, false)
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS r (id text, surface text, address jsonb, stale boolean, reason text)
     WHERE o.id = r.id AND o.state = 'sending'`;
}

export interface LaterRow {
  readonly id: string;
  readonly notBefore: Temporal.Instant;
  /** In a few words, for the operator; never what a person typed. */
  readonly reason: string;
  /** No attempt was made, as when the platform asked everybody to wait: none is counted. */
  readonly untried?: boolean;
}

/** To be tried again; only what certainly did not arrive. */
export async function markLater(store: Reader, rows: readonly LaterRow[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(rows.map((row) => ({ ...row, notBefore: row.notBefore.toString() })));
  await store.db.$executeRaw`
    UPDATE outbox o
       SET state = 'waiting', reason = r.reason, way = NULL, leased_until = NULL,
           attempts = o.attempts - coalesce(r.untried, false)::int,
           not_before = CASE WHEN o.coarse THEN date_trunc('hour', r."notBefore", 'UTC') ELSE r."notBefore" END
      FROM jsonb_to_recordset(${json}::jsonb)
           AS r (id text, "notBefore" timestamptz, reason text, untried boolean)
     WHERE o.id = r.id AND o.state = 'sending'`;
}

export interface UnsureRow {
  readonly id: string;
  /** How long to wait before it is looked for, and sent again where it is not found. */
  readonly afterMs: number;
  /** About to be sent again without being able to look whether it had arrived: counted. */
  readonly repeated?: boolean;
  /** Where that will be, or was. */
  readonly way?: string;
  readonly untried?: boolean;
}

/** It may have arrived: stays as it is after a crash, for a while. */
export async function markUnsure(store: Reader, rows: readonly UnsureRow[]): Promise<void> {
  if (rows.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox o
       SET leased_until = CASE WHEN o.coarse
             THEN date_trunc('hour', clock_timestamp(), 'UTC')
                  + make_interval(hours => 2 * coalesce(r.repeated, false)::int)
             ELSE date_trunc('milliseconds', clock_timestamp()) + r."afterMs" * interval '1 millisecond' END,
           attempts = o.attempts - coalesce(r.untried, false)::int,
           repeats = o.repeats + coalesce(r.repeated, false)::int, way = coalesce(r.way, o.way)
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS r (id text, "afterMs" double precision, untried boolean, repeated boolean, way text)
     WHERE o.id = r.id AND o.state = 'sending'`;
}

/** Can never arrive; stands on the list that a person sees, with the reason. */
export async function markNever(
  store: Reader,
  rows: readonly { readonly id: string; readonly reason: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox o SET state = 'undeliverable', reason = r.reason, way = NULL, leased_until = NULL
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id text, reason text)
     WHERE o.id = r.id AND o.state = 'sending'`;
}

/** The recipient may no longer see it: gone without a word. */
export async function markDropped(store: Reader, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox SET state = 'dropped', way = NULL, leased_until = NULL
     WHERE id = ANY (${[...ids]}::text[]) AND state = 'sending'`;
}

/** Rows that were claimed and not worked on, as when the program stops: as if they had not been claimed. */
export async function giveBack(store: Reader, rows: readonly ClaimedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ id, wasSending }) => ({ id, was: wasSending ? 'sending' : 'waiting' })),
  );
  await store.db.$executeRaw`
    UPDATE outbox o
       SET state = r.was, attempts = o.attempts - 1, way = CASE r.was WHEN 'sending' THEN o.way END,
           leased_until = CASE WHEN r.was <> 'sending' THEN NULL
             WHEN o.coarse THEN date_trunc('hour', clock_timestamp(), 'UTC') ELSE date_trunc('milliseconds', clock_timestamp()) END
      FROM jsonb_to_recordset(${json}::jsonb) AS r (id text, was text)
     WHERE o.id = r.id AND o.state = 'sending'`;
}

/** The delivered card is drawn anew. */
export async function markUpdated(store: Reader, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox SET leased_until = NULL WHERE id = ANY (${[...ids]}::text[]) AND state = 'sent'`;
}

/** The platform asked to wait, or could not be reached. */
export async function markUpdateLater(
  store: Reader,
  rows: readonly { readonly id: string; readonly afterMs: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox o
       SET stale = true, leased_until = date_trunc('milliseconds', clock_timestamp()) + r."afterMs" * interval '1 millisecond'
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id text, "afterMs" double precision)
     WHERE o.id = r.id AND o.state = 'sent'`;
}

/** The message is gone, or can't be changed any more: it is left alone from now on. */
export async function markUpdateNever(store: Reader, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await store.db.$executeRaw`
    UPDATE outbox SET leased_until = NULL, stale = false, address = NULL
     WHERE id = ANY (${[...ids]}::text[]) AND state = 'sent'`;
}
