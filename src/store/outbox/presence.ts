/** Says that a delivery worker lives, so that the next one to come knows whether what is being sent was left by the dead. */
import type { Client } from 'pg';

const deliveryLock = 26112103;

/**
 * Locks the worker's place for as long as this connection stands. On the first connection of a worker, which has
 * nothing in hand yet: if no other worker lives, what is marked as in somebody's hands is free at once, not only when
 * its lease ends. A living worker whose connection is just broken is overlooked; what it sends is then sent twice at
 * worst, and counted.
 */
export async function takePlace(client: Client, again: boolean): Promise<void> {
  const alone = !again && (await isAlone(client));
  if (alone)
    await client.query(`
      UPDATE outbox
         SET leased_until = CASE WHEN coarse THEN date_trunc('hour', clock_timestamp(), 'UTC') ELSE clock_timestamp() END
       WHERE state IN ('sending', 'sent') AND leased_until > clock_timestamp()`);
  await client.query('SELECT pg_advisory_lock_shared($1)', [deliveryLock]);
  if (alone) await client.query('SELECT pg_advisory_unlock($1)', [deliveryLock]);
}

async function isAlone(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
    deliveryLock,
  ]);
  return rows[0]?.alone === true;
}
