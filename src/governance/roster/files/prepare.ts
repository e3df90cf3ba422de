/** The first reading of a roster file: everything that could stop it is found here, before anything is stored. */
import { canonicalJson, type Json, sha256 } from '../../../kernel/hash.ts';
import { emailOf } from '../rules/cells.ts';
import { plainHeader } from '../rules/columns.ts';
import { isInvented } from '../rules/invented.ts';
import { type Answers, type Layout, layoutOf, signatureOf, withAnswers } from '../rules/layout.ts';
import { isShowable } from '../rules/role-words.ts';
import { type RowContext, whose } from '../rules/row.ts';
import { RosterFault } from './fault.ts';
import { count, readManifest, readOrgs, readRoles } from './oneroster.ts';
import type { Package } from './package.ts';
import { batchesOf, openTable, ssnWatch, type Table } from './table.ts';

/** One table of people, with what is needed to read its rows. */
export interface Part {
  readonly table: Table;
  readonly context: RowContext;
  /** Answers that it was read with, to be kept for the next time. */
  readonly answers: Answers;
}

export interface Prepared {
  readonly mode: 'bulk' | 'delta';
  /** The staff side file comes last: what it says goes before what OneRoster says. */
  readonly parts: readonly Part[];
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly encoding: string }[];
  /** SHA-256 over all that was read, and how: the same file with another answer is not the same. */
  readonly digest: string;
  /** Rows about staff. */
  readonly staff: number;
  /** Rows of students and their families, dropped unread. */
  readonly apart: number;
  /** Rows whose role nobody knows, not read either, by that word. */
  readonly unknownRoles: Readonly<Record<string, number>>;
}

export interface Preparing {
  readonly today: string;
  /** Somebody said that the file has only what changed; a manifest says so itself. */
  readonly delta: boolean;
  readonly answers: Answers;
  /** In the sample district only invented people may come; a person may vouch for them. */
  readonly inventedOnly: boolean;
  readonly saved: (signature: string) => Promise<Answers | undefined>;
  /** OneRoster's keys of those whom earlier files listed: a delta of 1.2 need not repeat their roles. */
  readonly knownKeys: () => Promise<ReadonlySet<string>>;
}

/** How far it is, between 0 and 1. */
export type Share = number;

export async function* prepare(found: Package, given: Preparing): AsyncGenerator<Share, Prepared> {
  const manifest = await readManifest(found.manifest);
  if (manifest.modeOf('users') === 'absent')
    throw new RosterFault({ kind: 'no-users', file: found.manifest?.name ?? '' });
  const delta = manifest.modeOf('users') === 'delta' || (given.delta && !manifest.modeOf('users'));
  const parts: Part[] = [];
  const others: Table[] = [];
  const unknown = new Map<string, number>();
  let apart = 0;
  if (found.main) {
    const { table, layout, answers } = await openPart(found.main, given);
    const orgs = await readOrgs(found.orgs);
    const roleless = layout.kind === 'oneroster' && layout.columns.role === undefined;
    if (roleless && !found.roles) throw new RosterFault({ kind: 'no-roles', file: table.file.name });
    const base = { layout, today: given.today, orgs };
    if (roleless && found.roles) {
      const roles = await readRoles(found.roles, { ...layout, today: given.today });
      for (const [word, times] of roles.unknown) unknown.set(word, times);
      others.push(roles.table);
      const known = delta ? await given.knownKeys() : new Set<string>();
      const stillKnown = { title: undefined, org: undefined, over: false };
      const roleOf = (key: string) => roles.of.get(key) ?? (known.has(key) ? stillKnown : undefined);
      parts.push({ table, answers, context: { ...base, roleOf } });
    } else parts.push({ table, answers, context: base });
  }
  if (found.staff) {
    const { table, layout, answers } = await openPart(found.staff, given);
    parts.push({ table, answers, context: { layout, today: given.today, orgs: new Map() } });
  }
  let staff = 0;
  const bytes = parts.reduce((sum, part) => sum + part.table.file.bytes, 0);
  const way = { done: 0, bytes };
  for (const part of parts) {
    const seen = { staff: 0, apart: 0, unknown };
    yield* check(part, given, seen, way);
    staff += seen.staff;
    apart += seen.apart;
  }
  const first = parts[0]?.table.file.name ?? '';
  if (staff === 0) throw new RosterFault({ kind: 'no-staff', file: first });
  const tables = [...parts.map((part) => part.table), ...others];
  return {
    mode: delta ? 'delta' : 'bulk',
    parts,
    files: tables.map(({ file, sniffed }) => ({
      name: file.name,
      bytes: file.bytes,
      encoding: sniffed.encoding,
    })),
    digest: sha256(
      canonicalJson([
        delta,
        ...tables.map(({ file, sniffed }) => [file.base, sniffed.digest]),
        ...parts.map((part) => part.answers as unknown as Json),
      ]),
    ),
    staff,
    apart,
    unknownRoles: Object.fromEntries([...unknown].filter(([word]) => isShowable(word))),
  };
}

