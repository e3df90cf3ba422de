/** What is amiss with the people of an import, beyond what a single line shows: written for Human Resources to mend. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { type Compared, ground } from './diff.ts';

/** More of a kind are counted, not listed: a file without any supervisors would list everybody. */
export const mostOfAKind = 1_000;

/** `found` selects person_id, file, line and about; how many there are comes back. */
async function note(
  tx: Tx,
  importId: string,
  kind: string,
  before: Prisma.Sql,
  found: Prisma.Sql,
): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    with ${before} found as materialized (${found}),
    kept as (
      insert into roster_defect (import_id, n, kind, person_id, file, line, about)
      select ${importId}, (select coalesce(max(n), 0) from roster_defect where import_id = ${importId})
               + (row_number() over (order by f.about, f.person_id))::int,
             ${kind}, f.person_id, f.file, f.line, f.about
        from found f order by f.about, f.person_id limit ${mostOfAKind})
    select count(*)::int as count from found`);
  return row?.count ?? 0;
}

/** Rows that are held back, by why. */
export async function noteHeld(tx: Tx, importId: string): Promise<Record<string, number>> {
  const kinds = await tx.db.$queryRaw<{ held: string }[]>(Prisma.sql`
    select distinct held from roster_row
     where import_id = ${importId} and held is not null and held not in ('no-name', 'no-key') order by 1`);
  const counts: Record<string, number> = {};
  for (const { held } of kinds)
    counts[held] = await note(
      ...([tx, importId, held, Prisma.empty] as const),
      Prisma.sql`select null as person_id, file, line, name as about from roster_row
                  where import_id = ${importId} and held = ${held}`,
    );
  return counts;
}

/** Where the board and the head of the district stand on top, nobody is missed. */
const topRoles = ['superintendent', 'board_member'];

/** Everything that follows from the rows as a whole, after changes are proposed; by kind, in one pass. */
export async function noteGaps(tx: Tx, compared: Compared): Promise<Record<string, number>> {
  const { importId } = compared;
  const rows = await tx.db.$queryRaw<{ kind: string; count: number }[]>(Prisma.sql`
    with ${ground(compared)},
    found as materialized (
      select s.person_id, s.file, s.line, s.name as about, v.kind
        from said s
        left join person p on p.id = s.person_id
        left join roster_change c on c.import_id = ${importId} and c.person_id = s.person_id
        left join bosses o on o.person_id = s.person_id
        left join person b on b.id = o.id
        left join earlier q on q.person_id = s.person_id
        left join roster_change x on x.import_id = ${importId} and x.person_id = b.id
        left join (select distinct person_id from role_holding where role = any(${topRoles}::text[])) top
               on top.person_id = s.person_id
       cross join lateral unnest(array_remove(array[
         case when s.email is null and p.email is null then 'no-email' end,
         case when s.is_new and s.hire_date is null then 'no-hire-date' end,
         case when s.supervisor is not null and o.id is null then 'unknown-supervisor' end,
         case when o.id = s.person_id then 'self-supervision' end,
         case when b.status = 'left' and x.person_id is null then 'supervisor-left' end,
         case when p.status = 'left' and q.person_id is not null and q.leaves is null then 'left-but-listed' end,
         case when s.supervisor is null and coalesce(c.after ->> 'supervisorId', p.supervisor_id) is null
               and coalesce(s.person_type, p.person_type, 'employee') <> 'board' and top.person_id is null
              then 'no-supervisor' end], null)) as v(kind)
       where s.leaves is null),
    kept as (
      insert into roster_defect (import_id, n, kind, person_id, file, line, about)
      select ${importId}, (select coalesce(max(n), 0) from roster_defect where import_id = ${importId})
               + (row_number() over ())::int, f.kind, f.person_id, f.file, f.line, f.about
        from (select distinct kind from found) k
       cross join lateral (select * from found x where x.kind = k.kind limit ${mostOfAKind}) f)
    select kind, count(*)::int as count from found group by kind`);
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

/**
 * Everybody whose way up never ends, as it would be after the import, with their supervisor. Below a circle stand more
 * than go round in it: the rules tell.
 */
export async function endlessWays(tx: Tx, importId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.$queryRaw<{ id: string; boss: string }[]>(Prisma.sql`
    with recursive people as materialized (
      select p.id, coalesce(c.after ->> 'supervisorId', p.supervisor_id) as boss
        from person p left join roster_change c on c.import_id = ${importId} and c.person_id = p.id
       where p.status <> 'left' or c.kind = 'back'
      union all
      select c.person_id, c.after ->> 'supervisorId' from roster_change c
       where c.import_id = ${importId} and c.kind = 'new'),
    ends as (
      select a.id from people a where a.boss is null or not exists (select 1 from people b where b.id = a.boss)
      union all
      select a.id from people a join ends e on a.boss = e.id)
    select a.id, a.boss from people a where not exists (select 1 from ends e where e.id = a.id)`);
  return new Map(rows.map((row) => [row.id, row.boss]));
}

/** A circle is not made: whoever would go round in one keeps the supervisor that they have. */
export async function breakCircles(tx: Tx, compared: Compared, people: readonly string[]): Promise<number> {
  if (people.length === 0) return 0;
  const { importId } = compared;
  const ids = Prisma.sql`${[...people]}::text[]`;
  const count = await note(
    ...([tx, importId, 'circle', Prisma.empty] as const),
    Prisma.sql`select x.id as person_id, null::int as file, null::int as line,
                      coalesce(c.after ->> 'name', p.name) || ' → ' || coalesce(bc.after ->> 'name', bp.name, '?') as about
                 from unnest(${ids}) as x(id)
                 left join person p on p.id = x.id
                 left join roster_change c on c.import_id = ${importId} and c.person_id = x.id
                 left join person bp on bp.id = coalesce(c.after ->> 'supervisorId', p.supervisor_id)
                 left join roster_change bc on bc.import_id = ${importId}
                       and bc.person_id = coalesce(c.after ->> 'supervisorId', p.supervisor_id)`,
  );
  await tx.db.$executeRaw(Prisma.sql`
    update roster_change set after = after - 'supervisorId', before = before - 'supervisorId'
     where import_id = ${importId} and person_id = any(${ids}) and after ? 'supervisorId'`);
  await tx.db.$executeRaw(Prisma.sql`
    delete from roster_change where import_id = ${importId} and kind = 'changed' and after = '{}'::jsonb`);
  return count;
}

/** Whether the import proposes any supervisor at all; without one nothing needs to be followed upwards. */
export async function movesAnybody(reader: Reader, importId: string): Promise<boolean> {
  const [row] = await reader.db.$queryRaw<{ moves: boolean }[]>(Prisma.sql`
    select exists (select 1 from roster_change where import_id = ${importId} and after ? 'supervisorId') as moves`);
  return row?.moves === true;
}
