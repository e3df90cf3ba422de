/** Whose ladder has a step due, and what became of it: a page of people in a few statements. */

import type { Rung } from '../../../policy/ladder.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { newestFailed } from '../../people/store/unreachable.ts';

/** One open obligation as it stands on its ladder. */
export interface OnLadder extends Rung {
  readonly id: string;
  readonly personId: string;
  readonly duty: string;
}

export interface RungRow {
  readonly id: string;
  readonly person_id: string;
  readonly duty: string;
  readonly due_on: string;
  readonly opened_on: string;
  readonly counts_from: string | null;
  readonly stage: number;
  readonly stepped_on: string | null;
  readonly told_on: string | null;
  readonly reminded_on: string | null;
  readonly snoozed_until: string | null;
  readonly shown_to: readonly string[];
  readonly unreachable: boolean;
}

/** Columns of `obligation o`; `unreachable` is the caller's to add. */
export function rungColumns(zone: string): Prisma.Sql {
  return Prisma.sql`o.id, o.person_id, o.duty, o.due_on::text AS due_on,
    (o.opened_at AT TIME ZONE ${zone})::date::text AS opened_on, o.counts_from::text AS counts_from, o.stage,
    o.stepped_on::text AS stepped_on, o.told_on::text AS told_on,
    o.reminded_on::text AS reminded_on, o.snoozed_until::text AS snoozed_until,
    ARRAY(SELECT s.shown_to FROM obligation_shown s WHERE s.obligation_id = o.id) AS shown_to`;
}

export const isOpen = Prisma.sql`o.met_at IS NULL AND o.replaced_at IS NULL`;

/** `person p` works here on that day: neither on leave nor between contracts, nor about to be. */
export function isHere(day: string): Prisma.Sql {
  const on = Prisma.sql`${day}::date`;
  return Prisma.sql`(p.status = 'active'
    AND NOT EXISTS (SELECT FROM absence a WHERE a.person_id = p.id AND a.state IN ('planned', 'running')
                       AND a.from_on <= ${on} AND (a.until_on IS NULL OR a.until_on >= ${on})))`;
}

/** Had the day's reminder already: by a supervisor's button. */
function wasReminded(day: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM duty_person x WHERE x.person_id = p.id AND x.nudged_on >= ${day}::date)`;
}

export interface DueRungs {
  readonly rungs: readonly OnLadder[];
  /**
   * Due, and for another day: whoever is away. Whoever had the day's reminder already takes their steps without a second
   * one, for the first named everything they owe; but what they were never told of waits for the next.
   */
  readonly waiting: readonly OnLadder[];
  /** The last person looked at: where to go on. */
  readonly last: string | undefined;
  readonly more: boolean;
}

/**
 * Everything due by `day` of as many people as have about `limit` steps due, whole people only. `after`: a person's id,
 * to go through all of them without changing anything. Three plain questions and no join: each is answered from an index
 * whatever the planner believes about tables that a sweep is just filling.
 */
export async function dueRungs(
  reader: Reader,
  wanted: { readonly day: string; readonly zone: string; readonly limit: number; readonly after?: string },
): Promise<DueRungs> {
  const { day, zone, limit, after } = wanted;
  const order =
    after === undefined
      ? Prisma.sql`ORDER BY o.next_on, o.person_id`
      : Prisma.sql`AND o.person_id > ${after} ORDER BY o.person_id`;
  const picked = await reader.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT o.person_id AS id FROM obligation o
     WHERE ${isOpen} AND o.next_on IS NOT NULL AND o.next_on <= ${day}::date ${order} LIMIT ${limit}::int`);
  if (picked.length === 0) return { rungs: [], waiting: [], last: undefined, more: false };
  const ids = [...new Set(picked.map(({ id }) => id))];
  const people = await reader.db.$queryRaw<
    { id: string; here: boolean; reminded: boolean; failed: boolean }[]
  >(
    Prisma.sql`
      SELECT p.id, ${isHere(day)} AS here, ${wasReminded(day)} AS reminded, EXISTS ${newestFailed} AS failed
        FROM person p WHERE p.id = ANY (${ids}::text[])`,
  );
  // person by person, so that rows are sought by these people and not among all that are due; what somebody is just
  // meeting is left for the next run
  const rows = await reader.db.$queryRaw<RungRow[]>(Prisma.sql`
    SELECT due.*, false AS unreachable
      FROM unnest(${ids}::text[]) AS who (id)
     CROSS JOIN LATERAL (SELECT ${rungColumns(zone)} FROM obligation o
                          WHERE o.person_id = who.id AND ${isOpen} AND o.next_on <= ${day}::date
                         OFFSET 0 ${after === undefined ? Prisma.sql`FOR UPDATE SKIP LOCKED` : Prisma.empty}) due
     ORDER BY due.person_id, due.due_on, due.id`);
  const standing = new Map(people.map((person) => [person.id, person]));
  const all = rows.map((row) =>
    fromRow({ ...row, unreachable: standing.get(row.person_id)?.failed ?? false }),
  );
  const whole = after === undefined ? upTo(all, limit) : all;
  const isNow = ({ personId, toldOn }: OnLadder) => {
    const person = standing.get(personId);
    return person?.here === true && (toldOn !== undefined || !person.reminded);
  };
  return {
    rungs: whole.filter(isNow),
    waiting: whole.filter((rung) => !isNow(rung)),
    last: whole.at(-1)?.personId,
    more: picked.length >= limit || whole.length < all.length,
  };
}

