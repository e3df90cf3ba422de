/** Keeps a running program's jobs from running, as another instance that is at them does. */
import pg from 'pg';
import { houseRegistry } from '../../src/cli/open.ts';

/** Resolves when none is in hand; the end of the connection lets them go again. */
export async function holdJobs(databaseUrl: string): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const name of houseRegistry().jobs.keys())
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`safekeep job ${name}`]);
  return { release: () => client.end() };
}
