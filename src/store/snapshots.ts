/** The plan as it stood when a case began, so that the case finishes under it. */
import { toDate } from '../kernel/clock.ts';
import type { Reader, Tx } from './tx.ts';

export interface Snapshot {
  readonly fingerprint: string;
  readonly packId: string;
  readonly version: string;
  readonly body: string;
}

/** True when this plan had not been seen before; keeping the same one again changes nothing. */
export async function keepSnapshot(tx: Tx, snapshot: Snapshot): Promise<boolean> {
  const { fingerprint, packId, version, body } = snapshot;
  const made = await tx.db.policySnapshot.createMany({
    data: [{ fingerprint, packId, version, body, firstSeenAt: toDate(tx.now) }],
    skipDuplicates: true,
  });
  return made.count === 1;
}

/** The snapshot's text, to build the policy from again. */
export async function loadSnapshot(reader: Reader, fingerprint: string): Promise<string | undefined> {
  return (await reader.db.policySnapshot.findUnique({ where: { fingerprint } }))?.body;
}
