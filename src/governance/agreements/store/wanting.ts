/** Who has no date to sign by, or one that the facts have overtaken: one statement, a page at a time. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';

/** Days are YYYY-MM-DD. */
export interface Wanting {
  readonly personId: string;
  readonly hireDate: string;
  readonly open: { readonly id: string; readonly dueOn: string } | undefined;
  /** The latest signature of this employment. */
  readonly latest: { readonly version: number; readonly signedOn: string } | undefined;
}

/** The fact that a first date was counted from; compared with the roster, so that a corrected hire date dates it anew (T7). */
export function hireBasis(hireDate: string): string {
  return `hire:${hireDate}`;
}

/** Signatures of an employment that ended stay on file and count for nothing (T7). `s` is the signature. */
export const ofThisEmployment = Prisma.sql`NOT EXISTS (SELECT FROM duty_done d
  WHERE d.person_id = s.person_id AND d.ref = 'signature:' || s.id AND d.past)`;

/**
 * Active people of these kinds without an open date; with one that was counted from another hire date; or, where a
 * material version is in force, with one later than its day and a signature from before. They are held to the end of
 * the transaction; whoever is being changed right now is left for the next run.
 */
export async function wantingDates(
  tx: Tx,
  wanted: {
    readonly agreement: string;
    readonly personTypes: readonly string[];
    readonly zone: string;
    /** The newest material version in force, and the day by which it is signed. */
    readonly material: { readonly version: number; readonly dueOn: string } | undefined;
    /** People by id: goes on after this one. */
    readonly after: string;
    readonly limit: number;
  },
): Promise<readonly Wanting[]> {
  const { agreement, personTypes, zone, material, after, limit } = wanted;
  const overtaken = material
    ? Prisma.sql`OR (o.due_on > ${material.dueOn}::date AND (${latest('version', agreement)}) < ${material.version}::int)`
    : Prisma.empty;
  const rows = await tx.db.$queryRaw<
    {
      id: string;
      hire_date: string;
      open_id: string | null;
      due_on: string | null;
      version: number | null;
      signed_on: string | null;
    }[]
  >(Prisma.sql`
    WITH want AS (
      SELECT p.id, p.hire_date, o.id AS open_id, o.due_on
        FROM person p
        LEFT JOIN LATERAL (SELECT id, due_on, basis FROM obligation
                            WHERE person_id = p.id AND duty = ${agreement} AND met_at IS NULL AND replaced_at IS NULL
                            LIMIT 1) o ON true
       WHERE p.id > ${after} AND p.status = 'active' AND p.person_type = ANY (${[...personTypes]}::text[])
         AND (o.id IS NULL OR o.basis <> 'hire:' || p.hire_date ${overtaken})
       ORDER BY p.id LIMIT ${limit}::int FOR NO KEY UPDATE OF p SKIP LOCKED
    )
    SELECT p.id, p.hire_date::text AS hire_date, p.open_id, p.due_on::text AS due_on, last.version,
           coalesce(last.paper_date, (last.signed_at AT TIME ZONE ${zone})::date)::text AS signed_on
      FROM want p
      LEFT JOIN LATERAL (${latest('version, paper_date, signed_at', agreement)}) last ON true
     ORDER BY p.id`);
  return rows.map((row) => ({
    personId: row.id,
    hireDate: row.hire_date,
    open: row.open_id && row.due_on ? { id: row.open_id, dueOn: row.due_on } : undefined,
    latest:
      row.version !== null && row.signed_on ? { version: row.version, signedOn: row.signed_on } : undefined,
  }));
}

function latest(columns: string, agreement: string): Prisma.Sql {
  return Prisma.sql`SELECT ${Prisma.raw(columns)} FROM signature s
    WHERE s.person_id = p.id AND s.agreement = ${agreement} AND ${ofThisEmployment}
    ORDER BY s.signed_at DESC, s.id LIMIT 1`;
}
