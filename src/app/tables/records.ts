/** The rows of a sniffed file, one after the other, in bounded memory: csv-parse, whatever the line ends are. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { TableFault } from './problem.ts';
import type { Sniffed } from './sniff.ts';
import type { TableFile } from './table-file.ts';

export interface TableRecord {
  /** Where it begins, counted from 1; a cell may hold line breaks. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Longer than any row of people; a quotation mark that never closes swallows the rest of the file. */
const longestRow = 128 * 1024;

/** The header first. Lines without anything are passed over. `onBytes` hears how far it is. Throws TableFault. */
export async function* records(
  file: TableFile,
  { encoding, delimiter, quoted }: Sniffed,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<TableRecord> {
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    quote: quoted ? '"' : null,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRow,
  });
  const raw = onBytes ? counted(file.open(), onBytes) : file.open();
  const bytes = encoding === 'utf-8' ? raw : asUtf8(raw, encoding);
  // Errors of either side end the loop below; nothing is left for a callback to do.
  pipeline(Readable.from(bytes), parser, () => undefined);
  let line = 1;
  let came = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const at = line;
      came += 1;
      line += 1;
      for (const cell of cells) line += breaksIn(cell);
      if (cells.length > 1 || cells[0] !== '') yield { line: at, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Rows that were read and had not come out yet are lost with the stream; each is a line at least.
    const before = Number(Reflect.get(error, 'records')) - came;
    throw new TableFault({ kind: 'broken', file: file.name, line: line + Math.max(0, before || 0) });
  }
}

function breaksIn(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n?|\n/g)?.length ?? 0;
}

async function* asUtf8(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of bytes) {
    onBytes(chunk.length);
    yield chunk;
  }
}
