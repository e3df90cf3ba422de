/** Starts the built-in PostgreSQL, or finds that it runs already, and stops it. */
import { chown, mkdtemp, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { OperatorError } from '../../kernel/operator-error.ts';
import { dataFolder, ownerRole } from './cluster.ts';
import { errorCode, failure } from './failures.ts';
import type { Passwords } from './passwords.ts';
import { isLeftOver, pidFilePath, readPidFile } from './pid-file.ts';
import type { Places } from './places.ts';
import { run } from './run.ts';

/** Where it listens: a folder for its Unix socket, or on Windows the loopback address. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The longest a socket's path may be is 107 bytes on Linux and 103 on macOS; the name in the folder takes 16. */
const longestSocketFolder = 85;
const startWithinS = 60;
const stopWithinS = 30;
const mostAttempts = 20;
/** Of a server whose first process was killed: the others end by themselves within moments. */
const stillEnding = /pre-existing shared memory block/;
const locked = /lock file "[^"]*" already exists/;

/** The log never holds a statement or a row: they may hold what people typed. */
const settings: Readonly<Record<string, string>> = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  timezone: 'UTC',
};
const carefree: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

export function urlOf(address: Address, role: string, password: string, database: string): string {
  const url = new URL('postgresql://localhost');
  url.username = role;
  url.password = password;
  url.port = String(address.port);
  url.pathname = `/${database}`;
  url.searchParams.set('host', address.host);
  return url.toString();
}

/** A server that lives in this folder already (left over, or another Safekeep's), proven by a login. */
export async function livingServer(places: Places, passwords: Passwords): Promise<Address | undefined> {
  for (let waitedMs = 0; waitedMs < startWithinS * 1000; waitedMs += 100) {
    const address = await readPidFile(dataFolder(places));
    if (!address?.host) return undefined;
    const client = new pg.Client({
      connectionString: urlOf(address, ownerRole, passwords.owner, 'postgres'),
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return { host: address.host, port: address.port };
    } catch (error) {
      const code = errorCode(error);
      if (code === '28P01') throw wrongPassword(places, error);
      // 57P03: starting up or shutting down.
      if (code !== '57P03') return undefined;
      await pause(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return undefined;
}

/** Waits where the processes of a killed server still have to end; takes over what is certainly left over. */
export async function startServer(
  places: Places,
  passwords: Passwords,
  durable: boolean,
  at?: Address,
): Promise<Address> {
  const address = at ?? (await newAddress(places));
  const logFile = path.join(places.home, 'postgres.log');
  for (let attempt = 1; ; attempt += 1) {
    const logged = await sizeOf(logFile);
    const started = await run(
      places.binaries,
      'pg_ctl',
      [
        ...['start', '-w', '-s', '-t', String(startWithinS), '-D', dataFolder(places), '-l', logFile],
        ...['-o', serverOptions(address, durable)],
      ],
      places.user,
    );
    if (started.ok) return address;
    // Two starts at once: the other's server is as good.
    const other = await livingServer(places, passwords);
    if (other) return other;
    const said = `${started.said}\n${await logSince(logFile, logged)}`;
    const passing = stillEnding.test(said) || (locked.test(said) && (await clearLeftOver(places)));
    if (!passing || attempt >= mostAttempts) throw failure('start', places.home, said, started.error);
    await pause(attempt * 50);
  }
}

function serverOptions(address: Address, durable: boolean): string {
  const isSocket = address.host.startsWith('/');
  const options = {
    ...settings,
    ...(durable ? {} : carefree),
    port: String(address.port),
    listen_addresses: isSocket ? '' : address.host,
    ...(isSocket ? { unix_socket_directories: address.host, unix_socket_permissions: '0700' } : {}),
  };
  return Object.entries(options)
    .map(([name, value]) => `-c ${name}=${quoted(value)}`)
    .join(' ');
}

/** True when starting again makes sense: the file is gone, by us or by its owner. */
async function clearLeftOver(places: Places): Promise<boolean> {
  const folder = dataFolder(places);
  const file = await readPidFile(folder);
  if (!file) return true;
  if (!(await isLeftOver(folder, file))) return false;
  await rm(pidFilePath(folder), { force: true });
  return true;
}

/** Not with pg_ctl's own wait, which takes the server that another program starts in the meantime for this one. */
export async function stopServer(places: Places): Promise<void> {
  const folder = dataFolder(places);
  const before = await readPidFile(folder);
  if (!before) return;
  const stopped = await run(
    places.binaries,
    'pg_ctl',
    ['stop', '-W', '-s', '-m', 'fast', '-D', folder],
    places.user,
  );
  for (let waitedMs = 0; waitedMs < stopWithinS * 1000; waitedMs += 20) {
    if ((await readPidFile(folder))?.pid !== before.pid) {
      // A socket's folder of its own, which a long path needed; never one that still holds something.
      if (before.host !== places.home) await rmdir(before.host).catch(() => undefined);
      return;
    }
    if (!stopped.ok) break;
    await pause(20);
  }
  throw failure('stop', places.home, stopped.said || 'it still runs', stopped.error);
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

async function logSince(file: string, offset: number): Promise<string> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return bytes.subarray(offset).toString('utf8').slice(-4_000);
}

async function newAddress(places: Places): Promise<Address> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() };
  if (Buffer.byteLength(places.home) <= longestSocketFolder) return { host: places.home, port: 5432 };
  const folder = await mkdtemp('/tmp/safekeep-');
  if (places.user) await chown(folder, places.user.uid, places.user.gid);
  return { host: folder, port: 5432 };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function quoted(value: string): string {
  if (process.platform === 'win32') return value === '' ? '""' : value;
  return `'${value.replaceAll("'", "'\\''")}'`;
}

function wrongPassword(places: Places, cause: unknown): OperatorError {
  return new OperatorError(
    `owner.password in ${places.home} does not open the database that runs there: put the file back from a backup.`,
    { cause },
  );
}
