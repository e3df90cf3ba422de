/** Writes proposals into the roster, a page at a time: each is looked at again, for the roster may have moved on meanwhile. */
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import { rosterFacts } from './facts.ts';

export interface AppliedPage {
  /** Whose facts are now other ones. */
  readonly changed: readonly string[];
  /** Where it ended in the order of the file; nothing when nobody was left. */
  readonly last: number | undefined;
  readonly stale: number;
}

const pageSize = 1_000;

/** Buildings that no roster has named before, for all pages to come. */
export async function makeBuildings(tx: Tx, importId: string): Promise<void> {
  const rows = await tx.db.$queryRaw<{ name: string }[]>(Prisma.sql`
    select min(c.after ->> 'building') as name from roster_change c
     where c.import_id = ${importId} and c.after ? 'building'
       and not exists (select 1 from building b where lower(b.name) = lower(c.after ->> 'building'))
     group by lower(c.after ->> 'building')`);
  if (rows.length > 0)
    await tx.db.building.createMany({
      data: rows.map(({ name }) => ({ id: newId(), name })),
      skipDuplicates: true,
    });
}

const page = (importId: string, kinds: readonly string[], after: number, size = pageSize) => Prisma.sql`
  select c.n, c.person_id, c.kind, c.before, c.after from roster_change c
   where c.import_id = ${importId} and c.kind = any(${[...kinds]}::text[]) and c.state = 'proposed' and c.n > ${after}
   order by c.n limit ${size}`;

/** Somebody with this address or number may have been added by hand since: then nothing is added twice. */
export async function addPeople(tx: Tx, importId: string, after: number): Promise<AppliedPage> {
  const rows = await tx.db.$queryRaw<{ n: number; person_id: string; added: boolean }[]>(Prisma.sql`
    with page as materialized (${page(importId, ['new'], after)}),
    added as (
      insert into person (id, name, email, employee_id, job_title, person_type, building_id, supervisor_id, hire_date,
                          status, data_access, groups)
      select n.person_id, n.after ->> 'name', n.after ->> 'email', n.after ->> 'employeeId', n.after ->> 'jobTitle',
             n.after ->> 'personType', b.id,
             case when n.after ->> 'supervisorId' in (select y.person_id from page y) then n.after ->> 'supervisorId'
                  else (select s.id from person s where s.id = n.after ->> 'supervisorId') end,
             (n.after ->> 'hireDate')::date, 'active',
             coalesce((n.after ->> 'dataAccess')::boolean, false),
             case when n.after ? 'groups' then array(select jsonb_array_elements_text(n.after -> 'groups')) else '{}' end
        from page n
        left join building b on lower(b.name) = lower(n.after ->> 'building')
      on conflict do nothing returning id)
    select n.n, n.person_id, a.id is not null as added from page n left join added a on a.id = n.person_id`);
  const stale = rows.filter((row) => !row.added).map((row) => row.person_id);
  await markStale(tx, importId, stale);
  return {
    changed: rows.filter((row) => row.added).map((row) => row.person_id),
    last: lastOf(rows),
    stale: stale.length,
  };
}

/** Supervisors who came in a later page than the people below them. */
export async function linkSupervisors(tx: Tx, importId: string, after: number): Promise<number | undefined> {
  const rows = await tx.db.$queryRaw<{ n: number }[]>(Prisma.sql`
    with page as materialized (
      select c.n, c.person_id, c.after ->> 'supervisorId' as boss from roster_change c
       where c.import_id = ${importId} and c.kind = 'new' and c.state = 'proposed' and c.after ? 'supervisorId'
         and c.n > ${after}
       order by c.n limit ${5 * pageSize}),
    linked as (
      update person p set supervisor_id = n.boss from page n join person s on s.id = n.boss
       where p.id = n.person_id and p.supervisor_id is null)
    select n from page`);
  return lastOf(rows);
}

