/** What an interrupted signer had initialled already, and when. */
import { toDate } from '../../../kernel/clock.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Draft {
  readonly version: number;
  /** Line -> instant at which it was initialled. */
  readonly initials: Readonly<Record<string, string>>;
}

export async function draftOf(
  reader: Reader,
  personId: string,
  agreement: string,
): Promise<Draft | undefined> {
  const row = await reader.db.agreementDraft.findUnique({
    where: { personId_agreement: { personId, agreement } },
  });
  return row ? { version: row.version, initials: row.initials as Record<string, string> } : undefined;
}

/** The caller holds the person's lock: two ticks in quick succession must not undo one another. */
export async function keepDraft(tx: Tx, personId: string, agreement: string, draft: Draft): Promise<void> {
  const kept = { version: draft.version, initials: { ...draft.initials }, changedAt: toDate(tx.now) };
  await tx.db.agreementDraft.upsert({
    where: { personId_agreement: { personId, agreement } },
    create: { personId, agreement, ...kept },
    update: kept,
  });
}

export async function dropDraft(tx: Tx, personId: string, agreement: string): Promise<void> {
  await tx.db.agreementDraft.deleteMany({ where: { personId, agreement } });
}
