/** Whose weekly message is due, and that it was seen to: a page of people in one statement, once a week for each. */
import { dateToDay } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { isOpen } from '../../duties/store/rungs.ts';
import { isAboutPeople, type PartKind } from '../rules/parts.ts';
import type { Slot } from '../rules/week.ts';
import { charges, type Placing, placed, rolesOn } from './placement.ts';

export interface Counted {
  readonly personId: string;
  readonly kind: PartKind;
  readonly people: number;
  readonly late: number;
  readonly soon: number;
}

export interface Looking extends Placing {
  /** The last day on which what is due is named, YYYY-MM-DD. */
  readonly until: string;
}

/** Lists that were not confirmed, and to whom that is shown: owner_id, list_id. */
export function shownLists(today: string): Prisma.Sql {
  return Prisma.sql`
    SELECT s.holder_id AS owner_id, 'team' AS kind, l.id AS list_id
      FROM list_to_confirm l JOIN placed s ON s.person_id = l.holder_id AND s.part = 'supervisor'
     WHERE l.confirmed_at IS NULL AND 'supervisor' = ANY (l.shown_to)
    UNION
    SELECT h.person_id, 'role:' || h.role, l.id
      FROM list_to_confirm l
      JOIN ${rolesOn(today)} h ON h.role = ANY (l.shown_to)
     WHERE l.confirmed_at IS NULL`;
}

/** Of each person: the first day that matters here, told to them before today. */
export function dueFirst({ today, until }: Looking, of = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    SELECT o.person_id, min(o.due_on) AS first_on FROM obligation o
     WHERE ${isOpen} AND o.due_on <= ${until}::date AND o.told_on < ${today}::date ${of} GROUP BY o.person_id`;
}

/** What the ladders show to roles of these people: owner_id, kind, person_id, first_on; without what is their own. */
export function shownToRoles(today: string, ownerIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT h.person_id AS owner_id, 'role:' || h.role AS kind, o.person_id, min(o.due_on) AS first_on
      FROM obligation_shown s
      JOIN obligation o ON o.id = s.obligation_id AND ${isOpen}
      JOIN person p ON p.id = o.person_id AND p.status = 'active'
      JOIN ${rolesOn(today)} h ON h.role = s.shown_to AND h.person_id <> o.person_id
       AND h.person_id = ANY (${[...ownerIds]}::text[])
     GROUP BY h.person_id, h.role, o.person_id`;
}

export interface DueOwner {
  readonly personId: string;
  readonly parts: readonly Counted[];
  /** Unconfirmed lists that are shown to them about people, and to their roles. */
  readonly lists: number;
  readonly roleLists: number;
}

interface Row {
  readonly owner_id: string;
  readonly kind: PartKind;
  readonly people: number;
  readonly late: number;
  readonly soon: number;
  readonly lists: number;
}

export interface When {
  /** The Monday of the week, YYYY-MM-DD. */
  readonly week: string;
  readonly slots: readonly Slot[];
  /** The weekday of those who chose none. */
  readonly usual: number;
  /** Roles to which the plan shows what is late. */
  readonly roles: readonly string[];
  readonly limit: number;
}

/**
 * Up to `limit` people whose day has come and who had no message since, nor any in this week or in the week of that day:
 * what was caught up with on another day does not shift the days that follow. Whether there is anything to tell them is
 * not looked at yet: a sweep with nothing to do asks no more than this.
 */
export async function ownersToLookAt(
  reader: Reader,
  { today, board, otherwise }: Looking,
  when: When,
): Promise<readonly string[]> {
  const roles = [...new Set([...when.roles, board, otherwise])];
  const rows = await reader.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH candidates AS (
      SELECT supervisor_id AS id FROM person WHERE supervisor_id IS NOT NULL
      UNION
      SELECT r.person_id FROM ${rolesOn(today)} r WHERE r.role = ANY (${roles}::text[]))
    SELECT c.id FROM candidates c
      JOIN person p ON p.id = c.id AND p.status <> 'left'
      LEFT JOIN digest_day d ON d.person_id = c.id
      JOIN unnest(${when.slots.map(({ weekday }) => weekday)}::int[], ${when.slots.map(({ on }) => on)}::date[])
        AS s (weekday, on_day) ON s.weekday = coalesce(d.weekday, ${when.usual}::int)
     WHERE NOT EXISTS (SELECT FROM weekly_digest w WHERE w.person_id = c.id
                          AND (w.week >= ${when.week}::date OR w.week = date_trunc('week', s.on_day)::date
                               OR w.composed_on >= s.on_day))
     ORDER BY c.id LIMIT ${when.limit}::int`);
  return rows.map(({ id }) => id);
}

/** What each of them would be told; somebody with nobody to look after has no parts. */
export async function ownersWith(
  reader: Reader,
  looking: Looking,
  ownerIds: readonly string[],
): Promise<readonly DueOwner[]> {
  if (ownerIds.length === 0) return [];
  const { today } = looking;
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    WITH RECURSIVE ${placed(looking)}, ${charges(looking, ownerIds)},
    due AS (${dueFirst(looking)}),
    shown AS (${shownToRoles(today, ownerIds)}),
    lists AS (SELECT l.* FROM (${shownLists(today)}) l WHERE l.owner_id = ANY (${[...ownerIds]}::text[])),
    counted AS (
      SELECT c.owner_id, c.kind, count(*)::int AS people,
             (count(*) FILTER (WHERE d.first_on < ${today}::date))::int AS late,
             (count(*) FILTER (WHERE d.first_on >= ${today}::date))::int AS soon
        FROM charges c LEFT JOIN due d ON d.person_id = c.person_id GROUP BY c.owner_id, c.kind
      UNION ALL
      SELECT owner_id, kind, count(*)::int, (count(*) FILTER (WHERE first_on < ${today}::date))::int,
             (count(*) FILTER (WHERE first_on >= ${today}::date))::int FROM shown GROUP BY owner_id, kind),
    unconfirmed AS (SELECT owner_id, kind, count(DISTINCT list_id)::int AS amount FROM lists GROUP BY owner_id, kind)
    SELECT coalesce(c.owner_id, u.owner_id) AS owner_id, coalesce(c.kind, u.kind) AS kind, coalesce(c.people, 0) AS people,
           coalesce(c.late, 0) AS late, coalesce(c.soon, 0) AS soon, coalesce(u.amount, 0) AS lists
      FROM counted c FULL JOIN unconfirmed u ON u.owner_id = c.owner_id AND u.kind = c.kind ORDER BY 1, 2`);
  const byOwner = new Map<string, Row[]>();
  for (const row of rows) byOwner.set(row.owner_id, [...(byOwner.get(row.owner_id) ?? []), row]);
  return ownerIds.map((personId) => {
    const own = byOwner.get(personId) ?? [];
    const lists = (about: boolean) =>
      own.reduce((sum, row) => sum + (isAboutPeople(row.kind) === about ? row.lists : 0), 0);
    return {
      personId,
      parts: own.map(({ kind, people, late, soon }) => ({ personId, kind, people, late, soon })),
      lists: lists(true),
      roleLists: lists(false),
    };
  });
}

