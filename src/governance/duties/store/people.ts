/** Whose duties must be looked at, and every fact that decides what they owe: two statements for a page of people. */
import { alike } from '../../../kernel/alike.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Facts } from '../rules/expect.ts';
import type { OpenDuty, Seen } from '../rules/look.ts';

export interface Looked {
  readonly id: string;
  readonly personType: string;
  readonly facts: Omit<Facts, 'wasType' | 'typeSince'>;
  readonly offContract: boolean;
  readonly status: 'active' | 'leave' | 'left';
  readonly open: readonly OpenDuty[];
  readonly seen: Seen | undefined;
}

/**
 * Up to `limit` people whose facts changed, or for whom a day has come. Each is held to the end of the transaction, and
 * somebody who is being changed right now is left for the next run.
 */
export async function takeWaiting(tx: Tx, today: string, limit: number): Promise<readonly string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM duty_look l JOIN person p ON p.id = l.person_id
     WHERE l.look_on <= ${today}::date
     LIMIT ${limit}::int FOR NO KEY UPDATE OF p SKIP LOCKED`;
  return [...new Set(rows.map(({ id }) => id))];
}

/** The next `limit` people by id: for a plan that changed, which concerns everybody. */
export async function takeNext(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE id > ${after} ORDER BY id LIMIT ${limit}::int FOR NO KEY UPDATE`;
  return rows.map(({ id }) => id);
}

/** How many `takeWaiting` would find; everybody active where a new plan concerns them all. */
export async function countWaiting(reader: Reader, today: string, everybody: boolean): Promise<number> {
  const [row] = await reader.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM person p
     WHERE p.status <> 'left'
       AND (${everybody} OR EXISTS (SELECT FROM duty_look l WHERE l.person_id = p.id AND l.look_on <= ${today}::date))`;
  return row?.count ?? 0;
}

/** Looked at: what changes from here on is written down anew, and waits until this transaction has ended. */
export async function lookedAt(tx: Tx, ids: readonly string[], today: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.db.$executeRaw`
    DELETE FROM duty_look WHERE person_id = ANY (${[...ids]}::text[]) AND look_on <= ${today}::date`;
}

interface Row {
  readonly id: string;
  readonly person_type: string;
  readonly status: Looked['status'];
  readonly hire_date: string;
  readonly roles: readonly (readonly [string, string])[] | null;
  readonly named: readonly (readonly [string, string])[] | null;
  readonly custodian: boolean;
  readonly lines: readonly (readonly [string, string, string])[] | null;
  readonly done: readonly (readonly [string, string, number | null])[] | null;
  readonly exempt: readonly string[] | null;
  readonly off_contract: boolean;
  readonly leave: readonly [string, string] | null;
  readonly open: readonly (readonly [string, string, string, string, string | null, string | null])[] | null;
  readonly seen: readonly [string, string | null, string | null, string, string | null, string | null] | null;
}

/** `lines`: those of the agreements that open a duty. `zone` says which day an instant lies on. */
export async function factsOf(
  reader: Reader,
  ids: readonly string[],
  {
    today,
    zone,
    lines,
  }: { readonly today: string; readonly zone: string; readonly lines: readonly string[] },
): Promise<readonly Looked[]> {
  const day = Prisma.sql`${today}::date`;
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    SELECT p.id, p.person_type, p.status, p.hire_date::text AS hire_date,
      (SELECT json_agg(json_build_array(h.role, h.held_from)) FROM role_holding h
        WHERE h.person_id = p.id AND h.held_from <= ${day} AND (h.held_until IS NULL OR h.held_until >= ${day})) AS roles,
      (SELECT json_agg(json_build_array(n.duty, n.named_on)) FROM duty_naming n
        WHERE (n.person_id = p.id OR n.group_name = ANY (p.groups))
          AND n.named_on <= ${day} AND (n.ended_on IS NULL OR n.ended_on >= ${day})) AS named,
      (EXISTS (SELECT FROM collection_steward s WHERE s.person_id = p.id)
        OR EXISTS (SELECT FROM data_collection c WHERE c.owner_id = p.id)) AS custodian,
      (SELECT json_agg(json_build_array(s.agreement, k.line, coalesce(s.paper_date, (s.signed_at AT TIME ZONE ${zone})::date)))
         FROM signature s, unnest(${[...lines]}::text[]) AS k (line)
        WHERE s.person_id = p.id AND jsonb_exists(s.initials, k.line)) AS lines,
      (SELECT json_agg(json_build_array(d.duty, d.day, d.version) ORDER BY d.day)
         FROM (SELECT duty, version, coalesce(done_on, (done_at AT TIME ZONE ${zone})::date) AS day
                 FROM duty_done WHERE person_id = p.id AND NOT past AND taken_back_at IS NULL) d) AS done,
      (SELECT json_agg(e.duty) FROM duty_exemption e
        WHERE e.person_id = p.id AND e.ended_at IS NULL AND e.from_on <= ${day}
          AND (e.until_on IS NULL OR e.until_on >= ${day})) AS exempt,
      (SELECT json_agg(json_build_array(o.id, o.duty, o.due_on, o.rule, o.basis, o.counts_from)) FROM obligation o
        WHERE o.person_id = p.id AND o.met_at IS NULL AND o.replaced_at IS NULL) AS open,
      EXISTS (SELECT FROM absence a WHERE a.person_id = p.id AND a.kind = 'off-contract' AND a.state = 'running') AS off_contract,
      (SELECT json_build_array(a.from_on, a.until_on + 1) FROM absence a
        WHERE a.person_id = p.id AND a.kind = 'leave' AND a.state = 'over' AND a.until_on IS NOT NULL
        ORDER BY a.from_on DESC LIMIT 1) AS leave,
      (SELECT json_build_array(x.person_type, x.was_type, x.type_since, x.status, x.leave_from, x.back_on)
         FROM duty_person x WHERE x.person_id = p.id) AS seen
      FROM person p WHERE p.id = ANY (${[...ids]}::text[])`);
  return rows.map(fromRow);
}

