/** Applies what is pending of prisma/migrations at start-up, kept in Prisma's own book so that its tools agree. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { systemClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { connectOrExplain } from './connection.ts';
import { applicationRole, grantToApplication } from './grants.ts';

/** Prisma's own lock number, so that `prisma migrate deploy` elsewhere waits for us and we for it. */
const advisoryLock = 72707369;

/** As Prisma's tools make it. */
export const migrationBook = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

const defaultFolder = path.resolve(import.meta.dirname, '../../prisma/migrations');

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings the database up to date and gives the application's role its rights; the names applied come back.
 * Each migration is one transaction: it is there wholly or not at all. Throws OperatorError for a database that
 * can't be reached or that another version changed.
 */
export async function migrate(
  ownerUrl: string,
  options: { readonly folder?: string; readonly log?: Log } = {},
): Promise<readonly string[]> {
  const { folder = defaultFolder, log } = options;
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'safekeep migrate' });
  await connectOrExplain(client);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    await client.query(migrationBook);
    const pending = await pendingOf(client, await readMigrations(folder));
    for (const migration of pending) await apply(client, migration);
    if ((await grantToApplication(client)) === 'ownerOnly') {
      log?.warn(
        { role: applicationRole },
        'The program works as the owner of its tables: create this role and grant it to the login of DATABASE_URL',
      );
    }
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(folder, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    }),
  );
}

async function pendingOf(client: pg.Client, known: readonly Migration[]): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  for (const row of rows) {
    const name = row.migration_name;
    const migration = known.find((one) => one.name === name);
    if (!row.finished_at) {
      throw new OperatorError(
        `The database's migration ${name} began and did not end: restore a backup, or finish it by hand and run "npx prisma migrate resolve --applied ${name}".`,
      );
    }
    if (!migration) {
      throw new OperatorError(
        `The database has the migration ${name}, which this version of Safekeep does not know: start the newer version that made it. Nothing was changed.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new OperatorError(
        `The migration ${name} is not the one this database was made with: start the version that made it, or use another database. Nothing was changed.`,
      );
    }
  }
  return known.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const startedAt = systemClock.now().toString();
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, $5, 1)`,
      [newId(), migration.checksum, migration.name, startedAt, systemClock.now().toString()],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
