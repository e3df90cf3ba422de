/** Imports as such: begun, staged, decided, ended. At most one waits for a yes at a time. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import type { Json } from '../../../kernel/hash.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export type ImportState =
  | 'reading'
  | 'staged'
  | 'confirmed'
  | 'applied'
  | 'unchanged'
  | 'refused'
  | 'replaced'
  | 'failed';

/** How many of what; every count is there from staging on. */
export interface ImportCounts {
  /** Rows about staff. */
  readonly staff: number;
  readonly new: number;
  readonly changed: number;
  readonly back: number;
  readonly gone: number;
  /** Rows that say what the roster says. */
  readonly same: number;
  /** Several rows of one person, made one. */
  readonly merged: number;
  readonly held: number;
  /** Rows of students and their families, dropped unread. */
  readonly apart: number;
  /** People whom the file speaks for: what "gone" is measured against. */
  readonly known: number;
  readonly stale: number;
  readonly unknownRoles: Readonly<Record<string, number>>;
  readonly defects: Readonly<Record<string, number>>;
}

export const noCounts: ImportCounts = {
  ...{
    staff: 0,
    new: 0,
    changed: 0,
    back: 0,
    gone: 0,
    same: 0,
    merged: 0,
    held: 0,
    apart: 0,
    known: 0,
    stale: 0,
  },
  unknownRoles: {},
  defects: {},
};

export interface ImportFile {
  readonly name: string;
  readonly bytes: number;
  readonly encoding: string;
}

export interface RosterImport {
  readonly id: string;
  readonly state: ImportState;
  readonly mode: 'bulk' | 'delta' | undefined;
  readonly sources: readonly string[];
  readonly files: readonly ImportFile[];
  readonly digest: string | undefined;
  readonly stamp: string | undefined;
  readonly diffDigest: string | undefined;
  readonly counts: ImportCounts;
  /** As the room that reads files wrote it. */
  readonly problem: Json | undefined;
  readonly surface: string;
  readonly broughtById: string | undefined;
  readonly begunAt: Temporal.Instant;
  readonly touchedAt: Temporal.Instant;
  readonly stagedAt: Temporal.Instant | undefined;
  readonly decidedById: string | undefined;
  readonly decidedAt: Temporal.Instant | undefined;
  readonly goneToo: boolean;
  readonly appliedTo: string | undefined;
  readonly endedAt: Temporal.Instant | undefined;
}

export interface Begun {
  readonly id: string;
  readonly mode: 'bulk' | 'delta';
  readonly sources: readonly string[];
  readonly files: readonly ImportFile[];
  readonly digest: string;
  readonly stamp?: string;
  readonly surface: string;
  readonly broughtById: string | null;
}

export async function beginImport(tx: Tx, begun: Begun): Promise<void> {
  const now = toDate(tx.now);
  await tx.db.rosterImport.create({
    data: {
      ...{
        id: begun.id,
        state: 'reading',
        mode: begun.mode,
        sources: [...begun.sources],
        digest: begun.digest,
      },
      ...{ files: json(begun.files), counts: json(noCounts), stamp: begun.stamp ?? null },
      ...{ surface: begun.surface, broughtById: begun.broughtById, begunAt: now, touchedAt: now },
    },
  });
}

/** A file that is not taken: what is wrong and where, never a value from inside. */
export async function keepFailure(
  tx: Tx,
  failed: {
    readonly problem: Json;
    readonly files: readonly ImportFile[];
    readonly stamp: string;
    readonly surface: string;
  },
): Promise<string> {
  const id = newId();
  const now = toDate(tx.now);
  await tx.db.rosterImport.create({
    data: {
      ...{ id, state: 'failed', sources: [], files: json(failed.files), counts: json(noCounts) },
      ...{ problem: json(failed.problem), stamp: failed.stamp, surface: failed.surface },
      ...{ begunAt: now, touchedAt: now, endedAt: now },
    },
  });
  return id;
}

/** A sign of life: an import that is read gives none any more when its program has died. */
export async function touchImport(tx: Tx, id: string): Promise<void> {
  await tx.db.rosterImport.update({ where: { id }, data: { touchedAt: toDate(tx.now) } });
}

