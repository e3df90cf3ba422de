/** Says that a worker of some kind lives, so that the next one to come knows whether what is in hand was left by the dead. */
import type { Client } from 'pg';

/**
 * Locks a worker's place, by the kind's own number, for as long as the connection stands. On the first connection of a
 * worker, which has nothing in hand yet: if no other worker of its kind lives, `freeing` (SQL) lets go at once of what
 * is marked as in somebody's hands, not only when its lease ends. A living worker whose connection is just broken is
 * overlooked.
 */
export function placeOf(lock: number, freeing: string): (client: Client, again: boolean) => Promise<void> {
  return async (client, again) => {
    const alone = !again && (await isAlone(client, lock));
    if (alone) await client.query(freeing);
    await client.query('SELECT pg_advisory_lock_shared($1)', [lock]);
    if (alone) await client.query('SELECT pg_advisory_unlock($1)', [lock]);
  };
}

async function isAlone(client: Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [lock]);
  return rows[0]?.alone === true;
}
