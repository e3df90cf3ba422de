/** What somebody had been told of an incident: kept when it turns out to concern them. */
import type { Reader } from '../../../store/tx.ts';
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