export async function setImport(
  tx: Tx,
  id: string,
  change: {
    readonly state?: ImportState;
    readonly counts?: ImportCounts;
    readonly diffDigest?: string;
    readonly stagedAt?: Temporal.Instant;
    readonly decidedById?: string | null;
    readonly decidedAt?: Temporal.Instant;
    readonly goneToo?: boolean;
    readonly appliedTo?: string | null;
    readonly endedAt?: Temporal.Instant;
  },
): Promise<void> {
  const { counts, stagedAt, decidedAt, endedAt, ...plain } = change;
  await tx.db.rosterImport.update({
    where: { id },
    data: {
      ...plain,
      ...(counts ? { counts: json(counts) } : {}),
      ...(stagedAt ? { stagedAt: toDate(stagedAt) } : {}),
      ...(decidedAt ? { decidedAt: toDate(decidedAt) } : {}),
      ...(endedAt ? { endedAt: toDate(endedAt) } : {}),
    },
  });
}

/** Locked to the transaction's end: two who decide, or two who apply, take turns. */
export async function lockImport(tx: Tx, id: string): Promise<RosterImport | undefined> {
  await tx.db.$executeRaw`select 1 from roster_import where id = ${id} for update`;
  return importById(tx, id);
}

/** One beginning, one staging at a time, over all programs on this database. */
export async function lockStaging(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('roster staging'))`;
}

export async function importById(reader: Reader, id: string): Promise<RosterImport | undefined> {
  const row = await reader.db.rosterImport.findUnique({ where: { id } });
  return row ? fromRow(row) : undefined;
}

/** The one that waits for a yes or is being applied. */
export async function pendingImport(reader: Reader): Promise<RosterImport | undefined> {
  const row = await reader.db.rosterImport.findFirst({ where: { state: { in: ['staged', 'confirmed'] } } });
  return row ? fromRow(row) : undefined;
}

export async function importsBeingRead(reader: Reader): Promise<readonly RosterImport[]> {
  return (await reader.db.rosterImport.findMany({ where: { state: 'reading' } })).map(fromRow);
}

/** Newest first. */
export async function lastImports(reader: Reader, count: number): Promise<readonly RosterImport[]> {
  const rows = await reader.db.rosterImport.findMany({
    where: { state: { not: 'reading' } },
    orderBy: [{ begunAt: 'desc' }, { id: 'asc' }],
    take: count,
  });
  return rows.map(fromRow);
}

export async function importByStamp(reader: Reader, stamp: string): Promise<RosterImport | undefined> {
  const row = await reader.db.rosterImport.findFirst({
    where: { stamp, state: { not: 'reading' } },
    orderBy: { begunAt: 'desc' },
  });
  return row ? fromRow(row) : undefined;
}

/** The last decided import with exactly these bytes. */
export async function importByDigest(reader: Reader, digest: string): Promise<RosterImport | undefined> {
  const row = await reader.db.rosterImport.findFirst({
    where: { digest, state: { in: ['applied', 'unchanged', 'refused'] } },
    orderBy: [{ endedAt: 'desc' }],
  });
  return row ? fromRow(row) : undefined;
}

/** Rows, proposals and defects go; that there was such a file stays. */
export async function dropStaged(tx: Tx, id: string, state: 'refused' | 'replaced'): Promise<void> {
  await dropRows(tx, id);
  await setImport(tx, id, { state, endedAt: tx.now });
}

/** As if it had never been begun. */
export async function forgetImport(tx: Tx, id: string): Promise<void> {
  await dropRows(tx, id);
  await tx.db.$executeRaw`delete from roster_import where id = ${id}`;
}

async function dropRows(tx: Tx, id: string): Promise<void> {
  await tx.db.$executeRaw`delete from roster_row where import_id = ${id}`;
  await tx.db.$executeRaw`delete from roster_change where import_id = ${id}`;
  await tx.db.$executeRaw`delete from roster_defect where import_id = ${id}`;
}

function json(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

function fromRow(row: Prisma.RosterImportGetPayload<object>): RosterImport {
  return {
    id: row.id,
    state: row.state as ImportState,
    mode: (row.mode as RosterImport['mode'] | null) ?? undefined,
    sources: row.sources,
    files: row.files as unknown as readonly ImportFile[],
    digest: row.digest ?? undefined,
    stamp: row.stamp ?? undefined,
    diffDigest: row.diffDigest ?? undefined,
    counts: { ...noCounts, ...(row.counts as unknown as ImportCounts) },
    problem: (row.problem as Json | null) ?? undefined,
    surface: row.surface,
    broughtById: row.broughtById ?? undefined,
    begunAt: toInstant(row.begunAt),
    touchedAt: toInstant(row.touchedAt),
    stagedAt: row.stagedAt ? toInstant(row.stagedAt) : undefined,
    decidedById: row.decidedById ?? undefined,
    decidedAt: row.decidedAt ? toInstant(row.decidedAt) : undefined,
    goneToo: row.goneToo,
    appliedTo: row.appliedTo ?? undefined,
    endedAt: row.endedAt ? toInstant(row.endedAt) : undefined,
  };
}
