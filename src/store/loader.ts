/** Loads many rows into one table with COPY, over a connection of its own: Prisma costs more than the rows themselves. */
import pg from 'pg';
import { applicationUrl, connectOrExplain } from './connection.ts';

export type CopyValue = string | number | boolean | readonly string[] | undefined;

/**
 * All of the rows or none, in a transaction of its own: only for rows that nothing shows yet. `first` is done in it before
 * them, such as taking away what an earlier attempt left.
 */
export type Load = (
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
  first?: { readonly sql: string; readonly values: readonly unknown[] },
) => Promise<void>;

/** Throws OperatorError when the database can't be reached. */
export function createLoader(url: string): Load {
  let asApplication: Promise<string> | undefined;
  return async (table, columns, rows, first) => {
    asApplication ??= applicationUrl(url);
    const client = new pg.Client({
      connectionString: await asApplication,
      application_name: 'safekeep load',
    });
    client.on('error', () => undefined);
    await connectOrExplain(client);
    try {
      const copying = new Copying(
        `COPY "${table}" (${columns.map((one) => `"${one}"`).join(', ')}) FROM STDIN`,
      );
      await client.query('BEGIN');
      if (first) await client.query(first.sql, [...first.values]);
      (client as unknown as { query(submittable: Copying): void }).query(copying);
      await copying.send(rows);
      await client.query('COMMIT');
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}

/** The part of `pg`'s connection that COPY needs; its types leave it out. */
interface Wire {
  readonly stream: NodeJS.WritableStream & { readonly writableNeedDrain: boolean };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Characters kept together before they go out. */
const chunkLength = 64 * 1024;

/** What `pg` calls a Submittable: it is handed the wire, and told what the server answers. */
class Copying {
  readonly #text: string;
  readonly #ready = later<Wire>();
  readonly #done = later<void>();
  #wire: Wire | undefined;
  #error: Error | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  submit(wire: Wire): void {
    this.#wire = wire;
    wire.query(this.#text);
  }

  handleCopyInResponse(): void {
    if (this.#wire) this.#ready.resolve(this.#wire);
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.#error = error;
    this.#ready.reject(error);
    this.#done.reject(error);
  }

  handleReadyForQuery(): void {
    this.#done.resolve();
  }

  async send(rows: Parameters<Load>[2]): Promise<void> {
    const wire = await this.#ready.promise;
    try {
      let chunk = '';
      for await (const row of rows) {
        chunk += copyLine(row);
        if (chunk.length < chunkLength) continue;
        await this.#write(wire, chunk);
        chunk = '';
      }
      if (chunk !== '') await this.#write(wire, chunk);
      wire.endCopyFrom();
    } catch (error) {
      wire.sendCopyFail('the rows could not be read');
      await this.#done.promise.catch(() => undefined);
      throw error;
    }
    await this.#done.promise;
  }

  async #write(wire: Wire, chunk: string): Promise<void> {
    if (this.#error) throw this.#error;
    wire.sendCopyFromChunk(Buffer.from(chunk));
    if (wire.stream.writableNeedDrain)
      await Promise.race([new Promise((resolve) => wire.stream.once('drain', resolve)), this.#done.promise]);
  }
}

function later<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Whoever sends awaits it; an error that comes before must not count as unseen.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** PostgreSQL's text format: tabs between, \N for nothing. */
export function copyLine(row: readonly CopyValue[]): string {
  let line = '';
  for (let at = 0; at < row.length; at += 1) line += (at === 0 ? '' : '\t') + copyCell(row[at]);
  return `${line}\n`;
}

function copyCell(value: CopyValue): string {
  if (value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'object')
    return escaped(`{${value.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
}

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : text;
}
