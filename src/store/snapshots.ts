/** The plan as it stood when a case began, so that the case finishes under it. */
import { type Temporal, toDate } from '../kernel/clock.ts';
import type { Reader } from './tx.ts';

/** What the store keeps of a policy; src/policy/policy.ts fits it. */
export interface PlanToKeep {
  readonly fingerprint: string;
  readonly pack: { readonly pack: { readonly id: string; readonly version: string } };
  readonly snapshot: string;
}

/** Keeping the same plan again changes nothing. */
export async function keepSnapshot(store: Reader, plan: PlanToKeep, now: Temporal.Instant): Promise<void> {
  await store.db.policySnapshot.createMany({
    data: [
      {
        fingerprint: plan.fingerprint,
        packId: plan.pack.pack.id,
        version: plan.pack.pack.version,
        body: plan.snapshot,
        firstSeenAt: toDate(now),
      },
    ],
    skipDuplicates: true,
  });
}

/** The snapshot's text, to build the policy from again. */
export async function loadSnapshot(reader: Reader, fingerprint: string): Promise<string | undefined> {
  return (await reader.db.policySnapshot.findUnique({ where: { fingerprint } }))?.body;
}
