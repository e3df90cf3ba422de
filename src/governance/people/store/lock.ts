/** Locks held to the transaction's end, so that two changes about one person or one role take turns. */
import type { Tx } from '../../../store/tx.ts';

/** False when there is no such person. */
export async function lockPerson(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<
    { id: string }[]
  >`select id from person where id = ${personId} for update`;
  return rows.length === 1;
}

export async function lockRole(tx: Tx, role: string): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('role:' || ${role}))`;
}