/** What was answered for this header before counts, and what is answered now counts more. */
async function openPart(
  file: Table['file'],
  given: Preparing,
): Promise<{ readonly table: Table; readonly layout: Layout; readonly answers: Answers }> {
  const table = await openTable(file);
  const saved = await given.saved(signatureOf(table.header));
  const answers = saved ? withAnswers(saved, given.answers) : given.answers;
  const layout = layoutOf(table.header, answers);
  if (!layout.ok && table.header.some((name) => emailOf(name)?.includes('@')))
    throw new RosterFault({ kind: 'no-header', file: file.name });
  if (!layout.ok) throw new RosterFault({ ...layout.problem, file: file.name });
  return { table, layout: layout.value, answers };
}

interface Seen {
  staff: number;
  apart: number;
  readonly unknown: Map<string, number>;
}

async function* check(
  { table, context }: Part,
  given: Preparing,
  seen: Seen,
  way: { done: number; readonly bytes: number },
): AsyncGenerator<Share> {
  const { layout } = context;
  const watch = ssnWatch(table, layout.notSsn);
  const { email, role } = layout.columns;
  const width = table.header.length;
  let rows = 0;
  let short = 0;
  let lastIsShort = 0;
  const onBytes = (bytes: number) => {
    way.done += bytes;
  };
  for await (const batch of batchesOf(table, onBytes)) {
    for (const { cells, line } of batch) {
      rows += 1;
      lastIsShort = cells.length < width ? line : 0;
      if (lastIsShort) short += 1;
      const about = whose(cells, context);
      if (about === 'apart') seen.apart += 1;
      if (about === 'unknown') count(seen.unknown, cells[role ?? -1] ?? '');
      if (about !== 'staff') continue;
      watch({ cells, line });
      const address = given.inventedOnly ? (cells[email ?? -1] ?? '').trim() : '';
      if (address.includes('@') && !isInvented(address))
        throw new RosterFault({ kind: 'real-in-sample', file: table.file.name, line });
      seen.staff += 1;
    }
    yield way.bytes === 0 ? 0 : way.done / way.bytes;
  }
  // Only the last row being short is how a file looks that was copied half.
  if (lastIsShort && short === 1 && rows > 1)
    throw new RosterFault({ kind: 'cut-off', file: table.file.name, line: lastIsShort });
}

/** For people: which column is read as what. */
export function readAs(
  { header }: Table,
  layout: Layout,
): readonly { readonly column: string; readonly field: string }[] {
  return Object.entries(layout.columns)
    .sort(([, a], [, b]) => a - b)
    .map(([field, at]) => ({ column: header[at] ?? '', field }));
}

/** Columns of which nothing is taken. */
export function notTaken({ header }: Table, layout: Layout): readonly string[] {
  const taken = new Set(Object.values(layout.columns).map((at) => plainHeader(header[at] ?? '')));
  return header.filter((name) => name !== '' && !taken.has(plainHeader(name)));
}
