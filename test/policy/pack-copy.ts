/** A copy of the shipped plan's files, to be damaged by a test. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';

const packs = fileURLToPath(new URL('../../src/policy/packs', import.meta.url));

export interface PackCopy {
  readonly folder: string;
  readonly file: string;
  readonly original: string;
  /** The original with one value changed; `undefined` takes it away. */
  edit(path: readonly (string | number)[], value: unknown): Promise<void>;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

export async function packCopy(): Promise<PackCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'pack-'));
  await cp(packs, folder, { recursive: true });
  const file = join(folder, 'legacy-ut.yaml');
  const original = await readFile(file, 'utf8');
  return {
    folder,
    file,
    original,
    edit: (path, value) => {
      const document = parseDocument(original);
      if (value === undefined) document.deleteIn(path);
      else document.setIn(path, document.createNode(value));
      return writeFile(file, document.toString());
    },
    write: (text) => writeFile(file, text),
    remove: () => rm(folder, { recursive: true }),
  };
}
