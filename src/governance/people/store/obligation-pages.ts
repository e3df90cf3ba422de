/** Opening and replacing what many people owe, a page of rows in one statement each: for sweeps and imports. */
import { alike } from '../../../kernel/alike.ts';
import { toIso } from '../../../kernel/clock.ts';
import { sha256 } from '../../../kernel/hash.ts';
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

/**
 * Where somebody else opened the same duty meanwhile, that one stands. Returns how many were opened. What many people owe
 * alike is sent once, with all of their names: the rule alone is longer than the rest of a row.
 */
export async function openMany(tx: Tx, rows: readonly ToOpen[]): Promise<number> {
  if (rows.length === 0) return 0;
  const named = rows.map((row) => ({ id: newId(), row }));
  const groups = alike(named, ({ row }) => sharedBy(row));
  const column = (value: (row: ToOpen) => string | undefined) =>
    groups.map(([first]) => (first && value(first.row)) ?? null);
  // Ids have no spaces.
  const ids = groups.map((group) => group.map(({ id }) => id).join(' '));
  const people = groups.map((group) => group.map(({ row }) => row.personId).join(' '));
  const opened = await tx.db.$executeRaw`
    INSERT INTO obligation (id, person_id, duty, due_on, rule, basis, counts_from, opened_at, next_on)
    SELECT n.id, n.person_id, g.duty, g.due_on, g.rule, g.basis, g.counts_from, ${toIso(tx.now)}::timestamptz, g.next_on
      FROM unnest(${ids}::text[], ${people}::text[], ${column(({ duty }) => duty)}::text[],
                  ${column(({ dueOn }) => dueOn)}::date[], ${column(({ rule }) => rule)}::text[],
                  ${column(({ basis }) => basis)}::text[], ${column(({ countsFrom }) => countsFrom)}::date[],
                  ${column(({ nextOn }) => nextOn)}::date[])
        AS g (ids, people, duty, due_on, rule, basis, counts_from, next_on)
     CROSS JOIN LATERAL unnest(string_to_array(g.ids, ' '), string_to_array(g.people, ' ')) AS n (id, person_id)
        ON CONFLICT (person_id, duty) WHERE met_at IS NULL AND replaced_at IS NULL DO NOTHING`;
  await goOn(
    tx,
    named.flatMap(({ id, row }) => (row.goesOnFrom ? [{ from: row.goesOnFrom, to: id }] : [])),
  );
  return opened;
}

function sharedBy({ duty, dueOn, rule, basis, countsFrom, nextOn }: ToOpen): string {
  return `${duty}\n${dueOn}\n${rule}\n${basis}\n${countsFrom}\n${nextOn}`;
}

/** What the ladder did for the one before counts for the one that took its place. */
async function goOn(tx: Tx, rows: readonly { readonly from: string; readonly to: string }[]): Promise<void> {
  if (rows.length === 0) return;
  const [from, to] = [rows.map((row) => row.from), rows.map((row) => row.to)];
  await tx.db.$executeRaw`
    UPDATE obligation o
       SET stage = before.stage, stepped_on = before.stepped_on, next_on = coalesce(before.next_on, o.next_on), reminders = before.reminders,
           told_on = before.told_on, reminded_on = before.reminded_on
      FROM unnest(${from}::text[], ${to}::text[]) AS n (from_id, to_id) JOIN obligation before ON before.id = n.from_id
     WHERE o.id = n.to_id`;
  await tx.db.$executeRaw`
    INSERT INTO obligation_shown (obligation_id, shown_to, shown_on)
    SELECT n.to_id, s.shown_to, s.shown_on
      FROM unnest(${from}::text[], ${to}::text[]) AS n (from_id, to_id)
      JOIN obligation_shown s ON s.obligation_id = n.from_id
      JOIN obligation o ON o.id = n.to_id`;
}

/**
 * What is no longer open stays as it is. Cards that show it are drawn anew. (Open is asked in one breath, so that rows are
 * found by their key and not through the index of all that is open.)
 */
export async function replaceMany(
  tx: Tx,
  rows: readonly { readonly id: string; readonly reason: ReplacedFor }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  return tx.db.$executeRaw`
    UPDATE obligation o
       SET replaced_at = ${toIso(tx.now)}::timestamptz, replaced_for = r.reason, next_on = NULL
      FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ reason }) => reason)}::text[]) AS r (id, reason)
     WHERE o.id = r.id AND coalesce(o.met_at, o.replaced_at) IS NULL`;
}

/** The mark of a whole page in its one audit line: which rows, in which order. */
export function digestOf(rows: readonly object[]): string {
  return sha256(JSON.stringify(rows));
}
