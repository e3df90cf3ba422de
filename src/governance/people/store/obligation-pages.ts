/** Opening and replacing what many people owe, a page of rows in one statement each: for sweeps and imports. */
import { toIso } from '../../../kernel/clock.ts';
import { canonicalJson, sha256 } from '../../../kernel/hash.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../store/tx.ts';

/** Days are YYYY-MM-DD. */
export interface ToOpen {
  readonly personId: string;
  readonly duty: string;
  readonly dueOn: string;
  readonly rule: string;
  readonly basis?: string | undefined;
  readonly countsFrom?: string | undefined;
  /** The ladder's first day. */
  readonly nextOn: string | undefined;
  /** An obligation that was late and still is: its person has been through what the ladder did so far. */
  readonly goesOnFrom?: string | undefined;
}

export type ReplacedFor = 'facts' | 'not-owed' | 'exempt' | 'left';

/** Where somebody else opened the same duty meanwhile, that one stands. Returns how many were opened. */
export async function openMany(tx: Tx, rows: readonly ToOpen[]): Promise<number> {
  if (rows.length === 0) return 0;
  const ids = rows.map(() => newId());
  const opened = await tx.db.$executeRaw`
    INSERT INTO obligation (id, person_id, duty, due_on, rule, basis, counts_from, opened_at, next_on,
                            stage, reminders, told_on, reminded_on)
    SELECT n.id, n.person_id, n.duty, n.due_on, n.rule, n.basis, n.counts_from, ${toIso(tx.now)}::timestamptz,
           coalesce(o.next_on, n.next_on), coalesce(o.stage, 0), coalesce(o.reminders, 0), o.told_on, o.reminded_on
      FROM unnest(${ids}::text[], ${rows.map((row) => row.personId)}::text[], ${rows.map((row) => row.duty)}::text[],
                  ${rows.map((row) => row.dueOn)}::date[], ${rows.map((row) => row.rule)}::text[],
                  ${rows.map((row) => row.basis ?? null)}::text[], ${rows.map((row) => row.countsFrom ?? null)}::date[],
                  ${rows.map((row) => row.nextOn ?? null)}::date[], ${rows.map((row) => row.goesOnFrom ?? null)}::text[])
        AS n (id, person_id, duty, due_on, rule, basis, counts_from, next_on, goes_on_from)
      LEFT JOIN obligation o ON o.id = n.goes_on_from
        ON CONFLICT (person_id, duty) WHERE met_at IS NULL AND replaced_at IS NULL DO NOTHING`;
  const going = rows.flatMap(({ goesOnFrom }, at) => (goesOnFrom ? [{ from: goesOnFrom, to: ids[at] }] : []));
  if (going.length > 0)
    await tx.db.$executeRaw`
      INSERT INTO obligation_shown (obligation_id, shown_to, shown_on)
      SELECT n.to_id, s.shown_to, s.shown_on
        FROM unnest(${going.map(({ from }) => from)}::text[], ${going.map(({ to }) => to)}::text[]) AS n (from_id, to_id)
        JOIN obligation_shown s ON s.obligation_id = n.from_id
        JOIN obligation o ON o.id = n.to_id`;
  return opened;
}

/** What is no longer open stays as it is. Cards that show it are drawn anew. */
export async function replaceMany(
  tx: Tx,
  rows: readonly { readonly id: string; readonly reason: ReplacedFor }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  return tx.db.$executeRaw`
    UPDATE obligation o
       SET replaced_at = ${toIso(tx.now)}::timestamptz, replaced_for = r.reason, next_on = NULL
      FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ reason }) => reason)}::text[]) AS r (id, reason)
     WHERE o.id = r.id AND o.met_at IS NULL AND o.replaced_at IS NULL`;
}

/** The mark of a whole page in its one audit line: which rows, in which order. */
export function digestOf(rows: readonly object[]): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(rows))));
}
