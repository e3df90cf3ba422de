/** For sweeps: statements are planned for the tables as they are now, not as they were when a connection first met them. */
import type { Tx } from './tx.ts';

/**
 * To the end of the transaction. A sweep fills the very tables that it reads: a plan kept from when they were empty reads
 * them whole for every row.
 */
export async function planAfresh(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`SET LOCAL plan_cache_mode = force_custom_plan`;
}
