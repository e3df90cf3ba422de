/** One connection that says "in use", so that of several programs on one data folder the last one stops the server. */
import pg from 'pg';

const useLock = 26112101;

export interface Hold {
  /** Resolves when the connection ended, by us or because the server went away; never rejects. */
  readonly lost: Promise<void>;
  /** Lets go, and runs `stop` if nobody else uses the server; whoever comes meanwhile waits and then starts its own. */
  release(stop: () => Promise<void>): Promise<void>;
}

/** Rejects when the server is just being stopped by the last one who used it. */
export async function holdServer(ownerUrl: string): Promise<Hold> {
  const held = await connect(ownerUrl);
  const lost = new Promise<void>((resolve) => {
    held.once('end', () => resolve());
  });
  await held.query('SELECT pg_advisory_lock_shared($1)', [useLock]);
  return {
    lost,
    async release(stop) {
      await held.end().catch(() => undefined);
      // A new connection, since the old one may have been lost; with no server there is nothing to stop.
      const leaving = await connect(ownerUrl).catch(() => undefined);
      if (!leaving) return;
      try {
        if (await isLast(leaving)) await stop();
      } finally {
        await leaving.end().catch(() => undefined);
      }
    },
  };
}

/** A failure here means that another, who left at the same moment, is stopping the server. */
async function isLast(client: pg.Client): Promise<boolean> {
  const query = client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [useLock]);
  return query.then(
    ({ rows }) => rows[0]?.last === true,
    () => false,
  );
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'safekeep hold' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