/** Nobody's duties are torn apart; a single person with more than a page has a page of their own. */
function upTo(all: readonly OnLadder[], limit: number): readonly OnLadder[] {
  if (all.length <= limit) return all;
  const cut = all[limit]?.personId;
  const first = all.findIndex(({ personId }) => personId === cut);
  return first > 0 ? all.slice(0, first) : all.filter(({ personId }) => personId === cut);
}

export function fromRow(row: RungRow): OnLadder {
  return {
    id: row.id,
    personId: row.person_id,
    duty: row.duty,
    dueOn: row.due_on,
    openedOn: row.opened_on,
    countsFrom: row.counts_from ?? undefined,
    stage: row.stage,
    steppedOn: row.stepped_on ?? undefined,
    toldOn: row.told_on ?? undefined,
    remindedOn: row.reminded_on ?? undefined,
    snoozedUntil: row.snoozed_until ?? undefined,
    shownTo: row.shown_to,
    reachable: !row.unreachable,
  };
}

export interface Climbed {
  readonly id: string;
  readonly remind: boolean;
  readonly show: readonly string[];
  readonly stage: number;
  readonly nextOn: string | undefined;
}

/** `day` is the one on which people are told. What was met meanwhile stays as it is. */
export async function keepClimbed(tx: Tx, day: string, rows: readonly Climbed[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db.$executeRaw`
    UPDATE obligation o
       SET stage = c.stage, next_on = c.next_on, snoozed_until = NULL,
           stepped_on = CASE WHEN c.stage > o.stage THEN ${day}::date ELSE o.stepped_on END,
           reminders = o.reminders + c.remind::int,
           told_on = CASE WHEN c.remind THEN coalesce(o.told_on, ${day}::date) ELSE o.told_on END,
           reminded_on = CASE WHEN c.remind THEN ${day}::date ELSE o.reminded_on END
      FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ stage }) => stage)}::int[],
                  ${rows.map(({ nextOn }) => nextOn ?? null)}::date[], ${rows.map(({ remind }) => remind)}::bool[])
        AS c (id, stage, next_on, remind)
     WHERE o.id = c.id AND coalesce(o.met_at, o.replaced_at) IS NULL`;
  const shown = rows.flatMap(({ id, show }) => show.map((to) => ({ id, to })));
  if (shown.length === 0) return;
  await tx.db.$executeRaw`
    INSERT INTO obligation_shown (obligation_id, shown_to, shown_on)
    SELECT s.id, s.shown_to, ${day}::date
      FROM unnest(${shown.map(({ id }) => id)}::text[], ${shown.map(({ to }) => to)}::text[]) AS s (id, shown_to)
        ON CONFLICT DO NOTHING`;
}

/** Marks the day's one reminder. Those who had theirs already are left out of what comes back. */
export async function claimDay(
  tx: Tx,
  day: string,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx.db.$queryRaw<{ person_id: string }[]>`
    INSERT INTO duty_person AS x (person_id, person_type, status, nudged_on)
    SELECT p.id, p.person_type, p.status, ${day}::date FROM person p WHERE p.id = ANY (${[...personIds]}::text[])
     ORDER BY p.id
        ON CONFLICT (person_id) DO UPDATE SET nudged_on = excluded.nudged_on
     WHERE x.nudged_on IS NULL OR x.nudged_on < excluded.nudged_on
    RETURNING x.person_id`;
  return new Set(rows.map(({ person_id }) => person_id));
}

/** Whoever is away is asked after again on that day. */
export async function keepWaiting(tx: Tx, rungs: readonly OnLadder[], nextOn: string): Promise<void> {
  if (rungs.length === 0) return;
  await tx.db.$executeRaw`
    UPDATE obligation SET next_on = ${nextOn}::date WHERE id = ANY (${rungs.map(({ id }) => id)}::text[])`;
}

/** How many people would be reminded by that day. */
export async function countWaiting(reader: Reader, day: string): Promise<number> {
  const rows = await reader.db.$queryRaw<{ people: number }[]>(Prisma.sql`
    SELECT count(DISTINCT o.person_id)::int AS people FROM obligation o JOIN person p ON p.id = o.person_id
     WHERE ${isOpen} AND o.next_on <= ${day}::date AND ${isHere(day)} AND (o.told_on IS NOT NULL OR NOT ${wasReminded(day)})`);
  return rows[0]?.people ?? 0;
}
