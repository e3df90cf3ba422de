/** The facts about a person that a file may change, in one spelling: as the roster has them, and as files say them. */
import { Prisma } from '../../../store/generated/client.ts';

/** Of `person p left join building b`. */
export const rosterFacts = Prisma.sql`jsonb_build_object(
  'name', p.name, 'email', p.email, 'employeeId', p.employee_id, 'jobTitle', p.job_title,
  'personType', p.person_type, 'building', b.name, 'supervisorId', p.supervisor_id, 'hireDate', p.hire_date,
  'dataAccess', p.data_access, 'groups', to_jsonb(coalesce(p.groups, '{}')))`;

/**
 * What the sources of one import say about everybody together: the later source goes before the earlier one. Rows that
 * are held back are left out. One row a person.
 */
export function saidBy(importOf: (source: string) => Prisma.Sql, sources: readonly string[]): Prisma.Sql {
  const [main = '', side] = sources;
  const rows = (source: string) => Prisma.sql`
    select person_id, is_new, email, employee_id, name, job_title, title_weak, person_type, building, supervisor,
           hire_date, data_access, groups, leaves, last_day, n, file, line
      from roster_row where import_id = ${importOf(source)} and source = ${source} and held is null`;
  if (side === undefined) return rows(main);
  return Prisma.sql`
    select coalesce(m.person_id, s.person_id) as person_id, coalesce(m.is_new, s.is_new) as is_new,
      coalesce(s.email, m.email) as email, coalesce(s.employee_id, m.employee_id) as employee_id,
      coalesce(s.name, m.name) as name, coalesce(s.job_title, m.job_title) as job_title,
      case when s.job_title is null then coalesce(m.title_weak, true) else s.title_weak end as title_weak,
      coalesce(s.person_type, m.person_type) as person_type, coalesce(s.building, m.building) as building,
      coalesce(s.supervisor, m.supervisor) as supervisor, coalesce(s.hire_date, m.hire_date) as hire_date,
      coalesce(s.data_access, m.data_access) as data_access, coalesce(s.groups, m.groups) as groups,
      coalesce(s.leaves, m.leaves) as leaves, coalesce(s.last_day, m.last_day) as last_day,
      coalesce(m.n, s.n) as n, coalesce(m.file, s.file) as file, coalesce(m.line, s.line) as line
    from (${rows(main)}) m full join (${rows(side)}) s on s.person_id = m.person_id`;
}

export const thisImport = (importId: string) => () => Prisma.sql`${importId}`;

/** Where each source's rows stand now; nothing before its first import. */
export const listedIn = (source: string) =>
  Prisma.sql`(select l.import_id from roster_listing l where l.source = ${source})`;
