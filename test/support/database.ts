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
export async function testDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const clusterUrl = inject('clusterUrl');
  await asOwner(clusterUrl, `CREATE DATABASE ${name} TEMPLATE ${options.empty ? 'template0' : templateName}`);
  const url = withDatabase(inject('appUrl'), name);
  const store = await openStore(url);
  return {
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