function fromRow(row: Row): Looked {
  const { id, status, person_type: personType } = row;
  return {
    ...{ id, status, personType, offContract: row.off_contract },
    facts: {
      personType,
      hireDate: row.hire_date,
      roles: (row.roles ?? []).map(([role, from]) => ({ role, from })),
      named: (row.named ?? []).map(([duty, on]) => ({ duty, on })),
      custodian: row.custodian,
      lines: (row.lines ?? []).map(([agreement, line, on]) => ({ agreement, line, on })),
      done: (row.done ?? []).map(([duty, on, version]) => ({ duty, on, version: version ?? undefined })),
      exempt: row.exempt ?? [],
      leave: row.leave ? { from: row.leave[0], backOn: row.leave[1] } : undefined,
    },
    open: (row.open ?? []).map(([id, duty, dueOn, rule, basis, countsFrom]) => ({
      ...{ id, duty, dueOn, rule, basis: basis ?? undefined, countsFrom: countsFrom ?? undefined },
    })),
    seen: row.seen ? seenFrom(row.seen) : undefined,
  };
}

function seenFrom(seen: NonNullable<Row['seen']>): Seen {
  const [personType, wasType, typeSince, status, leaveFrom, backOn] = seen;
  return {
    personType,
    status,
    wasType: wasType ?? undefined,
    typeSince: typeSince ?? undefined,
    leaveFrom: leaveFrom ?? undefined,
    backOn: backOn ?? undefined,
  };
}

export async function keepSeen(
  tx: Tx,
  rows: readonly { readonly id: string; readonly seen: Seen }[],
): Promise<void> {
  if (rows.length === 0) return;
  const groups = alike(rows, ({ seen }) => seenKey(seen));
  const column = (value: (seen: Seen) => string | undefined) =>
    groups.map(([first]) => (first && value(first.seen)) ?? null);
  await tx.db.$executeRaw`
    INSERT INTO duty_person (person_id, person_type, was_type, type_since, status, leave_from, back_on)
    SELECT n.id, g.person_type, g.was_type, g.type_since, g.status, g.leave_from, g.back_on
      FROM unnest(${groups.map((group) => group.map(({ id }) => id).join(' '))}::text[],
                  ${column(({ personType }) => personType)}::text[], ${column(({ wasType }) => wasType)}::text[],
                  ${column(({ typeSince }) => typeSince)}::date[], ${column(({ status }) => status)}::text[],
                  ${column(({ leaveFrom }) => leaveFrom)}::date[], ${column(({ backOn }) => backOn)}::date[])
        AS g (ids, person_type, was_type, type_since, status, leave_from, back_on)
     CROSS JOIN LATERAL string_to_table(g.ids, ' ') AS n (id)
        ON CONFLICT (person_id) DO UPDATE
       SET person_type = excluded.person_type, was_type = excluded.was_type, type_since = excluded.type_since,
           status = excluded.status, leave_from = excluded.leave_from, back_on = excluded.back_on`;
}

function seenKey({ personType, wasType, typeSince, status, leaveFrom, backOn }: Seen): string {
  return [personType, wasType, typeSince, status, leaveFrom, backOn].join(' ');
}

/** The same date by another rule, or in other words: the row stays, and says which rule holds now. */
export async function reword(
  tx: Tx,
  rows: readonly { readonly id: string; readonly rule: string; readonly countsFrom: string | undefined }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.db.$executeRaw`
    UPDATE obligation o SET rule = r.rule, counts_from = r.counts_from
      FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ rule }) => rule)}::text[],
                  ${rows.map(({ countsFrom }) => countsFrom ?? null)}::date[]) AS r (id, rule, counts_from)
     WHERE o.id = r.id`;
}
