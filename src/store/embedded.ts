/** The built-in PostgreSQL: set up once, started or adopted, and stopped by whoever uses it last. */
import pg from 'pg';
import type { Log } from '../kernel/log.ts';
import { ensureCluster, ownerRole } from './embedded/cluster.ts';
import { errorCode } from './embedded/failures.ts';
import { holdServer } from './embedded/hold.ts';
import { readPasswords } from './embedded/passwords.ts';
import { findPlaces } from './embedded/places.ts';
import { livingServer, startServer, stopServer, urlOf } from './embedded/server.ts';
import { applicationRole } from './grants.ts';

const databaseName = 'safekeep';

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
  const living = await livingServer(places, passwords);
  if (living) options.log.info({}, 'A PostgreSQL already runs in the data folder; using it');
  const address = living ?? (await startServer(places, passwords, durable));
  const ownerUrl = urlOf(address, ownerRole, passwords.owner, databaseName);
  await ensureDatabase(ownerUrl, urlOf(address, ownerRole, passwords.owner, 'postgres'), passwords.app);
  const hold = await holdServer(ownerUrl);
  return {
    ownerUrl,
    appUrl: urlOf(address, applicationRole, passwords.app, databaseName),
    where: places.home,
    stop: async () => {
      if (await hold.release()) await stopServer(places);
    },
  };
}

/** The role first: a database that is there says that both are. */
async function ensureDatabase(ownerUrl: string, maintenanceUrl: string, appPassword: string): Promise<void> {
  if (await canConnect(ownerUrl)) return;
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const password = client.escapeLiteral(appPassword);
    await ignoring('42710', client.query(`CREATE ROLE ${applicationRole} LOGIN PASSWORD ${password}`));
    await ignoring('42P04', client.query(`CREATE DATABASE ${databaseName}`));
  } finally {
    await client.end();
  }
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

/** Two first starts at once may both try to make it. */
async function ignoring(state: string, query: Promise<unknown>): Promise<void> {
  await query.catch((error: unknown) => {
    if (errorCode(error) !== state) throw error;
  });
}
