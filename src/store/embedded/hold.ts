/** One connection that says "in use", so that of several programs on one data folder the last one stops the server. */
import pg from 'pg';

const useLock = 26112101;

export interface Hold {
  /** Lets go; true when nobody else uses the server, and nobody can begin to before it is stopped. */
  release(): Promise<boolean>;
}

export async function holdServer(ownerUrl: string): Promise<Hold> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'safekeep hold' });
  let lost = false;
  client.on('error', () => {
    lost = true;
  });
  await client.connect();
  await client.query('SELECT pg_advisory_lock_shared($1)', [useLock]);
  return {
    async release() {
      if (lost) return true;
      await client.query('SELECT pg_advisory_unlock_shared($1)', [useLock]);
      const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [
        useLock,
      ]);
      await client.end();
      return rows[0]?.last === true;
    },
  };
}
