import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { diagnose, migrationsFolder, missingSql } from '../../prisma/tools/schema-engine.ts';
import { migrate, migrationBook } from '../../src/store/migrate.ts';
import { testDatabase } from '../support/database.ts';

const root = path.resolve(import.meta.dirname, '../..');
const slowMs = 180_000;

it(
  'the migrations lead to schema.prisma, with nothing left to write',
  async () => {
    expect(await missingSql(root)).toBeUndefined();
  },
  slowMs,
);

interface BookRow {
  readonly id: string;
  readonly checksum: string;
  readonly migration_name: string;
  readonly started_at: Date;
  readonly finished_at: Date;
}

it(
  "Prisma's own engine finds a database that we migrated up to date: nothing edited, failed, missing or to apply",
  async () => {
    const db = await testDatabase({ empty: true });
    await migrate(db.ownerUrl);
    const owner = new pg.Client({ connectionString: db.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<BookRow>('SELECT * FROM _prisma_migrations');
    await owner.end();
    await db.drop();
    const { diagnosis, applied } = await diagnose(root, async (database) => {
      for (const name of (await readdir(path.join(root, migrationsFolder)))
        .filter((one) => /^\d/.test(one))
        .sort()) {
        await database.exec(await readFile(path.join(root, migrationsFolder, name, 'migration.sql'), 'utf8'));
      }
      await database.exec(migrationBook);
      for (const row of rows) {
        await database.query(
          'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, $4, $5, 1)',
          [row.id, row.checksum, row.migration_name, row.started_at, row.finished_at],
        );
      }
    });
    expect(diagnosis).toMatchObject({
      history: null,
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
    });
    expect(applied).toEqual([]);
  },
  slowMs,
);
