/** Whether an earlier transaction was kept: for whoever goes on from it and may have been run twice. */
import type { Reader, Tx } from './tx.ts';

/** The name of this transaction, to be asked about later. */
export async function transactionName(tx: Tx): Promise<string> {
  const [row] = await tx.db.$queryRaw<{ name: string }[]>`select pg_current_xact_id()::text as name`;
  return row?.name ?? '';
}

/** False for one that was undone, or whose server died under it. */
export async function wasKept(reader: Reader, name: string): Promise<boolean> {
  const [row] = await reader.db.$queryRaw<{ status: string | null }[]>`
    select pg_xact_status(${name}::xid8) as status`;
  return row?.status === 'committed';
}
