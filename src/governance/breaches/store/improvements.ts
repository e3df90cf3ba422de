/** What is done so that an incident does not happen again. Whoever reads them was shown their incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { IncidentImprovement as Row } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Improvement } from '../rules/improvement.ts';
import { grouped } from './grouped.ts';

/** Comes back: its id. */
export async function insertImprovement(
  tx: Tx,
  incidentId: string,
  byId: string,
  { ownerId, dueAt, nextAt }: Pick<Improvement, 'ownerId' | 'dueAt' | 'nextAt'>,
): Promise<string> {
  const id = newId();
  await tx.db.incidentImprovement.create({
    data: {
      ...{ id, incidentId, ownerId: ownerId ?? null, openedById: byId, state: 'open', stage: 0 },
      ...{ openedAt: toDate(tx.now), dueAt: toDate(dueAt), nextAt: nextAt ? toDate(nextAt) : null },
    },
  });
  return id;
}

export async function settleImprovement(
  tx: Tx,
  id: string,
  state: Improvement['state'],
  byId: string,
): Promise<void> {
  const open = state === 'open';
  await tx.db.incidentImprovement.update({
    where: { id },
    data: { state, settledAt: open ? null : toDate(tx.now), settledById: open ? null : byId },
  });
}

export async function giveImprovement(tx: Tx, id: string, ownerId: string): Promise<void> {
  await tx.db.incidentImprovement.update({ where: { id }, data: { ownerId } });
}

/** Its reminders begin anew. */
export async function moveImprovement(
  tx: Tx,
  id: string,
  dueAt: Temporal.Instant,
  nextAt: Temporal.Instant | undefined,
): Promise<void> {
  await tx.db.incidentImprovement.update({
    where: { id },
    data: { dueAt: toDate(dueAt), stage: 0, nextAt: nextAt ? toDate(nextAt) : null },
  });
}

export async function setImprovementReminded(
  tx: Tx,
  id: string,
  { stage, nextAt }: Pick<Improvement, 'stage' | 'nextAt'>,
): Promise<void> {
  await tx.db.incidentImprovement.update({
    where: { id },
    data: { stage, nextAt: nextAt ? toDate(nextAt) : null },
  });
}

/** What somebody had goes back to the desk. Comes back: how many. */
export async function takeImprovementsFrom(tx: Tx, incidentId: string, personId: string): Promise<number> {
  const { count } = await tx.db.incidentImprovement.updateMany({
    where: { incidentId, ownerId: personId, state: 'open' },
    data: { ownerId: null },
  });
  return count;
}

/** By incident, in the order in which they are due. */
export async function improvementsOf(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Improvement[]>> {
  const rows = await reader.db.incidentImprovement.findMany({
    where: { incidentId: { in: [...incidentIds] } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  return grouped(rows.map(fromRow), ({ incidentId }) => incidentId);
}

function fromRow(row: Row): Improvement {
  const { settledAt, settledById } = row;
  return {
    id: row.id,
    incidentId: row.incidentId,
    ownerId: row.ownerId ?? undefined,
    openedAt: toInstant(row.openedAt),
    dueAt: toInstant(row.dueAt),
    state: row.state as Improvement['state'],
    settled: settledAt && settledById ? { at: toInstant(settledAt), byId: settledById } : undefined,
    stage: row.stage,
    nextAt: row.nextAt ? toInstant(row.nextAt) : undefined,
  };
}
