/** What has been done once already: a row written in the transaction of the success, so a refusal leaves none. */
import type { CaseKey, Reader, Tx } from './tx.ts';

export interface OnceRow {
  /** The case that it was about, to be shown again on a repeat. */
  readonly about?: CaseKey;
}

/**
 * Claims the key; two at once wait for one another, and the second gets the first one's row. `tx.remember` then says
 * which case it was about.
 */
export async function claimOnce(tx: Tx, key: string): Promise<'first' | OnceRow> {
  const made = await tx.db.$executeRaw`
    INSERT INTO once (key, at) VALUES (${key}, ${tx.now.toString()}::timestamptz) ON CONFLICT DO NOTHING`;
  return made === 1 ? 'first' : ((await findOnce(tx, key)) ?? {});
}

export async function findOnce(reader: Reader, key: string): Promise<OnceRow | undefined> {
  const row = await reader.db.once.findUnique({ where: { key } });
  if (!row) return undefined;
  return row.caseKind && row.caseId ? { about: { kind: row.caseKind, id: row.caseId } } : {};
}
