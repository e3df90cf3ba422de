/** A desk's requests, soonest due first: one statement a look, through the viewer's eyes. */

import type { Ask } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import { Temporal, toIso } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { type DeskFilter, noLevel, numberIn, wordsIn } from '../rules/desk-filter.ts';
import type { DataRequest } from '../rules/request.ts';
import { isLevelled } from '../rules/workflow.ts';
import { inPlaceOf, routedTo, visibleTo } from './sight.ts';

/** What is theirs to do, what they may claim, and whatever else they may see. */
export type DeskPart = 'mine' | 'unclaimed' | 'other';

export interface DeskLine {
  readonly id: string;
  readonly number: number;
  readonly state: DataRequest['state'];
  /** Null once blanked. */
  readonly title: string | null;
  readonly part: DeskPart;
  /** The day on which the step or the whole is due first. */
  readonly dueOn: string | undefined;
  readonly late: boolean;
  readonly route: string;
  readonly level: string | undefined;
  readonly pii: boolean;
  /** The step that has come, a key of the plan with this fingerprint. */
  readonly step: string | undefined;
  readonly policy: string;
  readonly waitsForAnswer: boolean;
  readonly claimable: boolean;
  readonly since: Temporal.Instant | undefined;
  readonly holder: string | undefined;
  readonly asker: string;
  readonly collections: readonly string[];
  readonly filedOn: string;
}

interface Row {
  readonly id: string;
  readonly number: number;
  readonly state: DataRequest['state'];
  readonly title: string | null;
  readonly part: DeskPart;
  readonly due_on: string | null;
  readonly late: boolean;
  readonly route: string;
  readonly level: string | null;
  readonly pii: boolean;
  readonly step: string | null;
  readonly policy: string;
  readonly paused: boolean;
  readonly claimable: boolean;
  readonly since_ms: number | null;
  readonly holder: string | null;
  readonly asker: string | null;
  readonly collections: readonly string[];
  readonly filed_on: string;
  readonly total: number;
  readonly late_total: number;
  readonly held_total: number;
}

export interface DeskPage {
  readonly lines: readonly DeskLine[];
  /** Of all that fit the filter, not of this page alone. */
  readonly total: number;
}

