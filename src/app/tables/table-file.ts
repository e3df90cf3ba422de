/** A file as it is handed in, whether it lies alone, in a folder or in a zip: its name, its size, its bytes as often as needed. */
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { TableFault } from './problem.ts';
import { isZip, zipEntries } from './zip.ts';

export interface TableFile {
  /** As people find it again: "users.csv", or "export.zip: users.csv". */
  readonly name: string;
  /** Without its folders, in lower case: what tells a OneRoster file. */
  readonly base: string;
  /** Once unpacked. */
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

/** More than this is no district's roster. */
export const mostBytes = 2 * 1024 ** 3;
const mostFiles = 1_000;

/** A file, the files of a zip, or those of a folder (not of folders in it). Throws TableFault. */
export async function tableFiles(given: string): Promise<readonly TableFile[]> {
  const shown = path.basename(given);
  const found = await stat(given).catch(() => undefined);
  if (!found) throw new TableFault({ kind: 'not-there', file: shown });
  if (found.isDirectory()) return folderFiles(given);
  if (!found.isFile()) throw new TableFault({ kind: 'not-a-table', file: shown });
  if (await isZip(given)) return zipEntries(given);
  if (/\.zip$/i.test(shown)) throw new TableFault({ kind: 'zip', file: shown, why: 'damaged' });
  return [plainFile(given, found.size)];
}

async function folderFiles(folder: string): Promise<readonly TableFile[]> {
  const shown = path.basename(folder);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new TableFault({ kind: 'not-readable', file: shown });
  });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((one) => one.name);
  if (names.length > mostFiles) throw new TableFault({ kind: 'too-large', file: shown });
  const files: TableFile[] = [];
  for (const name of names.sort()) {
    const at = path.join(folder, name);
    const found = await stat(at).catch(() => {
      throw new TableFault({ kind: 'changed-meanwhile', file: name });
    });
    files.push(plainFile(at, found.size));
  }
  return files;
}

function plainFile(at: string, bytes: number): TableFile {
  const name = path.basename(at);
  if (bytes > mostBytes) throw new TableFault({ kind: 'too-large', file: name });
  return { name, base: name.toLowerCase(), bytes, open: () => bytesOf(at, name) };
}

async function* bytesOf(at: string, name: string): AsyncIterable<Uint8Array> {
  const handle = await open(at).catch(() => {
    throw new TableFault({ kind: 'not-readable', file: name });
  });
  yield* createReadStream('', { fd: handle, highWaterMark: 256 * 1024 });
}
