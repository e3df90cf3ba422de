/** A full outbox: filled with what so many filings would have left in it, and watched until it is empty. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Stage } from './stage.ts';

/** Our side of a stage: where the outbox lies, and what has arrived at the platform. */
export interface Drained {
  readonly ours: { readonly db: pg.Pool };
  posted(): Promise<{ readonly count: number }>;
}

/** Resolves when our program has delivered, and marked, everything. Not part of what is measured per request. */
export async function quiet({ ours }: Pick<Drained, 'ours'>, lookEveryMs = 5): Promise<void> {
  for (;;) {
    const { rows } = await ours.db.query<{ left: boolean }>(
      `select exists (select from outbox where state in ('waiting', 'sending')) as left`,
    );
    if (!rows[0]?.left) return;
    await pause(lookEveryMs);
  }
}

/** As many requests like the last one filed, with its notices, as give `count` outbox rows; they wait from the commit on. */
const fill = `
  with model as (select * from data_request order by number desc limit 1),
  notices as (select o.* from outbox o join model on o.case_id = model.id),
  copies as (
    select gen_random_uuid()::text as id, n
      from generate_series(1, (select ceil($1 / greatest(count(*), 1)::numeric)::int from notices)) n
  ), r as (
    insert into data_request
    select (jsonb_populate_record(null::data_request,
             to_jsonb(m) || jsonb_build_object('id', c.id, 'number', nextval('data_request_number')))).*
      from model m, copies c
  ), rc as (
    insert into request_collection
    select c.id, o.collection_id from copies c, request_collection o join model on o.request_id = model.id
  ), s as (
    insert into request_step
    select (jsonb_populate_record(null::request_step,
             to_jsonb(o) || jsonb_build_object('id', gen_random_uuid(), 'request_id', c.id))).*
      from copies c, request_step o join model on o.request_id = model.id
  ), t as (
    insert into case_text
    select (jsonb_populate_record(null::case_text,
             to_jsonb(o) || jsonb_build_object('id', gen_random_uuid(), 'case_id', c.id))).*
      from copies c, case_text o join model on o.case_id = model.id
  )
  insert into outbox (id, notice, case_kind, case_id, person_id, facts, state, made_at, not_before, attempts, repeats, stale)
  select gen_random_uuid()::text, o.notice, 'request', c.id, o.person_id, o.facts, 'waiting', now(), now(), 0, 0, false
    from copies c, notices o order by c.n, o.notice limit $1`;

/** Milliseconds from the commit of so many rows to the last one marked as sent. */
export async function drainOurs(stage: Drained, count: number): Promise<number> {
  const before = (await stage.posted()).count;
  const client = await stage.ours.db.connect();
  try {
    await client.query('begin');
    const filled = await client.query(fill, [count]);
    if (filled.rowCount !== count)
      throw new Error(`${filled.rowCount} rows in the outbox instead of ${count}`);
    // What the filling left to be written to disk is no part of the delivery.
    await stage.ours.db.query('checkpoint');
    const begun = performance.now();
    await client.query('commit');
    // The platform is asked first: looking into an outbox that is being emptied costs its database more than the delivery.
    while ((await stage.posted()).count - before < count) await pause(20);
    await quiet(stage, 5);
    const ms = performance.now() - begun;
    const sent = (await stage.posted()).count - before;
    if (sent !== count) throw new Error(`${sent} messages arrived instead of ${count}`);
    return ms;
  } finally {
    client.release();
  }
}

/** As many messages with the same words by a loop of calls. */
export async function drainBare(stage: Stage, count: number): Promise<number> {
  const { message } = await stage.posted();
  stage.bare.child.send({ users: stage.users, count, message });
  const [{ ms }] = (await once(stage.bare.child, 'message')) as [{ ms: number }];
  return ms;
}
