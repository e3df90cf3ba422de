/** A migrated database of one's own for a test file, copied from the run's template. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openStore } from '../../src/store/client.ts';
import type { Store } from '../../src/store/store.ts';
import { templateName, withDatabase } from './cluster.ts';

export interface TestDatabase {
  readonly store: Store;
  /** As the application. */
  readonly url: string;
  /** As the owner and superuser: for faults that only they can cause. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** `empty` leaves out even the tables. */
export function testDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  return copyOf(options.empty ? 'template0' : templateName);
}

/** One that holds what `furnish` writes; that is done once in a run, whichever file asks first, and copied from then on. */
export async function furnishedDatabase(
  template: string,
  furnish: (store: Store) => Promise<void>,
): Promise<TestDatabase> {
  const client = new pg.Client({ connectionString: inject('clusterUrl') });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rows } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rows.length === 0) {
      const { store, name } = await copyOf(templateName);
      await furnish(store);
      await store.close();
      await client.query(`ALTER DATABASE ${name} RENAME TO ${template}`);
    }
  } finally {
    await client.end();
  }
  return copyOf(template);
}

async function copyOf(template: string): Promise<TestDatabase & { readonly name: string }> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const clusterUrl = inject('clusterUrl');
  await asOwner(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = withDatabase(inject('appUrl'), name);
  const store = await openStore(url);
  return {
    name,
    store,
    url,
    ownerUrl: withDatabase(clusterUrl, name),
    drop: async () => {
      await store.close();
      await asOwner(clusterUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
