/** Where one person stands with an agreement, from what is stored. */
import type { Policy } from '../../../policy/policy.ts';
import type { Reader } from '../../../store/tx.ts';
import { obligationsOf } from '../../people/store/obligations.ts';
import type { Due } from '../rules/due.ts';
import { type Standing, standingOf } from '../rules/standing.ts';
import { type Signature, signaturesOf } from './signatures.ts';

/** Where this person stands today, with the stored due date. */
export async function standingIn(
  reader: Reader,
  policy: Policy,
  agreementId: string,
  personId: string,
  today: string,
): Promise<{ readonly standing: Standing<Signature>; readonly openDue: Due | undefined }> {
  const agreement = policy.pack.agreements[agreementId];
  if (!agreement) throw new Error('no such agreement in this plan');
  const past = await pastSignatures(reader, agreementId, personId);
  const latest = (await signaturesOf(reader, policy.calendar, agreementId, personId)).find(
    ({ id }) => !past.has(`signature:${id}`),
  );
  const open = (await obligationsOf(reader, personId)).find(
    (one) => one.duty === agreementId && one.metAt === undefined,
  );
  const openDue = open?.dueOn.toString();
  return { standing: standingOf(policy, agreement, { latest, openDue, today }), openDue: open };
}

/** Of an employment that ended: they stay on file and count for nothing when somebody is hired again (T7). */
async function pastSignatures(reader: Reader, duty: string, personId: string): Promise<ReadonlySet<string>> {
  const rows = await reader.db.dutyDone.findMany({
    where: { personId, duty, past: true },
    select: { ref: true },
  });
  return new Set(rows.map(({ ref }) => ref));
}
