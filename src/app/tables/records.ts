/** The rows of a sniffed file, in bounded memory: csv-parse, whatever the line ends are. */
import { TextDecoder } from 'node:util';
import { CsvError, type Parser, parse } from 'csv-parse';
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

/** The header first. Lines without anything are passed over. Throws TableFault. */
export async function* records(file: TableFile, sniffed: Sniffed): AsyncGenerator<TableRecord> {
  for await (const batch of recordBatches(file, sniffed)) yield* batch;
}

/** As many at once as a piece of the file held: one by one they cost more in waiting than in reading. */
export async function* recordBatches(
  file: TableFile,
  { encoding, delimiter, quoted }: Sniffed,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    quote: quoted ? '"' : null,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRow,
  });
  const reading = new Reading(parser, file.name);
  const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
  for await (const chunk of file.open()) {
    onBytes?.(chunk.length);
    parser.write(decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk);
    yield await reading.batch();
  }
  const ended = new Promise<void>((resolve) => {
    parser.once('end', resolve);
    parser.once('close', resolve);
  });
  parser.end();
  const last = await reading.batch();
  await ended;
  yield [...last, ...(await reading.batch())];
}

class Reading {
  readonly #parser: Parser;
  readonly #file: string;
  #error: Error | undefined;
  #line = 1;
  #came = 0;

  constructor(parser: Parser, file: string) {
    this.#parser = parser;
    this.#file = file;
    parser.on('error', (error) => {
      this.#error = error;
    });
  }

  /** What has been parsed so far. Rows before a fault are given out, and the fault comes after them. */
  async batch(): Promise<readonly TableRecord[]> {
    const found: TableRecord[] = [];
    for (;;) {
      const cells: string[] | null = this.#parser.read();
      if (cells === null) break;
      const at = this.#line;
      this.#came += 1;
      this.#line += 1;
      for (const cell of cells) this.#line += breaksIn(cell);
      if (cells.length > 1 || cells[0] !== '') found.push({ line: at, cells });
    }
    // The parser tells its error a moment later.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#error) throw this.#fault(this.#error);
    return found;
  }

  #fault(error: Error): Error {
    if (!(error instanceof CsvError)) return error;
    // Rows that were parsed and had not come out yet are lost with it; each is a line at least.
    const lost = Number(Reflect.get(error, 'records')) - this.#came;
    return new TableFault({ kind: 'broken', file: this.#file, line: this.#line + Math.max(0, lost || 0) });
  }
}

function breaksIn(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n?|\n/g)?.length ?? 0;
}
