/** One table with a header, opened to be read line by line; what looks like a Social Security number stops it there. */
import { TableFault } from './problem.ts';
import { records, type TableRecord } from './records.ts';
import { type Sniffed, sniff } from './sniff.ts';
import { looksLikeSsn } from './ssn.ts';
import { refuseSsnHeader } from './ssn-header.ts';
import { type TableFile, tableFiles } from './table-file.ts';

export interface OneTable {
  readonly name: string;
  readonly header: readonly string[];
  /** SHA-256 of the bytes. */
  readonly digest: string;
  /** Throws TableFault on the way. */
  readonly rows: AsyncIterable<TableRecord>;
}

/** The number of files where there is not exactly one. Throws TableFault for what is no table that we read. */
export async function oneTable(path: string): Promise<OneTable | { readonly files: number }> {
  const files = await tableFiles(path);
  const [file] = files;
  if (!file || files.length > 1) return { files: files.length };
  return tableIn(file);
}

/** Throws TableFault for what is no table that we read. */
export async function tableIn(file: TableFile): Promise<OneTable> {
  const sniffed = await sniff(file);
  const header = await headerOf(file, sniffed);
  refuseSsnHeader(file.name, header);
  return { name: file.name, header, digest: sniffed.digest, rows: guarded(file, sniffed, header) };
}

/** Opened for itself: whoever turns the table down after its header leaves no file open. */
async function headerOf(file: TableFile, sniffed: Sniffed): Promise<readonly string[]> {
  for await (const first of records(file, sniffed)) return first.cells;
  return [];
}

async function* guarded(
  file: TableFile,
  sniffed: Sniffed,
  header: readonly string[],
): AsyncGenerator<TableRecord> {
  let isHeader = true;
  for await (const row of records(file, sniffed)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    for (const [index, cell] of row.cells.entries())
      if (looksLikeSsn(cell))
        throw new TableFault({
          ...{ kind: 'ssn-value', file: file.name, line: row.line, column: index + 1 },
          name: header[index] ?? '',
        });
    yield row;
  }
}
