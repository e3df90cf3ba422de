/** The watched folder: what lies in it, what belongs together, and where it goes afterwards. */
import { lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files that make one roster: one file, one zip, one folder, or OneRoster's files side by side. */
export interface Unit {
  /** As people know it. */
  readonly name: string;
  /** What to read, and the staff side file where it lies beside a zip. */
  readonly main: string;
  readonly staff: string | undefined;
  /** Everything that is moved away with it, by name in the watched folder. */
  readonly entries: readonly string[];
  readonly files: readonly { readonly name: string; readonly size: number; readonly modifiedMs: number }[];
  readonly newestMs: number;
}

/** Where files go: below the watched folder. */
export const shelves = ['done', 'refused'] as const;
export type Shelf = (typeof shelves)[number];

const tables = /\.(csv|txt|tsv|tab)$/i;
/** As transfer programs call what they have not finished. */
const unfinished = /\.(part|partial|tmp|temp|filepart|crdownload|download|swp|lock)$|^[.~]/i;
/** The OneRoster set (1.1 and 1.2). Most of it is about students and is never opened, but it belongs together. */
const oneRosterNames = new Set(
  [
    ...[
      'academicsessions',
      'categories',
      'classes',
      'classresources',
      'courses',
      'courseresources',
      'demographics',
    ],
    ...[
      'enrollments',
      'lineitemlearningobjectiveids',
      'lineitems',
      'lineitemscorescales',
      'manifest',
      'orgs',
    ],
    ...['resources', 'resultlearningobjectiveids', 'results', 'resultscorescales', 'roles', 'scorescales'],
    ...['userprofiles', 'userresources', 'users', 'staff_ext'],
  ].map((name) => `${name}.csv`),
);

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly files: Unit['files'];
}

/** Oldest first. Links and whatever is neither file nor folder are not looked at. Makes the folder's shelves. */
export async function unitsIn(folder: string): Promise<readonly Unit[]> {
  for (const shelf of shelves) await mkdir(path.join(folder, shelf), { recursive: true });
  const entries: Entry[] = [];
  for (const found of await readdir(folder, { withFileTypes: true })) {
    if ((shelves as readonly string[]).includes(found.name) || unfinished.test(found.name)) continue;
    if (found.isFile()) {
      if (!tables.test(found.name) && !/\.zip$/i.test(found.name)) continue;
      const file = await lies(folder, found.name);
      if (file) entries.push({ name: found.name, isFolder: false, files: [file] });
    } else if (found.isDirectory()) entries.push(await folderEntry(folder, found.name));
  }
  return sorted(folder, entries).sort((a, b) => a.newestMs - b.newestMs || a.name.localeCompare(b.name));
}

async function folderEntry(folder: string, name: string): Promise<Entry> {
  const inside = await readdir(path.join(folder, name), { withFileTypes: true }).catch(() => undefined);
  // What can't be opened is one thing that is read in vain, so that somebody hears of it.
  const found = inside ? inside.filter((one) => one.isFile()).map((one) => `${name}/${one.name}`) : [name];
  const files = [];
  for (const one of found) files.push(await lies(folder, one));
  return { name, isFolder: true, files: files.filter((file) => file !== undefined) };
}

/** Nothing where it was taken away meanwhile. */
async function lies(folder: string, name: string): Promise<Unit['files'][number] | undefined> {
  const found = await lstat(path.join(folder, name)).catch(() => undefined);
  return found && { name, size: found.size, modifiedMs: Math.round(found.mtimeMs) };
}

function sorted(folder: string, all: readonly Entry[]): Unit[] {
  const hasUsers = all.some((entry) => !entry.isFolder && entry.name.toLowerCase() === 'users.csv');
  const isSet = (entry: Entry) => hasUsers && !entry.isFolder && oneRosterNames.has(entry.name.toLowerCase());
  const set = all.filter(isSet);
  const rest = all.filter((entry) => !isSet(entry) && (entry.files.length > 0 || !entry.isFolder));
  const units: Unit[] = set.length > 0 ? [unitOf('OneRoster files', folder, set)] : [];
  // A side file beside exactly one zip or folder goes with it.
  const staff = rest.find((entry) => /^staff_ext\.(csv|txt|tsv|tab)$/i.test(entry.name));
  const others = rest.filter((entry) => entry !== staff);
  const [only] = others;
  if (
    staff &&
    set.length === 0 &&
    others.length === 1 &&
    only &&
    (only.isFolder || /\.zip$/i.test(only.name))
  ) {
    const joined = unitOf(only.name, path.join(folder, only.name), [only, staff]);
    return [{ ...joined, staff: path.join(folder, staff.name) }];
  }
  for (const entry of rest) units.push(unitOf(entry.name, path.join(folder, entry.name), [entry]));
  return units;
}

function unitOf(name: string, main: string, entries: readonly Entry[]): Unit {
  const files = entries.flatMap((entry) => entry.files);
  return {
    ...{ name, main, files, staff: undefined },
    entries: entries.map((entry) => entry.name),
    newestMs: Math.max(0, ...files.map((file) => file.modifiedMs)),
  };
}

/**
 * Moves it out of the way, under the time so that nothing is overwritten; `why` goes into a text file beside it. Throws
 * what the file system throws.
 */
export async function putAway(
  folder: string,
  unit: Pick<Unit, 'name' | 'entries'>,
  shelf: Shelf,
  stamp: string,
  why: string | undefined,
): Promise<void> {
  const several = unit.entries.length > 1;
  const at = path.join(folder, shelf, ...(several ? [`${stamp} ${unit.name}`] : []));
  await mkdir(at, { recursive: true });
  // The reason first: a file that lies there without one would puzzle somebody.
  if (why !== undefined) await writeFile(path.join(folder, shelf, `${stamp} ${unit.name}.txt`), `${why}\n`);
  for (const entry of unit.entries)
    await rename(path.join(folder, entry), path.join(at, several ? entry : `${stamp} ${entry}`));
}
