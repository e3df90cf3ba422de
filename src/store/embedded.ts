/** The built-in PostgreSQL: set up once, started or adopted, and stopped by whoever uses it last. */
import pg from 'pg';
import type { Log } from '../kernel/log.ts';
import { ensureCluster, ownerRole } from './embedded/cluster.ts';
import { errorCode } from './embedded/failures.ts';
import { type Hold, holdServer } from './embedded/hold.ts';
import { keepServer } from './embedded/keep.ts';
import { type Passwords, readPasswords } from './embedded/passwords.ts';
import { findPlaces, type Places } from './embedded/places.ts';
import { type Address, livingServer, startServer, stopServer, urlOf } from './embedded/server.ts';
import { applicationRole } from './grants.ts';

const databaseName = 'safekeep';
const setUpLock = 26112102;
const mostEntries = 5;
/** Shutting down, and what a connection says that it cuts or no longer takes. */
const goingAway = new Set(['57P01', '57P03', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'EPIPE']);

export interface Embedded {
  /** For migrations. */
  readonly ownerUrl: string;
  /** What the program works with: a role that owns no table. */
  readonly appUrl: string;
  /** The folder that holds the data: what to back up. */
  readonly where: string;
  /** Call after every pool is closed. The server goes on when another Safekeep uses it. */
  stop(): Promise<void>;
}

/** `fsync: false` is for tests: a crash of the machine loses data then. Throws OperatorError with what to do. */
export async function startEmbedded(options: {
  readonly dataDir: string;
  readonly fsync?: boolean;
  readonly log: Log;
}): Promise<Embedded> {
  const durable = options.fsync ?? true;
  const places = await findPlaces(options.dataDir, options.log);
  await ensureCluster(places, durable);
  const passwords = await readPasswords(places.home);
  const { address, hold } = await enter(places, passwords, durable, options.log);
  const again = async () => (await enter(places, passwords, durable, options.log, address)).hold;
  const kept = keepServer(hold, again, options.log);
  return {
    ownerUrl: urlOf(address, ownerRole, passwords.owner, databaseName),
    appUrl: urlOf(address, applicationRole, passwords.app, databaseName),
    where: places.home,
    stop: () => kept.release(() => stopServer(places)),
  };
}

/**
 * Starts over when the server found is just being stopped by the last program that used it. `before` is where it
 * listened until now, so that whoever works with it finds it there again.
 */
async function enter(
  places: Places,
  passwords: Passwords,
  durable: boolean,
  log: Log,
  before?: Address,
): Promise<{ readonly address: Address; readonly hold: Hold }> {
  for (let attempt = 1; ; attempt += 1) {
    const living = await livingServer(places, passwords);
    if (living) log.info({}, 'A PostgreSQL already runs in the data folder; using it');
    const address = living ?? (await startServer(places, passwords, durable, before));
    const ownerUrl = urlOf(address, ownerRole, passwords.owner, databaseName);
    try {
      await ensureDatabase(ownerUrl, urlOf(address, ownerRole, passwords.owner, 'postgres'), passwords.app);
      return { address, hold: await holdServer(ownerUrl) };
    } catch (error) {
      if (attempt >= mostEntries || !isGoingAway(error)) throw error;
    }
  }
}

function isGoingAway(error: unknown): boolean {
  // The driver gives this one no code.
  const cut = error instanceof Error && error.message === 'Connection terminated unexpectedly';
  return cut || goingAway.has(errorCode(error) ?? '');
}

/** The role first: a database that is there says that both are. Two first starts at once take turns. */
async function ensureDatabase(ownerUrl: string, maintenanceUrl: string, appPassword: string): Promise<void> {
  if (await canConnect(ownerUrl)) return;
  const client = new pg.Client({ connectionString: maintenanceUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [setUpLock]);
    if (!(await isThere(client, 'pg_roles', 'rolname', applicationRole))) {
      const password = client.escapeLiteral(appPassword);
      await client.query(`CREATE ROLE ${applicationRole} LOGIN PASSWORD ${password}`);
    }
    if (!(await isThere(client, 'pg_database', 'datname', databaseName))) {
      await client.query(`CREATE DATABASE ${databaseName}`);
    }
  } finally {
    await client.end();
  }
}

async function isThere(client: pg.Client, catalog: string, column: string, name: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT FROM ${catalog} WHERE ${column} = $1`, [name]);
  return rows.length > 0;
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (errorCode(error) === '3D000') return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
