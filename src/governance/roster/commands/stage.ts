/** Brings a file in: looked through first, then staged page by page, then compared. Nothing of the roster changes here. */
import { sha256 } from '../../../kernel/hash.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Load } from '../../../store/loader.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Package } from '../files/package.ts';
import { type Page, pagesOf } from '../files/pages.ts';
import { notTaken, type Prepared, type Preparing, prepare, readAs, type Share } from '../files/prepare.ts';
import { expectMany } from '../store/bulk.ts';
import { mostOfAKind } from '../store/defects.ts';
import { beginImport, forgetImport, type ImportCounts, noCounts, touchImport } from '../store/imports.ts';
import { keepLayout, savedLayout } from '../store/layouts.ts';
import { keysOf } from '../store/listing.ts';
import { loadRows, type StagedDefect, stageDefects } from '../store/rows.ts';
import { compareSteps, type Finished } from './compare.ts';
import { mayBegin, type Refusal } from './waiting.ts';

/** What one transaction does; whoever drives runs it, and comes back for the next when it is kept. */
export interface Step {
  readonly phase: 'checking' | 'reading' | 'comparing';
  readonly share: Share;
  /** Loads rows that nothing shows yet, outside of any transaction; `again` after a time that was not kept as done. */
  readonly load?: (again: boolean) => Promise<void>;
  /** Nothing to write while a file is only looked through. */
  readonly write?: (tx: Tx) => Promise<void>;
}

export interface Staging {
  readonly found: Package;
  readonly preparing: Omit<Preparing, 'saved' | 'knownKeys'>;
  readonly reader: Reader;
  readonly load: Load;
  readonly surface: string;
  readonly broughtById: string | null;
  /** Of a file in the watched folder. */
  readonly stamp?: string;
  /** In the transaction that stages it: who must hear that a file waits. */
  readonly announce: (tx: Tx, importId: string) => Promise<void>;
}

/** Which column was read as what, and which were left alone. */
export interface ReadAs {
  readonly file: string;
  readonly columns: readonly { readonly column: string; readonly field: string }[];
  readonly unused: readonly string[];
}

export type Staged =
  | { readonly kind: 'staged'; readonly id: string; readonly read: readonly ReadAs[] }
  /** It says nothing that the roster does not say. */
  | { readonly kind: 'unchanged'; readonly id: string; readonly read: readonly ReadAs[] }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** Throws faults (files/fault.ts) for files that are not taken; a step that throws has written nothing. */
export async function* stagingSteps(staging: Staging): AsyncGenerator<Step, Staged> {
  const { reader } = staging;
  const preparing: Preparing = {
    ...staging.preparing,
    saved: (signature) => savedLayout(reader, signature),
    knownKeys: () => keysOf(reader, 'oneroster'),
  };
  const checking = prepare(staging.found, preparing);
  let looked = await checking.next();
  for (; !looked.done; looked = await checking.next()) yield { phase: 'checking', share: looked.value };
  const prepared = looked.value;
  const id = newId();
  const { digest, mode } = prepared;
  const sources = [...new Set(prepared.parts.map((part) => part.context.layout.source))];
  const outcome: { refused?: Refusal | undefined; finished?: Finished } = {};
  yield {
    phase: 'reading',
    share: 0,
    write: async (tx) => {
      outcome.refused = await mayBegin(tx, { digest, mode, sources });
      if (!outcome.refused) await begin(tx, staging, prepared, { id, sources });
    },
  };
  if (outcome.refused) return { kind: 'refused', why: outcome.refused };
  const defects = new Defects();
  try {
    for await (const page of pagesOf(prepared))
      yield readingStep(staging.load, id, page, defects.numbered(page));
  } catch (error) {
    yield { phase: 'reading', share: 1, write: (tx) => forgetImport(tx, id) };
    throw error;
  }
  const counts: ImportCounts = {
    ...noCounts,
    ...{ staff: prepared.staff, apart: prepared.apart, unknownRoles: prepared.unknownRoles },
    defects: defects.counts,
  };
  const steps = compareSteps({
    compared: { importId: id, sources, mode, today: staging.preparing.today },
    ...{ counts, digest, announce: staging.announce },
    tell: (finished) => {
      outcome.finished = finished;
    },
  });
  for (const { share, write } of steps)
    yield {
      phase: 'comparing',
      share,
      write: async (tx) => {
        await expectMany(tx);
        await write(tx);
        await touchImport(tx, id);
      },
    };
  const { finished } = outcome;
  if (!finished) throw new Error('an import ended without an outcome');
  return finished.kind === 'refused' ? finished : { kind: finished.kind, id, read: readingOf(prepared) };
}

function readingOf({ parts }: Prepared): readonly ReadAs[] {
  return parts.map(({ table, context }) => ({
    file: table.file.name,
    columns: readAs(table, context.layout),
    unused: notTaken(table, context.layout),
  }));
}

async function begin(
  tx: Tx,
  { surface, broughtById, stamp }: Staging,
  prepared: Prepared,
  { id, sources }: { readonly id: string; readonly sources: readonly string[] },
): Promise<void> {
  const { mode, digest, files } = prepared;
  // How a header was read is kept, so that the next file of its make needs no answers.
  for (const { context, answers } of prepared.parts) await keepLayout(tx, context.layout, answers);
  await beginImport(tx, {
    ...{ id, mode, sources, files, digest, surface, broughtById },
    ...(stamp ? { stamp } : {}),
  });
}

function readingStep(load: Load, id: string, page: Page, defects: readonly StagedDefect[]): Step {
  return {
    phase: 'reading',
    share: page.share,
    load: (again) => loadRows(load, id, page.rows, again),
    write: async (tx) => {
      await stageDefects(tx, id, defects);
      await touchImport(tx, id);
    },
  };
}

/** Numbers them, and lists no more of a kind than are of use. */
class Defects {
  readonly counts: Record<string, number> = {};
  #n = 0;

  numbered(page: Page): readonly StagedDefect[] {
    return page.defects.flatMap((defect) => {
      const count = (this.counts[defect.kind] ?? 0) + 1;
      this.counts[defect.kind] = count;
      if (count > mostOfAKind) return [];
      this.#n += 1;
      return [{ ...defect, n: this.#n }];
    });
  }
}

/** What a file of the watched folder is known by, before it is opened. */
export function stampOf(files: readonly { name: string; size: number; modifiedMs: number }[]): string {
  return sha256(
    files
      .map(({ name, size, modifiedMs }) => `${name} ${size} ${modifiedMs}`)
      .sort()
      .join('\n'),
  );
}
