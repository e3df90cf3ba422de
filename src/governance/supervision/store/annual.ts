/** The lines of the annual report as they stood on its day, with the remarks that were added since. */
import { dayToDate, Temporal } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { readTexts, writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Standing } from '../rules/standing.ts';
import { type List, listCase } from './lists.ts';

export interface AnnualLine {
  readonly personId: string;
  readonly listId: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly personType: string;
  readonly building: string | undefined;
  readonly status: 'active' | 'leave';
  readonly incomplete: boolean;
  readonly standing: Standing;
  readonly remark: string | undefined;
}

/** By name. */
export async function linesOf(
  reader: Reader,
  which: { readonly listId: string } | { readonly asOf: string },
): Promise<readonly AnnualLine[]> {
  const rows = await reader.db.annualLine.findMany({
    where:
      'listId' in which ? { listId: which.listId } : { asOf: dayToDate(Temporal.PlainDate.from(which.asOf)) },
    orderBy: [{ name: 'asc' }, { personId: 'asc' }],
  });
  const texts = await readTexts(reader, listCase, [...new Set(rows.map(({ listId }) => listId))]);
  return rows.map((row) => {
    const text = texts.get(row.listId)?.[remarkField(row.personId)];
    return {
      ...{ personId: row.personId, listId: row.listId, name: row.name, jobTitle: row.jobTitle },
      ...{ personType: row.personType, building: row.building ?? undefined, incomplete: row.incomplete },
      status: row.status as AnnualLine['status'],
      standing: row.standing as unknown as Standing,
      remark: text && (text.body ?? '(blanked)'),
    };
  });
}

function remarkField(personId: string): string {
  return `remark:${personId}`;
}

export async function addRemark(
  tx: Tx,
  list: Pick<List, 'id'>,
  personId: string,
  byId: string,
  remark: string,
): Promise<void> {
  const about = { kind: listCase, id: list.id };
  const hashes = await writeTexts(tx, about, byId, { [remarkField(personId)]: remark });
  tx.audit({ what: 'list.remarked', about, facts: { person: personId, texts: hashes } });
}

export interface Reconciled {
  /** By list part: how many people stand in such lists. */
  readonly parts: Readonly<Record<string, number>>;
  readonly active: number;
  readonly onLeave: number;
  readonly incomplete: number;
}

/** Counted over the lines themselves, to be held against the roster's own count of that day. */
export async function reconcile(reader: Reader, asOf: string): Promise<Reconciled> {
  const rows = await reader.db.$queryRaw<
    { part: string; active: number; on_leave: number; incomplete: number }[]
  >(Prisma.sql`
    SELECT l.part, (count(*) FILTER (WHERE a.status = 'active'))::int AS active,
           (count(*) FILTER (WHERE a.status = 'leave'))::int AS on_leave,
           (count(*) FILTER (WHERE a.incomplete))::int AS incomplete
      FROM annual_line a JOIN list_to_confirm l ON l.id = a.list_id
     WHERE a.as_of = ${asOf}::date GROUP BY l.part`);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    parts: Object.fromEntries(rows.map((row) => [row.part, row.active + row.on_leave])),
    active: sum((row) => row.active),
    onLeave: sum((row) => row.on_leave),
    incomplete: sum((row) => row.incomplete),
  };
}