/** Which of them were not seen to in this week yet, by anybody: the row is what makes it once. */
export async function keepWeek(
  tx: Tx,
  week: string,
  composedOn: string,
  rows: readonly Counted[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const kept = await tx.db.$queryRaw<{ person_id: string }[]>`
    INSERT INTO weekly_digest (person_id, week, kind, composed_on, people, late, soon)
    SELECT n.person_id, ${week}::date, n.kind, ${composedOn}::date, n.people, n.late, n.soon
      FROM unnest(${rows.map(({ personId }) => personId)}::text[], ${rows.map(({ kind }) => kind)}::text[],
                  ${rows.map(({ people }) => people)}::int[], ${rows.map(({ late }) => late)}::int[],
                  ${rows.map(({ soon }) => soon)}::int[]) AS n (person_id, kind, people, late, soon)
        ON CONFLICT DO NOTHING RETURNING person_id`;
  return new Set(kept.map(({ person_id }) => person_id));
}

/** What these people's supervisors are named in their weekly message: its person is told that they see it from now on. */
export async function markShown(tx: Tx, looking: Looking, ownerIds: readonly string[]): Promise<number> {
  if (ownerIds.length === 0) return 0;
  const { today, until } = looking;
  return tx.db.$executeRaw(Prisma.sql`
    WITH RECURSIVE ${placed(looking)}, ${charges(looking, ownerIds)}
    INSERT INTO obligation_shown (obligation_id, shown_to, shown_on)
    SELECT o.id, 'supervisor', ${today}::date
      FROM charges c JOIN obligation o ON o.person_id = c.person_id
     WHERE c.kind = 'team' AND ${isOpen}
       AND o.due_on <= ${until}::date AND o.told_on < ${today}::date
     ORDER BY o.id
        ON CONFLICT DO NOTHING`);
}

export interface TrendPoint {
  /** The Monday of the week, YYYY-MM-DD. */
  readonly week: string;
  readonly people: number;
  readonly late: number;
  readonly soon: number;
}

/** The last weeks of one part, oldest first. */
export async function trendOf(
  reader: Reader,
  personId: string,
  kind: PartKind,
  weeks: number,
): Promise<readonly TrendPoint[]> {
  const rows = await reader.db.weeklyDigest.findMany({
    where: { personId, kind },
    orderBy: { week: 'desc' },
    take: weeks,
  });
  return rows
    .reverse()
    .map(({ week, people, late, soon }) => ({ week: dateToDay(week).toString(), people, late, soon }));
}

/** The latest week of each of these people, YYYY-MM-DD: an older message is overtaken by it. */
export async function latestWeeks(
  reader: Reader,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.db.weeklyDigest.groupBy({
    by: ['personId'],
    where: { personId: { in: [...personIds] } },
    _max: { week: true },
  });
  return new Map(
    rows.flatMap(({ personId, _max }) => (_max.week ? [[personId, dateToDay(_max.week).toString()]] : [])),
  );
}

/** Nothing when they chose none. */
export async function chosenDay(reader: Reader, personId: string): Promise<number | undefined> {
  return (await reader.db.digestDay.findUnique({ where: { personId } }))?.weekday;
}

export async function chooseDay(tx: Tx, personId: string, weekday: number): Promise<void> {
  await tx.db.digestDay.upsert({
    where: { personId },
    create: { personId, weekday },
    update: { weekday },
  });
  tx.audit({ what: 'digest.day-chosen', about: { kind: 'person', id: personId }, facts: { weekday } });
}
