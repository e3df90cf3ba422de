/** What hung on somebody who left or is away, and why: the cause is their departure or their absence. */
import { toDate } from '../../../kernel/clock.ts';
import type { CaseKey, Reader, Tx } from '../../../store/tx.ts';

/** What made somebody inactive: their last departure, or what keeps them away now. */
export async function causeOf(
  reader: Reader,
  personId: string,
  status: 'leave' | 'left',
): Promise<string | undefined> {
  const found =
    status === 'left'
      ? await reader.db.departure.findFirst({
          where: { personId, state: 'done' },
          orderBy: [{ doneAt: 'desc' }, { id: 'desc' }],
          select: { id: true },
        })
      : await reader.db.absence.findFirst({
          where: { personId, state: 'running' },
          orderBy: [{ begunAt: 'desc' }, { id: 'desc' }],
          select: { id: true },
        });
  return found?.id;
}

export async function keepHandedOn(
  tx: Tx,
  causeId: string,
  personId: string,
  cases: readonly CaseKey[],
): Promise<void> {
  if (cases.length === 0) return;
  await tx.db.handedOn.createMany({
    data: cases.map(({ kind, id }) => ({
      ...{ causeId, personId, caseKind: kind, caseId: id, at: toDate(tx.now) },
    })),
    skipDuplicates: true,
  });
}

export async function handedOnBy(reader: Reader, causeId: string): Promise<readonly CaseKey[]> {
  const rows = await reader.db.handedOn.findMany({
    where: { causeId },
    orderBy: [{ caseKind: 'asc' }, { caseId: 'asc' }],
  });
  return rows.map(({ caseKind, caseId }) => ({ kind: caseKind, id: caseId }));
}
