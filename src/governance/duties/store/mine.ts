/** What people owe as they see it themselves: where it stands, who else is shown it, and when they last did it. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import type { Owed } from '../rules/list.ts';
import { fromRow, isOpen, type RungRow, rungColumns } from './rungs.ts';

interface Row extends RungRow {
  readonly rule: string;
  readonly snoozes: number;
  readonly shown: readonly (readonly [string, string])[] | null;
  readonly last_done: string | null;
}

/** Open ones, by date; or one of them by its id. */
export async function owedOf(
  reader: Reader,
  zone: string,
  which: { readonly personIds: readonly string[] } | { readonly id: string },
): Promise<readonly Owed[]> {
  const where =
    'id' in which
      ? Prisma.sql`o.id = ${which.id}`
      : Prisma.sql`o.person_id = ANY (${[...which.personIds]}::text[])`;
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    SELECT ${rungColumns(zone)}, false AS unreachable, o.rule, o.snoozes,
           (SELECT json_agg(json_build_array(s.shown_to, s.shown_on) ORDER BY s.shown_on, s.shown_to)
              FROM obligation_shown s WHERE s.obligation_id = o.id) AS shown,
           (SELECT max(coalesce(d.done_on, (d.done_at AT TIME ZONE ${zone})::date))::text FROM duty_done d
             WHERE d.person_id = o.person_id AND d.duty = o.duty AND NOT d.past AND d.taken_back_at IS NULL) AS last_done
      FROM obligation o WHERE ${isOpen} AND ${where} ORDER BY o.due_on, o.duty`);
  return rows.map((row) => ({
    ...fromRow(row),
    rule: row.rule,
    snoozes: row.snoozes,
    shown: (row.shown ?? []).map(([to, on]) => ({ to, on })),
    lastDoneOn: row.last_done ?? undefined,
  }));
}

/** Whether a reminder of that day has gone out: one that has not is not worth sending once all is done. */
export async function wasReminded(
  reader: Reader,
  personId: string,
  notice: string,
  day: string,
): Promise<boolean> {
  const sent = await reader.db.outbox.count({
    where: { personId, notice, state: 'sent', facts: { path: ['day'], equals: day } },
  });
  return sent > 0;
}