/** Only where the roster still says what it said when the change was shown; otherwise the proposal is stale, and kept as such. */
export async function changePeople(tx: Tx, importId: string, after: number): Promise<AppliedPage> {
  const looked = await tx.db.$queryRaw<
    { n: number; person_id: string; good: boolean; moves: boolean }[]
  >(Prisma.sql`
    with page as materialized (${page(importId, ['changed'], after)}),
    held as (select p.* from person p join page n on n.person_id = p.id order by p.id for update of p)
    select n.n, n.person_id, n.after ? 'email' as moves,
           p.id is not null and p.status <> 'left'
           and not exists (select 1 from jsonb_each(n.before) e where ${rosterFacts} -> e.key is distinct from e.value)
           and not exists (select 1 from person x where x.id <> n.person_id and x.employee_id = n.after ->> 'employeeId')
           and not exists (select 1 from person x where x.id <> n.person_id and x.email = n.after ->> 'email'
                            and x.id not in (select y.person_id from page y where y.after ? 'email'))
             as good
      from page n left join held p on p.id = n.person_id left join building b on b.id = p.building_id`);
  const good = looked.filter((row) => row.good).map((row) => row.person_id);
  const stale = looked.filter((row) => !row.good).map((row) => row.person_id);
  // Two people may change addresses with one another: nobody's is in the way while all of the page are off.
  const moving = looked.filter((row) => row.good && row.moves).map((row) => row.person_id);
  if (moving.length > 0)
    await tx.db.person.updateMany({ where: { id: { in: moving } }, data: { email: null } });
  await writeFacts(tx, importId, good);
  await markStale(tx, importId, stale);
  return { changed: good, last: lastOf(looked), stale: stale.length };
}

/** Of these people, what the import proposes. The caller has made sure that it may be written. */
export async function writeFacts(tx: Tx, importId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  const or = (field: string, now: Prisma.Sql, cast: Prisma.Sql = Prisma.empty) =>
    Prisma.sql`case when c.after ? ${field} then (c.after ->> ${field})${cast} else ${now} end`;
  await tx.db.$executeRaw(Prisma.sql`
    update person p set
      name = ${or('name', Prisma.sql`p.name`)}, email = ${or('email', Prisma.sql`p.email`)},
      employee_id = ${or('employeeId', Prisma.sql`p.employee_id`)},
      job_title = ${or('jobTitle', Prisma.sql`p.job_title`)}, person_type = ${or('personType', Prisma.sql`p.person_type`)},
      hire_date = ${or('hireDate', Prisma.sql`p.hire_date`, Prisma.sql`::date`)},
      data_access = ${or('dataAccess', Prisma.sql`p.data_access`, Prisma.sql`::boolean`)},
      building_id = case when c.after ? 'building'
        then (select b.id from building b where lower(b.name) = lower(c.after ->> 'building') limit 1) else p.building_id end,
      supervisor_id = case when c.after ? 'supervisorId'
        then coalesce((select s.id from person s where s.id = c.after ->> 'supervisorId'), p.supervisor_id)
        else p.supervisor_id end,
      groups = case when c.after ? 'groups'
        then array(select jsonb_array_elements_text(c.after -> 'groups')) else p.groups end
      from roster_change c
     where c.import_id = ${importId} and c.person_id = p.id and p.id = any(${[...people]}::text[])`);
}

export interface Returning {
  readonly n: number;
  readonly personId: string;
  /** YYYY-MM-DD. */
  readonly hireDate: string;
}

/** Those who left and are in the file again; the lifecycle brings them back one by one. */
export async function returning(
  tx: Tx,
  importId: string,
  after: number,
  size: number,
): Promise<readonly Returning[]> {
  const rows = await tx.db.$queryRaw<{ n: number; person_id: string; day: string }[]>(Prisma.sql`
    select n.n, n.person_id, n.after ->> 'hireDate' as day from (${page(importId, ['back'], after, size)}) n`);
  return rows.map((row) => ({ n: row.n, personId: row.person_id, hireDate: row.day }));
}

export async function markStale(tx: Tx, importId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await tx.db.rosterChange.updateMany({
    where: { importId, personId: { in: [...people] } },
    data: { state: 'stale' },
  });
}

function lastOf(rows: readonly { readonly n: number }[]): number | undefined {
  return rows.length === 0 ? undefined : Math.max(...rows.map((row) => row.n));
}

/** Nobody else has the address or the number that the import gives this person. */
export async function isFree(tx: Tx, importId: string, personId: string): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ free: boolean }[]>(Prisma.sql`
    select not exists (
      select 1 from roster_change c join person x on x.id <> c.person_id
          and (x.email = c.after ->> 'email' or x.employee_id = c.after ->> 'employeeId')
       where c.import_id = ${importId} and c.person_id = ${personId}) as free`);
  return row?.free === true;
}
