/** Where unconfirmed lists stand on the plan's ladder: a page of those with a step due, and what became of them. */
import type { Rung } from '../../../policy/ladder.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import { isHere } from '../../duties/store/rungs.ts';
import type { RoundKind } from '../rules/rounds.ts';

export interface ListRung extends Rung {
  readonly id: string;
  readonly kind: RoundKind;
  readonly part: string;
  readonly holderId: string | undefined;
  /** Its holder is not at work on that day. */
  readonly away: boolean;
}

interface Row {
  readonly id: string;
  readonly kind: RoundKind;
  readonly part: string;
  readonly holder_id: string | null;
  readonly due_on: string;
  readonly opened_on: string;
  readonly stage: number;
  readonly told_on: string | null;
  readonly reminded_on: string | null;
  readonly shown_to: readonly string[];
  readonly away: boolean;
}

/** Whoever had the day's one reminder already is left for the next day. */
export async function listsDue(
  tx: Tx,
  { day, zone, limit }: { readonly day: string; readonly zone: string; readonly limit: number },
): Promise<readonly ListRung[]> {
  const rows = await tx.db.$queryRaw<Row[]>(Prisma.sql`
    SELECT l.id, l.kind, l.part, l.holder_id, l.due_on::text AS due_on, (r.opened_at AT TIME ZONE ${zone})::date::text AS opened_on,
           l.stage, l.told_on::text AS told_on, l.reminded_on::text AS reminded_on, l.shown_to,
           l.holder_id IS NOT NULL AND NOT EXISTS (SELECT FROM person p WHERE p.id = l.holder_id AND ${isHere(day)}) AS away
      FROM list_to_confirm l
      JOIN list_round r ON r.kind = l.kind AND r.as_of = l.as_of
      LEFT JOIN duty_person x ON x.person_id = l.holder_id
     WHERE l.confirmed_at IS NULL AND l.next_on <= ${day}::date
       AND (x.nudged_on IS NULL OR x.nudged_on < ${day}::date)
     ORDER BY l.next_on, l.id LIMIT ${limit}::int FOR UPDATE OF l`);
  return rows.map((row) => ({
    ...{
      id: row.id,
      kind: row.kind,
      part: row.part,
      stage: row.stage,
      shownTo: row.shown_to,
      reachable: true,
    },
    ...{ dueOn: row.due_on, openedOn: row.opened_on, countsFrom: undefined, snoozedUntil: undefined },
    ...{ holderId: row.holder_id ?? undefined, away: row.away },
    toldOn: row.told_on ?? undefined,
    remindedOn: row.reminded_on ?? undefined,
  }));
}

export interface ListClimbed {
  readonly id: string;
  readonly remind: boolean;
  readonly show: readonly string[];
  readonly stage: number;
  readonly nextOn: string | undefined;
}

export async function keepListSteps(tx: Tx, day: string, rows: readonly ListClimbed[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db.$executeRaw`
    UPDATE list_to_confirm l
       SET stage = c.stage, next_on = c.next_on,
           told_on = CASE WHEN c.remind THEN coalesce(l.told_on, ${day}::date) ELSE l.told_on END,
           reminded_on = CASE WHEN c.remind THEN ${day}::date ELSE l.reminded_on END,
           shown_to = l.shown_to || string_to_array(nullif(c.show, ''), ' '),
           shown_on = CASE WHEN c.show <> '' THEN coalesce(l.shown_on, ${day}::date) ELSE l.shown_on END
      FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ stage }) => stage)}::int[],
                  ${rows.map(({ nextOn }) => nextOn ?? null)}::date[], ${rows.map(({ remind }) => remind)}::bool[],
                  ${rows.map(({ show }) => show.join(' '))}::text[]) AS c (id, stage, next_on, remind, show)
     WHERE l.id = c.id AND l.confirmed_at IS NULL`;
}
