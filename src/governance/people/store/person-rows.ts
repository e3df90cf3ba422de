/** How a person is read: one statement, with today's roles, for every way of finding them. */
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import { lentOn } from './delegations.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly job_title: string;
  readonly person_type: Person['personType'];
  readonly status: Person['status'];
  readonly building: string | null;
  readonly supervisor_id: string | null;
  readonly hire_date: string;
  readonly held: readonly string[];
  readonly leads: boolean;
  readonly stands_in: readonly (readonly [string, string, string, string])[] | null;
  readonly away: string | null;
}

/**
 * Columns of `person p left join building b`; what follows (joins, where, order) is the caller's. The last day of a
 * holding counts. What is lent to them and whom they lead makes roles too: `personFromRow` puts them together.
 */
export function personColumns(today: Temporal.PlainDate): Prisma.Sql {
  const day = Prisma.sql`${today.toString()}::date`;
  return Prisma.sql`p.id, p.name, p.email, p.job_title, p.person_type, p.status, b.name as building,
    p.supervisor_id, to_char(p.hire_date, 'YYYY-MM-DD') as hire_date,
    array(select r.role from role_holding r
           where r.person_id = p.id and r.held_from <= ${day} and (r.held_until is null or r.held_until >= ${day})) as held,
    exists (select 1 from person s where s.supervisor_id = p.id and s.status <> 'left') as leads,
    (select json_agg(json_build_array(l.role, l.for_id, l.for_name, l.until_on) order by l.for_name, l.role)
       from ${lentOn(today)} l where l.delegate_id = p.id) as stands_in,
    case when p.status = 'leave'
      then (select min(a.kind) from absence a where a.person_id = p.id and a.state = 'running') end as away`;
}

export async function readPeople(
  reader: Reader,
  today: Temporal.PlainDate,
  rest: Prisma.Sql,
): Promise<readonly Person[]> {
  const rows = await reader.db.$queryRaw<PersonRow[]>(
    Prisma.sql`select ${personColumns(today)} from person p left join building b on b.id = p.building_id ${rest}`,
  );
  return rows.map(personFromRow);
}

export function personFromRow(row: PersonRow): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email ?? undefined,
    jobTitle: row.job_title,
    personType: row.person_type,
    status: row.status,
    building: row.building ?? undefined,
    supervisorId: row.supervisor_id ?? undefined,
    hireDate: row.hire_date,
    roles: rolesOf(row),
    ...(row.stands_in
      ? {
          standsIn: row.stands_in.map(([role, forId, forName, until]) => ({ role, forId, forName, until })),
        }
      : {}),
    // A leave of absence within the summer counts as one: "leave" comes before "off-contract".
    ...(row.away === 'off-contract' ? { offContract: true as const } : {}),
  };
}

/** Whoever has people to supervise is a supervisor, by the roster (domain D1). */
function rolesOf({ held, leads, stands_in }: PersonRow): readonly string[] {
  const lent = (stands_in ?? []).map(([role]) => role);
  return [...new Set([...held, ...lent, ...(leads ? ['supervisor'] : [])])].sort();
}
