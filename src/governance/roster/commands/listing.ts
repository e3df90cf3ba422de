/** What an import leaves behind when it has ended: its rows as the last word of its sources. */
import type { Tx } from '../../../store/tx.ts';
import { closeAnswered } from '../store/gone.ts';
import { layOver, takeOver } from '../store/listing.ts';

export async function settleListing(
  tx: Tx,
  ended: {
    readonly id: string;
    readonly mode: 'bulk' | 'delta' | undefined;
    readonly sources: readonly string[];
  },
): Promise<void> {
  await closeAnswered(tx, ended.id);
  for (const source of ended.sources)
    await (ended.mode === 'delta' ? layOver(tx, ended.id, source) : takeOver(tx, ended.id, source));
}
