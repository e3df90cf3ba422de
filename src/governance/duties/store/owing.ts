/** What people owe as others may see it: supervisors and roles, never before the person was told. For digests and reports. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import { isOpen } from './rungs.ts';

/** Days are YYYY-MM-DD. */
export interface Owing {
  readonly id: string;
  readonly personId: string;
  readonly duty: string;
  readonly dueOn: string;
  readonly rule: string;
  /** The first reminder that named it. */
  readonly toldOn: string | undefined;
  /** The last reminder of anything, by the ladder or by a supervisor's button: each names everything that is owed. */
  readonly remindedOn: string | undefined;
  readonly reminders: number;
  /** `supervisor`, or roles. */
  readonly shownTo: readonly string[];
}

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly duty: string;
  readonly due_on: string;
  readonly rule: string;
  readonly told_on: string | null;
  readonly reminded_on: string | null;
  readonly reminders: number;
  readonly shown_to: readonly string[];
}

async function read(reader: Reader, where: Prisma.Sql): Promise<readonly Owing[]> {
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    SELECT o.id, o.person_id, o.duty, o.due_on::text AS due_on, o.rule, o.told_on::text AS told_on, o.reminders,
           greatest(o.reminded_on, CASE WHEN o.told_on IS NOT NULL THEN x.nudged_on END)::text AS reminded_on,
           ARRAY(SELECT s.shown_to FROM obligation_shown s WHERE s.obligation_id = o.id ORDER BY 1) AS shown_to
      FROM obligation o
      JOIN person p ON p.id = o.person_id
      LEFT JOIN duty_person x ON x.person_id = o.person_id
     WHERE ${where} ORDER BY o.due_on, o.person_id, o.duty`);
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    duty: row.duty,
    dueOn: row.due_on,
    rule: row.rule,
    toldOn: row.told_on ?? undefined,
    remindedOn: row.reminded_on ?? undefined,
    reminders: row.reminders,
    shownTo: row.shown_to,
  }));
}

/** Open duties of these supervisors' direct reports, due by `until` or late, that the report was told of before `today`. */
export function owedByReports(
  reader: Reader,
  supervisorIds: readonly string[],
  { today, until }: { readonly today: string; readonly until: string },
): Promise<readonly Owing[]> {
  return read(
    reader,
    Prisma.sql`${isOpen} AND p.supervisor_id = ANY (${[...supervisorIds]}::text[]) AND p.status <> 'left'
      AND o.due_on <= ${until}::date AND o.told_on < ${today}::date`,
  );
}

/** Open duties that the ladders show to the holders of a role, or with `supervisor` to each person's supervisor. */
export function shownTo(reader: Reader, role: string): Promise<readonly Owing[]> {
  return read(
    reader,
    Prisma.sql`${isOpen} AND p.status <> 'left'
      AND EXISTS (SELECT FROM obligation_shown s WHERE s.obligation_id = o.id AND s.shown_to = ${role})`,
  );
}

/** Everything open of these people, told or not: for the people themselves, Human Resources and reports. */
export function owedBy(reader: Reader, personIds: readonly string[]): Promise<readonly Owing[]> {
  return read(reader, Prisma.sql`${isOpen} AND o.person_id = ANY (${[...personIds]}::text[])`);
}

/** By obligation: the open ones of these. */
export function owingById(reader: Reader, ids: readonly string[]): Promise<readonly Owing[]> {
  return read(reader, Prisma.sql`${isOpen} AND o.id = ANY (${[...ids]}::text[])`);
}

/**
 * What was open at the end of a day, by a page of people in the order of ids: what a report on that day says. `until`
 * is the instant at which the day ended; due dates are for the caller to judge.
 */
export function openAt(
  reader: Reader,
  until: Date,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly Owing[]> {
  return read(
    reader,
    Prisma.sql`o.opened_at <= ${until} AND (o.met_at IS NULL OR o.met_at > ${until})
      AND (o.replaced_at IS NULL OR o.replaced_at > ${until})
      AND o.person_id IN (SELECT id FROM person WHERE id > ${page.after} ORDER BY id LIMIT ${page.limit}::int)`,
  );
}
