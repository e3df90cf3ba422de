/** What stands beside OneRoster's users: names of schools, roles of 1.2, and whether a file is whole or only what changed. */
import { looksLikeSsn } from '../../../app/tables/ssn.ts';
import type { TableFile } from '../../../app/tables/table-file.ts';
import { plainHeader } from '../rules/columns.ts';
import { oneRosterRole } from '../rules/role-words.ts';
import type { StaffRole } from '../rules/row.ts';
import { RosterFault } from './fault.ts';
import { openTable, rowsOf, ssnWatch, type Table } from './table.ts';

export interface Manifest {
  /** Of a file of the set, by its name without ".csv": bulk, delta or absent. */
  readonly modeOf: (stem: string) => string | undefined;
}

/** No manifest says nothing. */
export async function readManifest(file: TableFile | undefined): Promise<Manifest> {
  const values = new Map<string, string>();
  if (file) {
    const table = await openTable(file);
    // its first line is a header by the standard, and a property in some exports
    for (const [name = '', value = ''] of [table.header]) values.set(name.toLowerCase(), value.toLowerCase());
    for await (const { cells } of rowsOf(table))
      values.set((cells[0] ?? '').trim().toLowerCase(), (cells[1] ?? '').trim().toLowerCase());
  }
  return { modeOf: (stem) => values.get(`file.${stem}`) };
}

export async function readOrgs(file: TableFile | undefined): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (!file) return names;
  const table = await openTable(file);
  const at = columnsOf(table, 'sourcedid', 'name');
  for await (const { line, cells } of rowsOf(table)) {
    const [key, name] = at.map((column) => cells[column]?.trim());
    if (looksLikeSsn(name ?? ''))
      throw new RosterFault({
        kind: 'ssn-value',
        ...{ file: file.name, line, column: (at[1] ?? 0) + 1, name: 'name' },
      });
    if (key && name) names.set(key, name.slice(0, 120));
  }
  return names;
}

export interface Roles {
  readonly of: ReadonlyMap<string, StaffRole>;
  /** Lines about students and families; nothing of them but the role was looked at. */
  readonly apart: number;
  /** Role words that are not OneRoster's, and how often. */
  readonly unknown: ReadonlyMap<string, number>;
  readonly table: Table;
}

/** Of several roles a primary one that goes on counts. Memory grows with the staff, not with the file. */
export async function readRoles(
  file: TableFile,
  given: {
    readonly staffRoles: readonly string[];
    readonly notSsn: readonly string[];
    readonly today: string;
  },
): Promise<Roles> {
  const table = await openTable(file);
  const [role, user, kind, org, end, status] = columnsOf(
    table,
    ...['role', 'usersourcedid', 'roletype', 'orgsourcedid', 'enddate', 'status'],
  );
  if (role === undefined || role < 0 || user === undefined || user < 0)
    throw new RosterFault({ kind: 'no-roles', file: file.name });
  const watch = ssnWatch(table, given.notSsn);
  const of = new Map<string, StaffRole & { readonly rank: number }>();
  const unknown = new Map<string, number>();
  let apart = 0;
  for await (const record of rowsOf(table)) {
    const { cells } = record;
    const meant = oneRosterRole(cells[role] ?? '', given.staffRoles);
    if (meant.kind === 'apart') apart += 1;
    if (meant.kind === 'unknown') count(unknown, cells[role] ?? '');
    if (meant.kind !== 'staff') continue;
    watch(record);
    const until = cells[end ?? -1]?.trim().slice(0, 10) ?? '';
    const over = (until !== '' && until < given.today) || /tobedeleted/i.test(cells[status ?? -1] ?? '');
    const rank = (over ? 0 : 2) + (/primary/i.test(cells[kind ?? -1] ?? '') ? 1 : 0);
    const key = cells[user]?.trim() ?? '';
    const before = of.get(key);
    if (key === '' || (before && before.rank >= rank)) continue;
    of.set(key, { title: meant.title, org: cells[org ?? -1]?.trim() || undefined, over, rank });
  }
  return { of, apart, unknown, table };
}

/** -1 for a column that is not there. */
function columnsOf(table: Table, ...names: readonly string[]): readonly number[] {
  const plain = table.header.map(plainHeader);
  return names.map((name) => plain.indexOf(name));
}

/** Role words are few; a misplaced column would have as many as there are rows. */
const mostWords = 50;

export function count(words: Map<string, number>, word: string): void {
  const known = words.get(word);
  if (known !== undefined || words.size < mostWords) words.set(word, (known ?? 0) + 1);
}
