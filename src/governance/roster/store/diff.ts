/** What an import would change, found in a few statements over all its rows, and written as proposals. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import { listedIn, rosterFacts, saidBy, thisImport } from './facts.ts';

export interface Compared {
  readonly importId: string;
  readonly sources: readonly string[];
  readonly mode: 'bulk' | 'delta';
  /** YYYY-MM-DD. */
  readonly today: string;
}

/**
 * `said` is what the files say now, `earlier` what the same sources said the last time. `bosses` is whom they name as a
 * supervisor: somebody of these files first, else of the roster.
 */
export function ground({ importId, sources }: Pick<Compared, 'importId' | 'sources'>): Prisma.Sql {
  return Prisma.sql`
    said as materialized (${saidBy(thisImport(importId), sources)}),
    earlier as materialized (${saidBy(listedIn, sources)}),
    refs as (
      select ref, min(person_id) as id from (
        select 'mail:' || email as ref, person_id from said where email is not null
        union all select 'id:' || employee_id, person_id from said where employee_id is not null) r group by ref),
    known as (
      select 'mail:' || email as ref, id from person where email is not null
      union all select 'id:' || employee_id, id from person where employee_id is not null),
    bosses as (
      select s.person_id, coalesce(r.id, k.id) as id from said s
        left join refs r on r.ref = s.supervisor
        left join known k on k.ref = s.supervisor
       where s.supervisor is not null and s.leaves is null)`;
}

/** Of `s`, with its building `sb` and its supervisor `o`: what is not said is not in it. */
function saysNow(title: Prisma.Sql, type: Prisma.Sql, hired: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`jsonb_strip_nulls(jsonb_build_object(
    'name', s.name, 'email', s.email, 'employeeId', s.employee_id, 'jobTitle', ${title}, 'personType', ${type},
    'building', coalesce(sb.name, s.building), 'supervisorId', nullif(o.id, s.person_id), 'hireDate', ${hired},
    'dataAccess', s.data_access, 'groups', to_jsonb(s.groups)))`;
}

/** Somebody without a hire date counts as hired on the day when a file first had them (our rule); it is listed as a gap. */
export async function proposeNew(tx: Tx, compared: Compared): Promise<void> {
  const says = saysNow(
    Prisma.sql`coalesce(s.job_title, 'Staff')`,
    Prisma.sql`coalesce(s.person_type, 'employee')`,
    Prisma.sql`coalesce(s.hire_date, ${compared.today}::date)`,
  );
  await tx.db.$executeRaw(Prisma.sql`
    with ${ground(compared)}
    insert into roster_change (import_id, n, person_id, kind, before, after, state)
    select ${compared.importId}, s.n, s.person_id, 'new', '{}', ${says}, 'proposed'
      from said s
      left join building sb on lower(sb.name) = lower(s.building)
      left join bosses o on o.person_id = s.person_id
     where s.is_new and s.leaves is null`);
}

/**
 * Changed and back. A field is proposed when the file has it, it differs from the roster, and the file said something
 * else the last time: what a person corrected here since is not undone by a file that merely says it again. Whoever has
 * left here comes back only when the file had dropped them meanwhile (domain T7: with a new hire date).
 */
export async function proposeChanges(tx: Tx, compared: Compared): Promise<void> {
  const { importId, today } = compared;
  // A bare role overrules a title only when the role itself is another one than before.
  const title = Prisma.sql`case when not s.title_weak or (q.person_id is not null and q.job_title is distinct from s.job_title)
                                then s.job_title end`;
  await tx.db.$executeRaw(Prisma.sql`
    with ${ground(compared)},
    facts as (
      select s.n, s.person_id, p.status, p.hire_date, q.person_id is null as first_time, q.leaves is not null as was_leaving,
             case when p.left_on < s.hire_date then s.hire_date else ${today}::date end as hired_again,
             ${rosterFacts} as has,
             ${saysNow(title, Prisma.sql`s.person_type`, Prisma.sql`s.hire_date`)} as says,
             jsonb_build_object(
               'name', q.name, 'email', q.email, 'employeeId', q.employee_id, 'jobTitle', q.job_title,
               'personType', q.person_type,
               'building', case when q.building = s.building then coalesce(sb.name, s.building) else q.building end,
               'supervisorId', case when q.supervisor = s.supervisor then nullif(o.id, s.person_id) end,
               'hireDate', q.hire_date, 'dataAccess', q.data_access, 'groups', to_jsonb(q.groups)) as said_before
        from said s
        join person p on p.id = s.person_id
        left join building b on b.id = p.building_id
        left join building sb on lower(sb.name) = lower(s.building)
        left join earlier q on q.person_id = s.person_id
        left join bosses o on o.person_id = s.person_id
       where s.leaves is null and not s.is_new)
    insert into roster_change (import_id, n, person_id, kind, before, after, state)
    select ${importId}, f.n, f.person_id, case when f.status = 'left' then 'back' else 'changed' end,
           case when f.status = 'left' then coalesce(d.was, '{}') || jsonb_build_object('hireDate', f.hire_date)
                else d.was end,
           case when f.status = 'left' then coalesce(d.will, '{}') || jsonb_build_object('hireDate', f.hired_again)
                else d.will end,
           'proposed'
      from facts f
      left join lateral (
        select jsonb_object_agg(e.key, f.has -> e.key) as was, jsonb_object_agg(e.key, e.value) as will
          from jsonb_each(f.says) e
         where f.has -> e.key is distinct from e.value
           and (f.first_time or f.said_before -> e.key is distinct from e.value)) d on true
     where case when f.status = 'left' then f.first_time or f.was_leaving else d.will is not null end`);
}

