/** What has been done once already: a row written in the transaction of the success (`tx.once`), so a refusal leaves none. */
import type { CaseKey, Reader } from './tx.ts';

export interface OnceRow {
  /** The case that it was about, to be shown again on a repeat. */
  readonly about?: CaseKey;
}

/** The transaction's once-key was taken: the same was done before, or at the same moment. Nothing of it is kept. */
export class DoneBefore extends Error {
  constructor() {
    super('done before');
  }
}

export async function findOnce(reader: Reader, key: string): Promise<OnceRow | undefined> {
  const row = await reader.db.once.findUnique({ where: { key } });
  if (!row) return undefined;
  return row.caseKind && row.caseId ? { about: { kind: row.caseKind, id: row.caseId } } : {};
}
