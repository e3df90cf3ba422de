/** Makes the data folder of the built-in PostgreSQL when there is none, and refuses one that is not ours to open. */
import { chown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError } from '../../kernel/operator-error.ts';
import { errorCode, failure } from './failures.ts';
import { makePasswords, passwordFile } from './passwords.ts';
import type { Places } from './places.ts';
import { run } from './run.ts';

export const ownerRole = 'safekeep_owner';

export function dataFolder(places: Places): string {
  return path.join(places.home, 'data');
}

/** True when it was made just now. */
export async function ensureCluster(places: Places, durable: boolean): Promise<boolean> {
  if (await isOurs(places)) return false;
  await clearAbandoned(places.home);
  await makeCluster(places, durable);
  return true;
}

async function isOurs(places: Places): Promise<boolean> {
  const { home } = places;
  const held = await stat(home).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw failure('look', home, '', error);
  });
  if (!held) return false;
  const self = process.getuid?.();
  if (self !== undefined && self !== 0 && held.uid !== self) {
    throw new OperatorError(
      `${home} belongs to another user (number ${held.uid}): start Safekeep as that user or as root, or set DATA_DIR to another folder.`,
    );
  }
  const version = await readFile(path.join(dataFolder(places), 'PG_VERSION'), 'utf8').catch(() => '');
  const wanted = places.binaries.version.split('.')[0];
  if (version.trim() === wanted) return true;
  throw new OperatorError(
    version
      ? `${home} holds a database of PostgreSQL ${version.trim()}, and this Safekeep brings ${wanted}: start the Safekeep that made it, copy the data over with pg_dump, or set DATA_DIR to another folder. It was left as it was.`
      : `${home} is there and holds no database: move it away, or set DATA_DIR to another folder. It was left as it was.`,
  );
}

/** Beside its place first, so that a crash in the middle leaves nothing that looks like a database. */
async function makeCluster(places: Places, durable: boolean): Promise<void> {
  const { home, user } = places;
  const half = `${home}.new-${process.pid}`;
  try {
    await mkdir(half, { mode: 0o700 });
    if (user) await chown(half, user.uid, user.gid);
    await makePasswords(half, user);
    const made = await run(
      places.binaries,
      'initdb',
      [
        ...['-D', path.join(half, 'data'), '-U', ownerRole, '--pwfile', passwordFile(half, 'owner')],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
        ...(durable ? [] : ['--no-sync']),
      ],
      user,
    );
    if (!made.ok) throw failure('be set up', path.dirname(home), made.said, made.error);
    await rename(half, home).catch((error: unknown) => {
      // Another start was quicker: its cluster is as good.
      if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
    });
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw failure('be set up', path.dirname(home), '', error);
  } finally {
    await rm(half, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** What starts that died in the middle have left. */
async function clearAbandoned(home: string): Promise<void> {
  const prefix = `${path.basename(home)}.new-`;
  const names = await readdir(path.dirname(home));
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    if (isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(path.join(path.dirname(home), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
