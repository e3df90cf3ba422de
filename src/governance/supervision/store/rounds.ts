/** Opening a round: who stands in whose list as of one day, in a few statements and one transaction, once. */
import { dayToDate, Temporal, toDate, toIso } from '../../../kernel/clock.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import type { RoundDays, RoundKind } from '../rules/rounds.ts';
import { type Placing, placed } from './placement.ts';

export interface Opening extends RoundDays {
  /** The ladder's first day. */
  readonly nextOn: string;
}

/** Who was on the roster on that day; somebody who has left since was still there. */
export function rosterOn(asOf: string): Prisma.Sql {
  return Prisma.sql`(p.hire_date <= ${asOf}::date AND (p.status <> 'left' OR p.left_on > ${asOf}::date))`;
}

/**
 * False when it was opened before. Nobody changes the roster for the second that it takes, once a year: what is counted
 * here and what the lists hold is then one and the same day.
 */
export async function beginRound(tx: Tx, kind: RoundKind, { asOf, dueOn }: Opening): Promise<boolean> {
  if (
    await tx.db.listRound.findUnique({
      where: { kind_asOf: { kind, asOf: dayToDate(Temporal.PlainDate.from(asOf)) } },
    })
  )
    return false;
  await tx.db.$executeRaw`LOCK TABLE person IN SHARE MODE`;
  const rows = await tx.db.$executeRaw`
    INSERT INTO list_round (kind, as_of, opened_at, due_on, active, on_leave)
    SELECT ${kind}, ${asOf}::date, ${toIso(tx.now)}::timestamptz, ${dueOn}::date,
           count(*) FILTER (WHERE p.status <> 'leave'), count(*) FILTER (WHERE p.status = 'leave')
      FROM person p WHERE ${rosterOn(asOf)}
        ON CONFLICT DO NOTHING`;
  return rows === 1;
}

interface Group {
  readonly part: string;
  readonly holder_id: string | null;
  readonly people: number;
}

/** How many lists and people, and the mark of who stands in which. */
export async function openAnnual(
  tx: Tx,
  opening: Opening,
  placing: Placing,
  facts: { readonly covers: readonly string[]; readonly zone: string; readonly until: Temporal.Instant },
): Promise<{ readonly lists: number; readonly people: number; readonly digest: string }> {
  const { asOf } = opening;
  const groups = await tx.db.$queryRaw<Group[]>(Prisma.sql`
    WITH RECURSIVE ${placed(placing, rosterOn(asOf))}
    SELECT part, holder_id, count(*)::int AS people FROM placed GROUP BY part, holder_id ORDER BY part, holder_id`);
  const lists = groups.map((group) => ({ ...group, id: newId() }));
  await insertLists(tx, 'annual', opening, lists);
  await tx.db.$executeRaw(Prisma.sql`
    WITH RECURSIVE ${placed(placing, rosterOn(asOf))},
    open AS (
      SELECT DISTINCT ON (person_id, duty) person_id, duty, due_on FROM obligation
       WHERE duty = ANY (${[...facts.covers]}::text[]) AND opened_at <= ${toDate(facts.until)}
         AND (met_at IS NULL OR met_at > ${toDate(facts.until)})
         AND (replaced_at IS NULL OR replaced_at > ${toDate(facts.until)})
       ORDER BY person_id, duty, due_on),
    done AS (
      SELECT DISTINCT person_id, duty FROM duty_done
       WHERE duty = ANY (${[...facts.covers]}::text[]) AND NOT past AND taken_back_at IS NULL
         AND coalesce(done_on, (done_at AT TIME ZONE ${facts.zone})::date) <= ${asOf}::date),
    stood AS (
      SELECT person_id, duty, o.due_on,
             CASE WHEN o.due_on IS NULL THEN 'done' WHEN d.duty IS NULL THEN 'missing'
                  WHEN o.due_on < ${asOf}::date THEN 'lapsed' ELSE 'done' END AS state
        FROM open o FULL JOIN done d USING (person_id, duty)),
    standing AS (
      SELECT person_id, bool_or(state <> 'done') AS incomplete,
             jsonb_object_agg(duty, jsonb_build_object('state', state, 'dueOn', due_on)) AS standing
        FROM stood GROUP BY person_id)
    INSERT INTO annual_line (as_of, person_id, list_id, name, job_title, person_type, building, status, incomplete, standing)
    SELECT ${asOf}::date, p.id, l.id, p.name, p.job_title, p.person_type, b.name,
           CASE WHEN p.status = 'leave' THEN 'leave' ELSE 'active' END,
           coalesce(s.incomplete, false), coalesce(s.standing, '{}'::jsonb)
      FROM placed n
      JOIN list_to_confirm l ON l.kind = 'annual' AND l.as_of = ${asOf}::date AND l.part = n.part
           AND coalesce(l.holder_id, '') = coalesce(n.holder_id, '')
      JOIN person p ON p.id = n.person_id
      LEFT JOIN building b ON b.id = p.building_id
      LEFT JOIN standing s ON s.person_id = p.id`);
  await tx.db.$executeRaw`
    UPDATE list_to_confirm l SET incomplete = c.amount
      FROM (SELECT list_id, count(*)::int AS amount FROM annual_line
             WHERE as_of = ${asOf}::date AND incomplete GROUP BY list_id) c
     WHERE l.id = c.list_id`;
  const rows = await tx.db.$queryRaw<{ people: number; digest: string }[]>`
    SELECT count(*)::int AS people,
           encode(sha256(convert_to(coalesce(string_agg(list_id || ' ' || person_id, E'\\n' ORDER BY list_id, person_id), ''), 'UTF8')), 'hex') AS digest
      FROM annual_line WHERE as_of = ${asOf}::date`;
  return { lists: lists.length, people: rows[0]?.people ?? 0, digest: rows[0]?.digest ?? '' };
}

interface NewList {
  readonly id: string;
  readonly part: string;
  readonly holder_id: string | null;
  readonly people: number;
}

export async function insertLists(
  tx: Tx,
  kind: RoundKind,
  { asOf, dueOn, nextOn }: Opening,
  lists: readonly NewList[],
): Promise<void> {
  await tx.db.$executeRaw`
    INSERT INTO list_to_confirm (id, kind, as_of, part, holder_id, due_on, people, incomplete, next_on)
    SELECT n.id, ${kind}, ${asOf}::date, n.part, n.holder_id, ${dueOn}::date, n.people, 0, ${nextOn}::date
      FROM unnest(${lists.map(({ id }) => id)}::text[], ${lists.map(({ part }) => part)}::text[],
                  ${lists.map(({ holder_id }) => holder_id)}::text[], ${lists.map(({ people }) => people)}::int[])
        AS n (id, part, holder_id, people)`;
}

/** Which person stands in which list. */
export function digestOf(members: readonly { readonly id: string; readonly person: string }[]): string {
  return sha256(members.map(({ id, person }) => `${id} ${person}`).join('\n'));
}