export async function deskPage(
  ask: Ask,
  filter: DeskFilter,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<DeskPage> {
  const found = Prisma.sql`
    select d.*, count(*) over ()::int as total, 0 as late_total, 0 as held_total from (${await desk(ask, filter)}) d
     where ${partFits(filter)} order by d.due_on, d.number offset ${from} limit ${most}`;
  const rows = await ask.reader.db.$queryRaw<Row[]>(named(ask, found, Prisma.sql`d.due_on, d.number`));
  return { lines: rows.map(lineFrom), total: rows[0]?.total ?? 0 };
}

export interface DeskTop {
  readonly lines: readonly DeskLine[];
  readonly totals: Readonly<Record<DeskPart, number>>;
  readonly late: number;
  /** How many open ones this person holds. */
  readonly held: number;
}

/** The first few of each part, and how many there are. */
export async function deskTop(ask: Ask, each: number): Promise<DeskTop> {
  const open = {
    show: 'all',
    level: '',
    kind: '',
    collection: '',
    late: false,
    ended: false,
    text: '',
  } as const;
  const ranked = Prisma.sql`
    select d.*, row_number() over (partition by d.part order by d.due_on, d.number) as place,
           count(*) over (partition by d.part)::int as total,
           (count(*) filter (where d.late and d.part <> 'other') over ())::int as late_total,
           (count(*) filter (where d.holder_id = ${ask.actor.id}) over ())::int as held_total
      from (${await desk(ask, open)}) d`;
  const rows = await ask.reader.db.$queryRaw<Row[]>(
    named(ask, Prisma.sql`select * from (${ranked}) p where place <= ${each}`, Prisma.sql`d.part, d.place`),
  );
  const totalOf = (part: DeskPart) => rows.find((row) => row.part === part)?.total ?? 0;
  return {
    lines: rows.map(lineFrom),
    totals: { mine: totalOf('mine'), unclaimed: totalOf('unclaimed'), other: totalOf('other') },
    late: rows[0]?.late_total ?? 0,
    held: rows[0]?.held_total ?? 0,
  };
}

function partFits({ show, late }: DeskFilter): Prisma.Sql {
  const part = show === 'all' ? Prisma.sql`true` : Prisma.sql`d.part = ${show}`;
  return late ? Prisma.sql`${part} and d.late` : part;
}

/** Names and titles are read for the lines shown, not for all that fit. */
function named(ask: Ask, found: Prisma.Sql, order: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    with d as materialized (${found})
    select d.id, d.number, d.state, d.part, d.due_on::text as due_on, d.late, d.route, d.level, d.pii, d.step, d.policy,
           d.paused, d.claimable, d.since_ms, d.total, d.late_total, d.held_total,
           (d.filed_at at time zone ${ask.policy.calendar.zone})::date::text as filed_on,
           holder.name as holder, coalesce(asker.name, outsider.name) as asker,
           array(select c.name from request_collection rc join data_collection c on c.id = rc.collection_id
                  where rc.request_id = d.id order by c.name) as collections,
           (select t.body from case_text t where t.case_kind = 'request' and t.case_id = d.id and t.field = 'title'
             order by t.written_at desc, t.version desc limit 1) as title
      from d
      left join person holder on holder.id = d.holder_id
      left join person asker on asker.id = d.requester_id
      left join outsider on outsider.id = d.outsider_id
     order by ${order}`;
}

/** Everything that fits, without order: the request, its open step, when it is due, whose it is. */
async function desk(ask: Ask, filter: DeskFilter): Promise<Prisma.Sql> {
  const { policy, now } = ask;
  const { zone } = policy.calendar;
  const today = policy.calendar.localDay(now).toString();
  return Prisma.sql`
    select r.id, r.number, r.state, r.route, r.level, r.pii, r.policy, r.holder_id, r.requester_id, r.outsider_id,
           r.filed_at, s.step, s.paused_at is not null as paused,
           (extract(epoch from s.started_at) * 1000)::bigint::float8 as since_ms,
           ${claimable} as claimable, ${partOf(ask)} as part,
           least((case when s.paused_at is null then s.due_at end at time zone ${zone})::date,
                 case when r.state = 'open' then r.answer_by end,
                 case when r.state = 'open' then r.needed_by end) as due_on,
           r.state = 'open' and coalesce(s.paused_at is null and s.due_at < ${toIso(now)}::timestamptz, false)
             or r.state = 'open' and coalesce(least(r.answer_by, r.needed_by) < ${today}::date, false) as late
      from data_request r
      left join request_step s on s.request_id = r.id and s.ended_at is null
     where ${await visibleTo(ask)} and ${fits(filter)}`;
}

/** Its step is for whoever holds it, and nobody does. */
const claimable = Prisma.sql`(r.state = 'open' and r.holder_id is null and s.id is not null and s.takers = '{}')`;

/** What is asked of them by name or role; the rules decide it closer when they act. */
function partOf({ actor, policy }: Ask): Prisma.Sql {
  const plan = policy.pack.data_requests;
  const routed = routedTo(
    [actor.id, ...inPlaceOf(actor.standsIn, plan.route.to)],
    isSteward(actor, plan.route.to),
  );
  const roles = actor.roles.filter((role) => role !== plan.route.to);
  const ways = [
    Prisma.sql`r.holder_id = ${actor.id}`,
    Prisma.sql`s.takers && ${roles}::text[]`,
    Prisma.sql`(${plan.route.to} = any(s.takers) and r.fulfiller_id is distinct from ${actor.id} and ${routed})`,
  ];
  if (actor.roles.includes(plan.classify.by)) {
    const levelled = Object.keys(plan.routes).filter((route) => isLevelled(plan, { route }));
    ways.push(Prisma.sql`(r.level is null and r.route = any(${levelled}::text[]))`);
  }
  return Prisma.sql`case
    when r.state <> 'open' then 'other'
    when r.requester_id is distinct from ${actor.id} and (${Prisma.join(ways, ' or ')}) then 'mine'
    when r.requester_id is distinct from ${actor.id} and ${claimable} and ${routed} then 'unclaimed'
    else 'other' end`;
}

function isSteward(person: Person, role: string): boolean {
  return person.roles.includes(role);
}

function fits({ level, kind, collection, ended, text }: DeskFilter): Prisma.Sql {
  const number = numberIn(text);
  const conditions = [
    // A number is looked for wherever it stands.
    ended || number !== undefined ? Prisma.sql`true` : Prisma.sql`r.state = 'open'`,
    ...(level === noLevel ? [Prisma.sql`r.level is null`] : level ? [Prisma.sql`r.level = ${level}`] : []),
    ...(kind ? [Prisma.sql`r.route = ${kind}`] : []),
    ...(collection
      ? [
          Prisma.sql`exists (select 1 from request_collection rc where rc.request_id = r.id and rc.collection_id = ${collection})`,
        ]
      : []),
    ...(number !== undefined ? [Prisma.sql`r.number = ${number}`] : wordsIn(text).map(hasWord)),
  ];
  return Prisma.join(conditions, ' and ');
}

/** In one of its searched texts; a word that says nothing by itself ("the") is in all of them. */
function hasWord(word: string): Prisma.Sql {
  const query = Prisma.sql`plainto_tsquery('english', ${word})`;
  return Prisma.sql`(numnode(${query}) = 0 or r.id in (select t.case_id from case_text t where t.words @@ ${query}))`;
}

function lineFrom(row: Row): DeskLine {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    title: row.title,
    part: row.part,
    dueOn: row.due_on ?? undefined,
    late: row.late,
    route: row.route,
    level: row.level ?? undefined,
    pii: row.pii,
    step: row.step ?? undefined,
    policy: row.policy,
    waitsForAnswer: row.paused,
    claimable: row.claimable,
    since: row.since_ms === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.since_ms),
    holder: row.holder ?? undefined,
    asker: row.asker ?? 'somebody no longer on the roster',
    collections: row.collections,
    filedOn: row.filed_on,
  };
}
