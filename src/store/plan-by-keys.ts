/** For sweeps: a page asks for its rows by their keys, so no table is read whole, whatever the planner believes of it. */
import type { Tx } from './tx.ts';

/**
 * To the end of the transaction. A sweep fills the very tables that it reads: what the planner knows of them is old, and
 * a plan kept from when they were empty would read them from end to end for every row.
 */
export async function planByKeys(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
           set_config('enable_mergejoin', 'off', true)`;
}
