/** Where the built-in PostgreSQL's programs and data lie, so that the user it runs as can reach both. */
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../kernel/hash.ts';
import type { Log } from '../../kernel/log.ts';
import { type Binaries, findBinaries, withLibraryNames } from './binaries.ts';
import { failure } from './failures.ts';
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
  const user = serverUser(folder);
  const found = findBinaries();
  const refuge = path.join(openGround, sha256(folder).slice(0, 12));
  const base = user && !canEnter(folder, user) ? refuge : folder;
  try {
    await mkdir(base, { recursive: true });
    const whole = await withLibraryNames(found, path.join(base, 'lib'));
    const copied = user && !canEnter(whole.folder, user);
    const binaries = copied ? await copyBinaries(whole, refuge) : whole;
    if (base !== folder) {
      log.info(
        { folder: base, user: user?.name },
        'The data folder is closed to the user that PostgreSQL runs as; its data lies elsewhere',
      );
    }
    return { binaries, home: path.join(base, 'postgres'), user };
  } catch (error) {
    throw failure('be prepared', base, '', error);
  }
}

/** Without the parts only compilers need; under another name first, so that half a copy is never taken for one. */
async function copyBinaries(binaries: Binaries, refuge: string): Promise<Binaries> {
  const folder = path.join(refuge, `postgresql-${binaries.version}`);
  const copy: Binaries = { folder: path.join(folder, 'native'), version: binaries.version };
  if (existsSync(copy.folder)) return copy;
  const half = `${folder}.new-${process.pid}`;
  await mkdir(half, { recursive: true });
  await cp(binaries.folder, path.join(half, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith('.a'),
  });
  await chmod(half, 0o755);
  await rename(half, folder).catch(async () => rm(half, { recursive: true, force: true }));
  return copy;
}
