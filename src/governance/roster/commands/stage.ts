/** Brings a file in: looked through first, then staged page by page, then compared. Nothing of the roster changes here. */
import { sha256 } from '../../../kernel/hash.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Load } from '../../../store/loader.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Package } from '../files/package.ts';
import { type Page, pagesOf } from '../files/pages.ts';
import { type Prepared, type Preparing, prepare, type Share } from '../files/prepare.ts';
import { expectMany } from '../store/bulk.ts';
import { mostOfAKind } from '../store/defects.ts';
import { beginImport, dropStaged, type ImportCounts, markStep, noCounts } from '../store/imports.ts';
import { keepLayout, savedLayout } from '../store/layouts.ts';
import { keysOf } from '../store/listing.ts';
import { loadRows, stageDefects, unloadRows } from '../store/rows.ts';
import { compareSteps, type Finished } from './compare.ts';
import { mayBegin, type Refusal } from './waiting.ts';

/** What one transaction does; whoever drives runs it, and comes back for the next when it is kept. */
export interface Step {
  readonly phase: 'checking' | 'reading' | 'comparing';
  readonly share: Share;
  /** Its number, kept with the import: a step that is run again writes the same. */
  readonly n: number;
  /** Loads rows that nothing shows yet, outside of any transaction; `again` after a time that was not kept as done. */
  readonly load?: (again: Tx | undefined) => Promise<void>;
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
}

export type Staged =
  | { readonly kind: 'staged'; readonly id: string }
  /** It says nothing that the roster does not say. */
  | { readonly kind: 'unchanged'; readonly id: string }
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
  for (; !looked.done; looked = await checking.next()) yield { phase: 'checking', share: looked.value, n: 0 };
  const prepared = looked.value;
  const id = newId();
  const sources = [...new Set(prepared.parts.map((part) => part.context.layout.source))];
  const outcome: { refused?: Refusal; finished?: Finished } = {};
  yield {
    phase: 'reading',
    share: 0,
    n: 1,
    write: async (tx) => {
      const { digest, mode, files } = prepared;
      const refused = await mayBegin(tx, { digest, mode, sources });
      if (refused) outcome.refused = refused;
      if (refused) return;
      delete outcome.refused;
      await keepAnswers(tx, prepared);
      const { surface, broughtById, stamp } = staging;
      await beginImport(tx, {
        id,
        mode,
        sources,
        files,
        digest,
        surface,
        broughtById,
        ...(stamp ? { stamp } : {}),
      });
      await markStep(tx, id, 1);
    },
  };
  if (outcome.refused) return { kind: 'refused', why: outcome.refused };
  const defects = new Defects();
  let n = 1;
  try {
    for await (const page of pagesOf(prepared)) {
      n += 1;
      yield readingStep(staging.load, id, n, page, defects.numbered(page));
    }
  } catch (error) {
    const drop = (tx: Tx) => dropStaged(tx, id, 'failed');
    yield { phase: 'reading', share: 1, n: n + 1, write: drop };
    throw error;
  }
  const counts: ImportCounts = {
    ...noCounts,
    staff: prepared.staff,
    apart: prepared.apart,
    unknownRoles: prepared.unknownRoles,
    defects: defects.counts,
  };
  const compared = { importId: id, sources, mode: prepared.mode, today: staging.preparing.today };
  const { digest } = prepared;
  for (const step of compareSteps({
    compared,
    counts,
    digest,
    tell: (finished) => {
      outcome.finished = finished;
    },
  })) {
    n += 1;
    const at = n;
    yield {
      phase: 'comparing',
      share: step.share,
      n: at,
      write: async (tx) => {
        await expectMany(tx);
        await step.write(tx);
        await markStep(tx, id, at);
      },
    };
  }
  const { finished } = outcome;
  if (!finished) throw new Error('an import ended without an outcome');
  return finished.kind === 'refused' ? finished : { kind: finished.kind, id };
}

function readingStep(
  load: Load,
  id: string,
  n: number,
  page: Page,
  defects: ReturnType<Defects['numbered']>,
): Step {
  return {
    phase: 'reading',
    share: page.share,
    n,
    load: async (again) => {
      if (again) await unloadRows(again, id, page.rows[0]?.n ?? Number.MAX_SAFE_INTEGER);
      await loadRows(load, id, page.rows);
    },
    write: async (tx) => {
      await stageDefects(tx, id, defects);
      await markStep(tx, id, n);
    },
  };
}

/** Numbers them, and lists no more of a kind than are of use. */
class Defects {
  readonly counts: Record<string, number> = {};
  #n = 0;

  numbered(page: Page) {
    return page.defects.flatMap((defect) => {
      const count = (this.counts[defect.kind] ?? 0) + 1;
      this.counts[defect.kind] = count;
      if (count > mostOfAKind) return [];
      this.#n += 1;
      return [{ ...defect, n: this.#n }];
    });
  }
}

/** How a header was read is kept, so that the next file of its make needs no answers. */
async function keepAnswers(tx: Tx, { parts }: Prepared): Promise<void> {
  for (const { context, answers } of parts) await keepLayout(tx, context.layout, answers);
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
