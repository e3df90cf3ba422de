/** Everybody whom an agreement binds, with their latest signature and what they still owe: one statement. */
import type { Calendar } from '../../../kernel/calendar.ts';
import { toInstant } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import type { SignedFacts } from '../rules/standing.ts';
import { ofThisEmployment } from './wanting.ts';

export interface RegisterRow {
  readonly personId: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly jobTitle: string;
  readonly personType: string;
  readonly status: 'active' | 'leave' | 'left';
  readonly building: string | undefined;
  /** YYYY-MM-DD. */
  readonly hireDate: string;
  readonly latest:
    | (SignedFacts & {
        readonly id: string;
        readonly way: string;
        readonly keptAt: string | undefined;
        readonly seal: string;
      })
    | undefined;
  /** Of the open obligation, YYYY-MM-DD. */
  readonly openDue: string | undefined;
  readonly rule: string | undefined;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly job_title: string;
  readonly person_type: string;
  readonly status: 'active' | 'leave' | 'left';
  readonly building: string | null;
  readonly hire_date: string;
  readonly signature_id: string | null;
  readonly version: number | null;
  readonly way: string | null;
  readonly signed_at: Date | null;
  readonly paper_date: string | null;
  readonly paper_kept_at: string | null;
  readonly seal: string | null;
  readonly due_on: string | null;
  readonly rule: string | null;
}

/** By name. People who left stay in it while a signature of theirs is kept (R047); nothing is owed by them. */
export async function registerOf(
  reader: Reader,
  calendar: Calendar,
  agreement: string,
  personTypes: readonly string[],
): Promise<readonly RegisterRow[]> {
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    select p.id, p.name, p.email, p.job_title, p.person_type, p.status, b.name as building,
           to_char(p.hire_date, 'YYYY-MM-DD') as hire_date,
           s.id as signature_id, s.version, s.way, s.signed_at, s.seal, s.paper_kept_at,
           to_char(s.paper_date, 'YYYY-MM-DD') as paper_date,
           to_char(o.due_on, 'YYYY-MM-DD') as due_on, o.rule
      from person p
      left join building b on b.id = p.building_id
      left join lateral (select * from signature s where s.person_id = p.id and s.agreement = ${agreement}
                            and (p.status = 'left' or ${ofThisEmployment})
                          order by s.signed_at desc, s.id limit 1) s on true
      left join lateral (select * from obligation y where y.person_id = p.id and y.duty = ${agreement}
                          and y.met_at is null and y.replaced_at is null order by y.due_on limit 1) o on true
     where (p.status <> 'left' and p.person_type = any(${[...personTypes]}::text[])) or s.id is not null
     order by p.name, p.id`);
  return rows.map((row) => fromRow(row, calendar));
}

function fromRow(row: Row, calendar: Calendar): RegisterRow {
  const left = row.status === 'left';
  return {
    personId: row.id,
    name: row.name,
    email: row.email ?? undefined,
    jobTitle: row.job_title,
    personType: row.person_type,
    status: row.status,
    building: row.building ?? undefined,
    hireDate: row.hire_date,
    latest:
      row.signature_id && row.signed_at
        ? {
            id: row.signature_id,
            version: row.version ?? 0,
            way: row.way ?? '',
            signedOn: row.paper_date ?? localDay(calendar, row.signed_at),
            keptAt: row.paper_kept_at ?? undefined,
            seal: row.seal ?? '',
          }
        : undefined,
    openDue: left ? undefined : (row.due_on ?? undefined),
    rule: left ? undefined : (row.rule ?? undefined),
  };
}

function localDay(calendar: Calendar, date: Date): string {
  return calendar.localDay(toInstant(date)).toString();
}
