/** Opening balances from a file: every line is judged first, and either all of it is recorded or nothing. */
import { findStudentData } from '../../app/student-data.ts';
import { type OneTable, oneTable } from '../../app/tables/one-table.ts';
import type { Temporal } from '../../kernel/clock.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Store } from '../../store/store.ts';
import { type Balance, balanceColumns, type Column, judgeBalance } from './rules/balances.ts';
import { keyOf, knownAlready, rosterByEmail, writeBalances } from './store/balances.ts';

export interface Fault {
  /** Counted from 1, the header's own line. */
  readonly line: number;
  readonly says: string;
}

export type Imported =
  | {
      readonly kind: 'recorded';
      readonly rows: number;
      readonly recorded: number;
      /** On record already for that very day; left as it is. */
      readonly known: number;
      readonly met: number;
      readonly digest: string;
    }
  /** Nothing was kept. */
  | { readonly kind: 'faults'; readonly rows: number; readonly faults: readonly Fault[] }
  | { readonly kind: 'no-column'; readonly missing: readonly string[]; readonly header: readonly string[] }
  | { readonly kind: 'several-files'; readonly count: number }
  | { readonly kind: 'no-lines' }
  | { readonly kind: 'too-long'; readonly most: number };

/** More lines than a large district has people and duties; cut such a file. */
const mostRows = 500_000;
/** All of it in one transaction, which nobody waits for with a finger on a button. */
const writingMs = 600_000;

/** `byId`: who answers for it; null for whoever runs the program. Throws TableFault for a file that is no table. */
export async function importBalances(
  { store, policy }: { readonly store: Store; readonly policy: Policy },
  path: string,
  { now, byId }: { readonly now: Temporal.Instant; readonly byId: string | null },
): Promise<Imported> {
  const table = await oneTable(path);
  if ('files' in table) return { kind: 'several-files', count: table.files };
  const found = balanceColumns(table.header);
  if ('missing' in found) return { kind: 'no-column', missing: found.missing, header: table.header };
  const read = await judgeAll({ store, policy, now }, table.rows, found.columns);
  if (read.rows === 0) return { kind: 'no-lines' };
  if (read.rows > mostRows) return { kind: 'too-long', most: mostRows };
  if (read.faults.length > 0) return { kind: 'faults', rows: read.rows, faults: read.faults };
  const known = await knownAlready(store, policy.calendar.zone, read.balances);
  const fresh = read.balances.filter((one) => !known.has(keyOf(one)));
  const { digest } = table;
  const summary = { kind: 'recorded' as const, rows: read.rows, known: read.rows - fresh.length, digest };
  if (fresh.length === 0) return { ...summary, recorded: 0, met: 0 };
  const written = await store.transact(
    { personId: byId, surface: 'cli', now },
    async (tx) => {
      const done = await writeBalances(tx, policy, fresh, { personId: byId, batch: digest });
      tx.audit({
        what: 'balances.imported',
        facts: { digest, rows: read.rows, recorded: done.recorded, met: done.met },
      });
      return done;
    },
    { timeoutMs: writingMs },
  );
  return { ...summary, ...written };
}

async function judgeAll(
  { store, policy, now }: { readonly store: Store; readonly policy: Policy; readonly now: Temporal.Instant },
  rows: OneTable['rows'],
  columns: Readonly<Partial<Record<Column, number>>>,
): Promise<{
  readonly rows: number;
  readonly balances: readonly Balance[];
  readonly faults: readonly Fault[];
}> {
  const staff = await rosterByEmail(store);
  const today = policy.calendar.localDay(now).toString();
  const looksLikeStudentData = (text: string) => findStudentData(text).length > 0;
  const balances: Balance[] = [];
  const faults: Fault[] = [];
  const lines = new Map<string, number>();
  let count = 0;
  for await (const { line, cells } of rows) {
    // a spreadsheet keeps lines that somebody emptied
    if (cells.every((cell) => cell.trim() === '')) continue;
    count += 1;
    if (count > mostRows) break;
    const cell = (column: Column) => (cells[columns[column] ?? -1] ?? '').trim();
    const email = cell('email').toLowerCase();
    const judged = judgeBalance(
      policy,
      { email, duty: cell('duty'), metOn: cell('metOn'), note: cell('note') },
      staff.get(email),
      { today, looksLikeStudentData },
    );
    if (!judged.ok) {
      faults.push({ line, says: judged.says });
      continue;
    }
    const key = keyOf(judged.balance);
    const before = lines.get(key);
    if (before !== undefined) faults.push({ line, says: `says the same as line ${before}` });
    lines.set(key, before ?? line);
    balances.push(judged.balance);
  }
  return { rows: count, balances, faults };
}
