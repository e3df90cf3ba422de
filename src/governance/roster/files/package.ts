/** What was handed in, sorted by what it is: OneRoster's files by their names, the staff file, or the one table there is. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type TableFile, tableFiles } from '../../../app/tables/table-file.ts';
import { RosterFault } from './fault.ts';

export interface Package {
  /** OneRoster's users, or whatever single table there is. */
  readonly main: TableFile | undefined;
  readonly roles: TableFile | undefined;
  readonly orgs: TableFile | undefined;
  readonly manifest: TableFile | undefined;
  /** The staff side file (C-04). */
  readonly staff: TableFile | undefined;
}

const tableNames = /\.(csv|txt|tsv|tab)$/;
const staffNames = /^staff(_ext|-ext)?\.(csv|txt|tsv|tab)$/;

/** `staffPath` is a side file that lies elsewhere. Files that are none of ours are not opened. Throws faults. */
export async function packageOf(given: string, staffPath?: string): Promise<Package> {
  const files = await unzipped(given, await tableFiles(given));
  const [beside] = staffPath === undefined ? [] : await tableFiles(staffPath);
  return sort(files, beside);
}

/** A folder with one zip in it, and nothing else but a staff file, is that zip. */
async function unzipped(given: string, files: readonly TableFile[]): Promise<readonly TableFile[]> {
  const [zip, ...others] = files.filter((file) => file.base.endsWith('.zip'));
  const isTable = ({ base }: TableFile) => tableNames.test(base) && !staffNames.test(base);
  if (!zip || others.length > 0 || files.some(isTable)) return files;
  if (!(await stat(given)).isDirectory())
    throw new RosterFault({ kind: 'zip', file: path.basename(given), why: 'nested' });
  const inside = await tableFiles(path.join(given, zip.name));
  return [...inside, ...files.filter((file) => file !== zip && staffNames.test(file.base))];
}

export function sort(files: readonly TableFile[], beside?: TableFile): Package {
  const [only] = files;
  if (files.length === 1 && only) {
    const isStaff = beside === undefined && staffNames.test(only.base);
    const none = { roles: undefined, orgs: undefined, manifest: undefined };
    return isStaff ? { main: undefined, ...none, staff: only } : { main: only, ...none, staff: beside };
  }
  const named = (stem: string) =>
    files.find((file) => tableNames.test(file.base) && file.base.replace(tableNames, '') === stem);
  const staff = beside ?? files.find((file) => staffNames.test(file.base));
  const [users, roles, orgs, manifest] = ['users', 'roles', 'orgs', 'manifest'].map(named);
  if (users) return { main: users, roles, orgs, manifest, staff };
  const tables = files.filter((file) => tableNames.test(file.base) && file !== staff);
  if (tables.length > 1 && !staff)
    throw new RosterFault({ kind: 'which-file', files: tables.map((one) => one.name) });
  if (tables.length === 0 && !staff) throw new RosterFault({ kind: 'no-roster-file' });
  return {
    main: staff ? undefined : tables[0],
    roles: undefined,
    orgs: undefined,
    manifest: undefined,
    staff,
  };
}
