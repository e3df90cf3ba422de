/** The second reading: the rows of a file that was found in order, a page at a time. */
import { createHash } from 'node:crypto';
import type { TableFile } from '../../../app/tables/table-file.ts';
import { type RosterRow, type RowDefect, readRow, whose } from '../rules/row.ts';
import { RosterFault } from './fault.ts';
import type { Part, Prepared, Share } from './prepare.ts';
import { batchesOf } from './table.ts';

export interface PlacedDefect {
  readonly kind: RowDefect | 'broken-line';
  readonly file: number;
  readonly line: number;
  /** Whom it is about, where the line could be read at all. */
  readonly about: string | undefined;
}

export interface Page {
  readonly rows: readonly RosterRow[];
  readonly defects: readonly PlacedDefect[];
  readonly share: Share;
}

/** They go to the database with COPY, which knows no limit; this, and one piece of the file, is what memory holds of it. */
const pageSize = 5_000;

/** Throws a fault when a file is no longer the one that was found in order: what was staged of it is then undone. */
export async function* pagesOf({ parts, staff }: Prepared): AsyncGenerator<Page> {
  let n = 0;
  let rows: RosterRow[] = [];
  let defects: PlacedDefect[] = [];
  for (const [file, part] of parts.entries()) {
    const hash = createHash('sha256');
    const table = { ...part.table, file: hashed(part.table.file, hash) };
    for await (const batch of batchesOf(table)) {
      for (const { cells, line } of batch) {
        if (whose(cells, part.context) !== 'staff') continue;
        n += 1;
        if (isShifted(cells, part)) defects.push({ kind: 'broken-line', file, line, about: undefined });
        else {
          const amiss: RowDefect[] = [];
          const row = readRow(cells, part.context, { n, file, line }, amiss);
          rows.push(row);
          for (const kind of amiss) defects.push({ kind, file, line, about: row.name });
        }
      }
      if (rows.length < pageSize && defects.length < pageSize) continue;
      yield { rows, defects, share: staff === 0 ? 1 : n / staff };
      rows = [];
      defects = [];
    }
    if (hash.digest('hex') !== part.table.sniffed.digest)
      throw new RosterFault({ kind: 'changed-meanwhile', file: part.table.file.name });
  }
  yield { rows, defects, share: 1 };
}

/**
 * More cells than the header has, and not only empty ones: a stray comma moved them, and nobody knows which. Or a cell
 * that we take runs over several lines: a stray quotation mark, and what stands in it are other people's rows.
 */
function isShifted(cells: readonly string[], { table, context }: Part): boolean {
  const width = table.header.length;
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) return true;
  if (!cells.some((cell) => cell.includes('\n') || cell.includes('\r'))) return false;
  return Object.values(context.layout.columns).some((at) => /[\r\n]/.test(cells[at]?.trim() ?? ''));
}

function hashed(file: TableFile, hash: ReturnType<typeof createHash>): TableFile {
  return {
    ...file,
    open: async function* () {
      for await (const chunk of file.open()) {
        hash.update(chunk);
        yield chunk;
      }
    },
  };
}
