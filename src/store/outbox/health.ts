/** The outbox in two numbers, for /readyz. */
import type { Temporal } from '../../kernel/clock.ts';
import type { Reader } from '../tx.ts';
import { countable } from './discreet.ts';
import { oldestWaiting } from './read.ts';

export async function outboxHealth(
  reader: Reader,
): Promise<{ readonly oldestDue: Temporal.Instant | undefined; readonly undeliverable: number }> {
  const undeliverable = await reader.db.outbox.count({ where: { state: 'undeliverable', ...countable } });
  return { oldestDue: await oldestWaiting(reader), undeliverable };
}
