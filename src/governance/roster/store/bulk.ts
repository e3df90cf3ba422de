/** Statements over a whole file: told how big things are, since nobody has counted rows that were loaded a second ago. */
import type { Tx } from '../../../store/tx.ts';

/**
 * To the transaction's end. Without statistics PostgreSQL takes a hundred thousand fresh rows for one, and compares each
 * with each: hours instead of a second.
 */
export async function expectMany(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`
    select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
           set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`;
}
