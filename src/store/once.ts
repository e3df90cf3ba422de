/** What has been done once already: a row written in the transaction of the success, so a refusal leaves none. */
import { toDate } from '../kernel/clock.ts';
import type { CaseKey, Reader, Tx } from './tx.ts';

export interface OnceRow {
  /** The case that it was about, to be shown again on a repeat. */
  readonly about?: CaseKey;
}

/** Claims the key; two at once wait for one another, and the second gets the first one's row. */
export async function claimOnce(tx: Tx, key: string): Promise<'first' | OnceRow> {
  const made = await tx.db.once.createMany({ data: [{ key, at: toDate(tx.now) }], skipDuplicates: true });
  return made.count === 1 ? 'first' : ((await findOnce(tx, key)) ?? {});
}

export async function findOnce(reader: Reader, key: string): Promise<OnceRow | undefined> {
  const row = await reader.db.once.findUnique({ where: { key } });
  if (!row) return undefined;
  return row.caseKind && row.caseId ? { about: { kind: row.caseKind, id: row.caseId } } : {};
}

export async function rememberCase(tx: Tx, key: string, about: CaseKey): Promise<void> {
  await tx.db.once.update({ where: { key }, data: { caseKind: about.kind, caseId: about.id } });
}
