/** One table with a header, opened to be read line by line; what looks like a Social Security number stops it there. */
import { TableFault } from './problem.ts';
import { records, type TableRecord } from './records.ts';
import { sniff } from './sniff.ts';
import { looksLikeSsn } from './ssn.ts';
import { refuseSsnHeader } from './ssn-header.ts';
import { tableFiles } from './table-file.ts';

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
  const sniffed = await sniff(file);
  const all = records(file, sniffed);
  const header: readonly string[] = (await all.next()).value?.cells ?? [];
  refuseSsnHeader(file.name, header);
  return { name: file.name, header, digest: sniffed.digest, rows: guarded(file.name, header, all) };
}

async function* guarded(
  file: string,
  header: readonly string[],
  rows: AsyncIterable<TableRecord>,
): AsyncGenerator<TableRecord> {
  for await (const row of rows) {
    for (const [index, cell] of row.cells.entries())
      if (looksLikeSsn(cell))
        throw new TableFault({
          ...{ kind: 'ssn-value', file, line: row.line, column: index + 1 },
          name: header[index] ?? '',
        });
    yield row;
  }
}
