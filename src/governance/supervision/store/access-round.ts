/** Who may see students' personal data and why (R016), and the yearly round in which somebody answers for each of them. */
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { type Placing, placed, rolesOn } from './placement.ts';
import { digestOf, insertLists, type Opening } from './rounds.ts';

/** After WITH: `sight (person_id, ground, reasons)`: whoever is active or on leave, once for the roster's facts and once a collection. */
export function sight(roles: readonly string[], today: string): Prisma.Sql {
  return Prisma.sql`
    held AS (
      SELECT p.id AS person_id, 'data-access' AS reason FROM person p WHERE p.data_access AND p.status <> 'left'
      UNION
      SELECT h.person_id, 'role:' || h.role FROM role_holding h JOIN person p ON p.id = h.person_id AND p.status <> 'left'
       WHERE h.role = ANY (${[...roles]}::text[]) AND h.held_from <= ${today}::date
         AND (h.held_until IS NULL OR h.held_until >= ${today}::date)
      UNION
      SELECT r.person_id, 'role:' || r.role FROM ${rolesOn(today)} r WHERE r.role = ANY (${[...roles]}::text[])),
    kept AS (
      SELECT c.owner_id AS person_id, c.id AS collection_id, 'owner' AS reason
        FROM data_collection c JOIN person p ON p.id = c.owner_id AND p.status <> 'left'
      UNION
      SELECT s.person_id, s.collection_id, 'steward'
        FROM collection_steward s JOIN person p ON p.id = s.person_id AND p.status <> 'left'),
    sight AS (
      SELECT person_id, 'roster' AS ground, array_agg(reason ORDER BY reason) AS reasons FROM held GROUP BY person_id
      UNION ALL
      SELECT person_id, 'collection:' || collection_id, array_agg(reason ORDER BY reason) FROM kept
       GROUP BY person_id, collection_id)`;
}

export interface Seeing {
  readonly personId: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly building: string | undefined;
  readonly onLeave: boolean;
  /** roster, or collection:<id>. */
  readonly ground: string;
  /** The collection's name. */
  readonly collection: string | undefined;
  readonly reasons: readonly string[];
  /** What was last said about it, and when (YYYY-MM-DD). */
  readonly decision: 'keep' | 'remove' | undefined;
  readonly decidedOn: string | undefined;
  readonly decidedBy: string | undefined;
  /** Of remove: how IT closed it. */
  readonly outcome: 'removed' | 'kept' | undefined;
}

/** By name. */
export async function whoSees(
  reader: Reader,
  roles: readonly string[],
  { today, zone }: { readonly today: string; readonly zone: string },
): Promise<readonly Seeing[]> {
  const rows = await reader.db.$queryRaw<
    (Omit<Seeing, 'building' | 'collection' | 'decision' | 'decidedOn' | 'decidedBy' | 'outcome'> & {
      building: string | null;
      collection: string | null;
      decision: Seeing['decision'] | null;
      decidedOn: string | null;
      decidedBy: string | null;
      outcome: Seeing['outcome'] | null;
    })[]
  >(Prisma.sql`
    WITH ${sight(roles, today)}
    SELECT p.id AS "personId", p.name, p.job_title AS "jobTitle", b.name AS building, p.status = 'leave' AS "onLeave",
           s.ground, c.name AS collection, s.reasons, l.decision, l.outcome,
           (l.decided_at AT TIME ZONE ${zone})::date::text AS "decidedOn", d.name AS "decidedBy"
      FROM sight s JOIN person p ON p.id = s.person_id
      LEFT JOIN building b ON b.id = p.building_id
      LEFT JOIN data_collection c ON 'collection:' || c.id = s.ground
      LEFT JOIN LATERAL (SELECT * FROM access_line a WHERE a.person_id = p.id AND a.ground = s.ground
                            AND a.decision IS NOT NULL ORDER BY a.as_of DESC LIMIT 1) l ON true
      LEFT JOIN person d ON d.id = l.decided_by_id
     ORDER BY p.name, p.id, s.ground DESC`);
  return rows.map((row) => ({
    ...row,
    building: row.building ?? undefined,
    collection: row.collection ?? undefined,
    decision: row.decision ?? undefined,
    decidedOn: row.decidedOn ?? undefined,
    decidedBy: row.decidedBy ?? undefined,
    outcome: row.outcome ?? undefined,
  }));
}

interface Line {
  readonly person_id: string;
  readonly ground: string;
  readonly reasons: readonly string[];
  readonly holder_id: string | null;
  readonly owns: boolean;
}

/** The owner of a collection answers for its people, else their supervisor, else whoever keeps the list; nobody for themselves. */
export async function openAccess(
  tx: Tx,
  opening: Opening,
  placing: Placing,
  roles: readonly string[],
): Promise<{ readonly lists: number; readonly people: number; readonly digest: string }> {
  const lines = await tx.db.$queryRaw<Line[]>(Prisma.sql`
    WITH RECURSIVE ${placed(placing)}, ${sight(roles, placing.today)}
    SELECT s.person_id, s.ground, s.reasons, coalesce(o.id, w.holder_id) AS holder_id, o.id IS NOT NULL AS owns
      FROM sight s
      JOIN placed w ON w.person_id = s.person_id
      LEFT JOIN data_collection c ON 'collection:' || c.id = s.ground
      LEFT JOIN person o ON o.id = c.owner_id AND o.status = 'active' AND o.id <> s.person_id
     ORDER BY 4, 1, 2`);
  const byHolder = new Map<string | null, Line[]>();
  for (const line of lines) {
    const together = byHolder.get(line.holder_id);
    if (together) together.push(line);
    else byHolder.set(line.holder_id, [line]);
  }
  const lists = [...byHolder].map(([holder_id, own]) => ({
    ...{ id: newId(), holder_id, own },
    part: holder_id === null ? 'nobody' : own.some(({ owns }) => owns) ? 'owner' : 'supervisor',
    people: new Set(own.map(({ person_id }) => person_id)).size,
  }));
  await insertLists(tx, 'access', opening, lists);
  const all = lists.flatMap(({ id, own }) => own.map((line) => ({ ...line, list: id, id: newId() })));
  await tx.db.$executeRaw`
    INSERT INTO access_line (id, as_of, person_id, list_id, ground, reasons)
    SELECT n.id, ${opening.asOf}::date, n.person_id, n.list_id, n.ground, string_to_array(n.reasons, ' ')
      FROM unnest(${all.map(({ id }) => id)}::text[], ${all.map(({ person_id }) => person_id)}::text[],
                  ${all.map(({ list }) => list)}::text[], ${all.map(({ ground }) => ground)}::text[],
                  ${all.map(({ reasons }) => reasons.join(' '))}::text[]) AS n (id, person_id, list_id, ground, reasons)`;
  const members = all.map(({ list, person_id, ground }) => ({ id: list, person: `${person_id} ${ground}` }));
  return {
    lists: lists.length,
    people: new Set(lines.map(({ person_id }) => person_id)).size,
    digest: digestOf(members),
  };
}
