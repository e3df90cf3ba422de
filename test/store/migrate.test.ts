import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { OperatorError } from '../../src/kernel/operator-error.ts';
import { openStore } from '../../src/store/client.ts';
import { migrate } from '../../src/store/migrate.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const shipped = path.resolve(import.meta.dirname, '../../prisma/migrations');
let db: TestDatabase;
let folder: string;

beforeEach(async () => {
  db = await testDatabase({ empty: true });
  folder = await mkdtemp(path.join(os.tmpdir(), 'migrations-'));
});
afterEach(async () => {
  await db.drop();
  await rm(folder, { recursive: true });
});

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: db.ownerUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

async function add(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

describe('migrations at start-up', () => {
  it("are written into Prisma's book as its own tools write them: name, SHA-256 of the file, finished, one step", async () => {
    const applied = await migrate(db.ownerUrl);
    const book = await query(
      'SELECT migration_name, checksum, finished_at IS NOT NULL AS done, applied_steps_count AS steps, rolled_back_at, logs FROM _prisma_migrations ORDER BY migration_name',
    );
    expect(book).toHaveLength(applied.length);
    for (const row of book) {
      const file = await readFile(path.join(shipped, String(row.migration_name), 'migration.sql'));
      const checksum = createHash('sha256').update(file).digest('hex');
      expect(row).toMatchObject({ checksum, done: true, steps: 1, rolled_back_at: null, logs: null });
    }
  });

  it('are applied once, whoever starts, and by one of two that start at the same time', async () => {
    const [one, other] = await Promise.all([migrate(db.ownerUrl), migrate(db.ownerUrl)]);
    expect([one.length, other.length].sort()).toEqual([
      0,
      (await query('SELECT FROM _prisma_migrations')).length,
    ]);
    expect(await migrate(db.ownerUrl)).toEqual([]);
  });

  it('leave nothing behind when one fails in its middle, and go on from there once it is mended', async () => {
    await cp(shipped, folder, { recursive: true });
    await add('29990101000000_broken', 'CREATE TABLE half (id int); SELECT 1/0;');
    await expect(migrate(db.ownerUrl, { folder })).rejects.toThrow('division by zero');
    expect(await query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    await add('29990101000000_broken', 'CREATE TABLE half (id int);');
    expect(await migrate(db.ownerUrl, { folder })).toEqual(['29990101000000_broken']);
  });

  it('refuse a database that a newer version changed, and say so in one line', async () => {
    await cp(shipped, folder, { recursive: true });
    await add('29990101000000_newer', 'CREATE TABLE newer (id int);');
    await migrate(db.ownerUrl, { folder });
    const refused = await migrate(db.ownerUrl).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OperatorError);
    expect(String(refused)).toContain('29990101000000_newer');
    expect(String(refused)).toContain('start the newer version');
  });

  it('refuse a database whose migration was another text', async () => {
    await cp(shipped, folder, { recursive: true });
    await migrate(db.ownerUrl, { folder });
    await query(
      "UPDATE _prisma_migrations SET checksum = repeat('0', 64) WHERE migration_name LIKE '%_guards'",
    );
    await expect(migrate(db.ownerUrl, { folder })).rejects.toThrow(
      /_guards is not the one this database was made with/,
    );
  });

  it("give the application's role the tables, but no way to write the audit trail or own anything", async () => {
    await migrate(db.ownerUrl);
    const rights = await query(`
      SELECT has_table_privilege('safekeep_app', 'outbox', 'SELECT, INSERT, UPDATE, DELETE') AS outbox,
             has_table_privilege('safekeep_app', 'audit_entry', 'SELECT') AS reads,
             has_table_privilege('safekeep_app', 'audit_entry', 'INSERT, UPDATE, DELETE, TRUNCATE') AS writes,
             has_table_privilege('safekeep_app', 'audit_head', 'INSERT, UPDATE, DELETE, TRUNCATE') AS head,
             has_table_privilege('safekeep_app', '_prisma_migrations', 'SELECT') AS book,
             (SELECT count(*)::int FROM pg_class WHERE pg_get_userbyid(relowner) = 'safekeep_app') AS owned`);
    expect(rights).toEqual([
      { outbox: true, reads: true, writes: false, head: false, book: false, owned: 0 },
    ]);
  });
});

describe("a database of the district's own", () => {
  /** A login that owns the database and is nothing else. */
  async function plainOwner(): Promise<string> {
    const role = `plain_${randomBytes(4).toString('hex')}`;
    const name = new URL(db.ownerUrl).pathname.slice(1);
    await query(`CREATE ROLE ${role} LOGIN PASSWORD 'plain'`);
    await query(`ALTER DATABASE ${name} OWNER TO ${role}`);
    const url = new URL(db.ownerUrl);
    url.username = role;
    url.password = 'plain';
    return url.toString();
  }

  const author = { personId: null, surface: 'test', now: systemClock.now() };
  const whoAmI = 'SELECT current_user AS role';

  it('whose login may not make roles is used as its owner, with a warning, and refuses changes to the trail', async () => {
    const url = await plainOwner();
    const warnings: string[] = [];
    const quiet = createLog('silent');
    await migrate(url, { log: { ...quiet, warn: (_, message) => void warnings.push(message) } });
    expect(warnings).toHaveLength(1);
    const store = await openStore(url);
    await store.transact(author, async (tx) => tx.audit({ what: 'a.b' }));
    await expect(store.db.$executeRaw`DELETE FROM audit_entry`).rejects.toThrow('refused');
    expect(await store.db.$queryRawUnsafe(whoAmI)).toEqual([{ role: new URL(url).username }]);
    await store.close();
  });

  it("whose login was granted the application's role works under it, and can't touch the trail at all", async () => {
    const url = await plainOwner();
    await query(`GRANT safekeep_app TO ${new URL(url).username}`);
    await migrate(url);
    const store = await openStore(url);
    await store.transact(author, async (tx) => tx.audit({ what: 'a.b' }));
    await expect(store.db.$executeRaw`DELETE FROM audit_entry`).rejects.toThrow('permission denied');
    expect(await store.db.$queryRawUnsafe(whoAmI)).toEqual([{ role: 'safekeep_app' }]);
    await store.close();
  });
});
