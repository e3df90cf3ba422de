/** A file that is open for reading: sniffed, its header known, its rows watched for Social Security numbers as they come. */
import { recordBatches, records, type TableRecord } from '../../../app/tables/records.ts';
import { type Sniffed, sniff } from '../../../app/tables/sniff.ts';
import { looksLikePartedSsn, looksLikeSsn } from '../../../app/tables/ssn.ts';
import { refuseSsnHeader } from '../../../app/tables/ssn-header.ts';
import type { TableFile } from '../../../app/tables/table-file.ts';
import { holdsLongNumbers, isNeverRead, plainHeader } from '../rules/columns.ts';
import { RosterFault } from './fault.ts';

export interface Table {
  readonly file: TableFile;
  readonly sniffed: Sniffed;
  readonly header: readonly string[];
}

/** A column that is named like one stops it before a row is read. Throws faults. */
export async function openTable(file: TableFile): Promise<Table> {
  const sniffed = await sniff(file);
  for await (const { line, cells } of records(file, sniffed)) {
    const header = cells.map((cell) => cell.trim());
    refuseSsnHeader(file.name, header, line);
    return { file, sniffed, header };
  }
  throw new RosterFault({ kind: 'empty', file: file.name });
}

/** The rows below the header. */
export async function* rowsOf(table: Table): AsyncGenerator<TableRecord> {
  for await (const rows of batchesOf(table)) yield* rows;
}

/** As they come, many at once. */
export async function* batchesOf(
  table: Table,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  let isHeader = true;
  for await (const batch of recordBatches(table.file, table.sniffed, onBytes)) {
    yield isHeader ? batch.slice(1) : batch;
    if (batch.length > 0) isHeader = false;
  }
}

/** Made once a file, asked once a row; `exempt` are plain names of columns that a person vouched for. */
export function ssnWatch({ file, header }: Table, exempt: readonly string[]): (record: TableRecord) => void {
  const looks = header.map((name) => {
    if (isNeverRead(name)) return undefined;
    return holdsLongNumbers(name) || exempt.includes(plainHeader(name)) ? looksLikePartedSsn : looksLikeSsn;
  });
  return ({ line, cells }) => {
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] ?? '';
      if (cell.length < 9) continue;
      const look = at < looks.length ? looks[at] : looksLikeSsn;
      if (look?.(cell))
        throw new RosterFault({
          kind: 'ssn-value',
          file: file.name,
          line,
          column: at + 1,
          name: header[at] ?? '',
        });
    }
  };
}
