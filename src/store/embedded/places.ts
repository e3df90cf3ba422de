/** Where the built-in PostgreSQL's programs and data lie, so that the user it runs as can reach both. */
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../kernel/hash.ts';
import type { Log } from '../../kernel/log.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { type Binaries, findBinaries, withLibraryNames } from './binaries.ts';
import { errorCode, failure } from './failures.ts';
import { canEnter, type ServerUser, serverUser } from './server-user.ts';

export interface Places {
  readonly binaries: Binaries;
  /** Holds data/, the passwords, the log and the socket; only the server's user may look inside. */
  readonly home: string;
  readonly user: ServerUser | undefined;
}

/** Where other users can go even when the program lies under /root, which is closed to them. */
const openGround = '/var/lib/safekeep';

export async function findPlaces(dataDir: string, log: Log): Promise<Places> {
  const folder = path.resolve(dataDir);
  const found = findBinaries();
  const refuge = path.join(openGround, sha256(folder).slice(0, 12));
  let base = folder;
  try {
    const user = serverUser(folder);
    if (user && !canEnter(folder, user)) base = refuge;
    await makeFolder(base, user);
    const whole = await withLibraryNames(found, path.join(base, 'lib'));
    const closed = user && !canEnter(whole.folder, user);
    const binaries = closed ? await copyBinaries(whole, refuge, user) : whole;
    if (base !== folder) {
      log.info(
        { folder: base, user: user?.name },
        'The data folder is closed to the user that PostgreSQL runs as; its data lies elsewhere',
      );
    }
    return { binaries, home: path.join(base, 'postgres'), user };
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw failure('be prepared', base, '', error);
  }
}

/** Folders made on the way let the server's user pass, whatever our umask says. */
async function makeFolder(folder: string, user: ServerUser | undefined): Promise<void> {
  const first = await mkdir(folder, { recursive: true }).catch(async (error: unknown) => {
    // On a disk that can only be read, Node's recursive form says ENOENT; the plain one says why.
    if (errorCode(error) === 'ENOENT') await mkdir(folder);
    throw error;
  });
  if (!first || !user) return;
  for (let at = folder; at.length >= first.length; at = path.dirname(at)) await chmod(at, 0o711);
}

/** Without the parts only compilers need; under another name first, so that half a copy is never taken for one. */
async function copyBinaries(binaries: Binaries, refuge: string, user: ServerUser): Promise<Binaries> {
  const folder = path.join(refuge, `postgresql-${binaries.version}`);
  const copy: Binaries = { folder: path.join(folder, 'native'), version: binaries.version };
  if (existsSync(copy.folder)) return copy;
  const half = `${folder}.new-${process.pid}`;
  await makeFolder(half, user);
  await cp(binaries.folder, path.join(half, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith('.a'),
  });
  for (const entry of await readdir(half, { recursive: true, withFileTypes: true })) {
    // As they were installed under a strict umask, only root could read them.
    if (!entry.isSymbolicLink()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
  await rename(half, folder).catch(async () => rm(half, { recursive: true, force: true }));
  return copy;
}
