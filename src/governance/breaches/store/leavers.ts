/** Whoever leaves the district keeps no part in any incident: their tasks go back, and nobody leads in their name. */
import { toDate } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';
import { withdrawHandovers } from './handovers.ts';
import { writeEvent } from './timeline.ts';

/**
 * Writes only, and hands back nothing: whoever records that somebody left need not be one who may see these incidents.
 * What was theirs stays with the part or role that it had beside them.
 */
export async function releaseLeaver(tx: Tx, personId: string): Promise<void> {
  const tasks = await tx.db.incidentTask.updateManyAndReturn({
    where: { ownerId: personId, state: 'open' },
    data: { ownerId: null },
    select: { incidentId: true },
  });
  const better = await tx.db.incidentImprovement.updateManyAndReturn({
    where: { ownerId: personId, state: 'open' },
    data: { ownerId: null },
    select: { incidentId: true },
  });
  const proposed = await tx.db.incidentProposal.updateManyAndReturn({
    where: { byId: personId, state: 'waits' },
    data: { state: 'withdrawn', ruledAt: toDate(tx.now) },
    select: { incidentId: true },
  });
  const asked = await withdrawHandovers(tx, personId);
  const led = await tx.db.incident.updateManyAndReturn({
    where: { onDutyId: personId, closedAt: null },
    data: { onDutyId: null },
    select: { id: true },
  });
  const seats = await tx.db.incidentParty.updateManyAndReturn({
    where: { personId, until: null },
    data: { until: toDate(tx.now) },
    select: { incidentId: true },
  });
  const touched = [...tasks, ...better, ...proposed, ...seats]
    .map(({ incidentId }) => incidentId)
    .concat(led.map(({ id }) => id))
    .concat(asked);
  for (const id of new Set(touched)) {
    await writeEvent(tx, id, { what: 'left', byId: undefined, facts: { person: personId } });
    tx.moved({ kind: incidentKind, id });
  }
}