/** Asked and not answered yet: such a question is not put twice. */
const asked = Prisma.sql`exists (select 1 from roster_change g where g.person_id = p.id and g.state = 'open')`;

/** Whom the file itself says to be gone, unless it said so the last time already. */
export async function proposeLeavers(tx: Tx, compared: Compared): Promise<void> {
  await tx.db.$executeRaw(Prisma.sql`
    with ${ground(compared)}
    insert into roster_change (import_id, n, person_id, kind, before, after, state, reason, last_day)
    select ${compared.importId}, s.n, p.id, 'gone', '{}', '{}', 'proposed', s.leaves, s.last_day
      from said s join person p on p.id = s.person_id left join earlier q on q.person_id = p.id
     where s.leaves is not null and p.status <> 'left' and q.leaves is distinct from s.leaves and not ${asked}`);
}

/**
 * Whom a whole file lacks: those that its source listed before. A source's first file is held against everybody whom no
 * other source listed and who is of a kind that it speaks of: a file of teachers says nothing about the board.
 */
export async function proposeMissing(tx: Tx, { importId, sources }: Compared): Promise<void> {
  const listed = sources.map(
    (source) => Prisma.sql`
      select r.person_id from roster_row r
       where r.import_id = ${listedIn(source)} and r.source = ${source} and r.leaves is null`,
  );
  const anyFirst = Prisma.join(
    sources.map(
      (source) => Prisma.sql`not exists (select 1 from roster_listing l where l.source = ${source})`,
    ),
    ' or ',
  );
  await tx.db.$executeRaw(Prisma.sql`
    with mine as (select * from roster_row where import_id = ${importId}),
    kinds as (select distinct coalesce(p.person_type, m.person_type, 'employee') as kind
                from mine m left join person p on p.id = m.person_id),
    candidates as (
      ${Prisma.join(listed, ' union ')}
      union
      select p.id from person p
       where (${anyFirst}) and p.person_type in (select kind from kinds)
         and not exists (select 1 from roster_row r join roster_listing l on l.import_id = r.import_id and l.source = r.source
                          where r.person_id = p.id)
         and not exists (select 1 from roster_change g where g.person_id = p.id and g.kind = 'gone' and g.state = 'kept'))
    insert into roster_change (import_id, n, person_id, kind, before, after, state, reason)
    select ${importId}, (select coalesce(max(n), 0) from mine) + (row_number() over (order by p.name, p.id))::int,
           p.id, 'gone', '{}', '{}', 'proposed', 'missing'
      from candidates c join person p on p.id = c.person_id
     where p.status <> 'left' and not ${asked}
       and not exists (select 1 from mine m where m.person_id = p.id)
       and not exists (select 1 from mine m where m.email = p.email)
       and not exists (select 1 from mine m where m.employee_id = p.employee_id)`);
}

export interface DiffCounts {
  readonly new: number;
  readonly changed: number;
  readonly back: number;
  readonly gone: number;
  readonly held: number;
  readonly same: number;
  /** People at work whom the file speaks for, those whom it lacks among them. */
  readonly known: number;
}

export async function countDiff(tx: Tx, importId: string): Promise<DiffCounts> {
  const [row] = await tx.db.$queryRaw<DiffCounts[]>(Prisma.sql`
    select count(*) filter (where kind = 'new')::int as new, count(*) filter (where kind = 'changed')::int as changed,
           count(*) filter (where kind = 'back')::int as back, count(*) filter (where kind = 'gone')::int as gone,
           (select count(*)::int from roster_row where import_id = ${importId} and held is not null) as held,
           (select count(distinct r.person_id)::int from roster_row r where r.import_id = ${importId} and r.held is null
               and not exists (select 1 from roster_change c where c.import_id = ${importId}
                                and c.person_id = r.person_id)) as same,
           (select count(*)::int from person p where p.status <> 'left'
               and (exists (select 1 from roster_row r where r.import_id = ${importId} and r.person_id = p.id)
                 or exists (select 1 from roster_change c where c.import_id = ${importId} and c.person_id = p.id
                             and c.kind = 'gone'))) as known
      from roster_change where import_id = ${importId}`);
  return row ?? { new: 0, changed: 0, back: 0, gone: 0, held: 0, same: 0, known: 0 };
}

/** SHA-256 over what is proposed, in the order of the file: the one line in the audit trail that stands for all of it. */
export async function digestOfDiff(tx: Tx, importId: string): Promise<string> {
  const [row] = await tx.db.$queryRaw<{ digest: string }[]>(Prisma.sql`
    select encode(sha256(convert_to(coalesce(string_agg(
             c.person_id || ' ' || c.kind || ' ' || c.before::text || ' ' || c.after::text || ' ' || coalesce(c.reason, ''),
             E'\n' order by c.n), ''), 'UTF8')), 'hex') as digest
      from roster_change c where c.import_id = ${importId}`);
  return row?.digest ?? '';
}
