/** What somebody had been told of an incident: kept when it turns out to concern them. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';

/** Notices that went out to them, each with its day; those still on their way are dropped when they are drawn. */
export async function toldBefore(
  reader: Reader,
  incidentId: string,
  personId: string,
): Promise<readonly { readonly notice: string; readonly at: string }[]> {
  const rows = await reader.db.outbox.findMany({
    where: { caseKind: incidentKind, caseId: incidentId, personId, sentAt: { not: null } },
    orderBy: { madeAt: 'asc' },
  });
  return rows.map(({ notice, madeAt }) => ({ notice, at: madeAt.toISOString() }));
}

/** What lies in their feed or is on its way is let go: they see no gap, and nothing of theirs moves with it any more. */
export async function dropNotices(tx: Tx, incidentId: string, personId: string): Promise<void> {
  await tx.db.outbox.updateMany({
    where: { caseKind: incidentKind, caseId: incidentId, personId },
    data: { state: 'dropped', address: Prisma.DbNull, stale: false, leasedUntil: null, way: null },
  });
}
