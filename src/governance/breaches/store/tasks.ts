/** Tasks of incidents. Whoever reads them was shown their incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { IncidentTask as Row } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { IncidentTask } from '../rules/task.ts';
import { grouped } from './grouped.ts';

export type NewTask = Pick<IncidentTask, 'key' | 'required' | 'ownerId' | 'ownerRole' | 'dueAt' | 'nextAt'>;

export async function insertTasks(
  tx: Tx,
  incidentId: string,
  tasks: readonly NewTask[],
  openedById: string | undefined,
): Promise<readonly string[]> {
  const rows = tasks.map((one) => ({ ...one, id: newId() }));
  if (rows.length > 0)
    await tx.db.incidentTask.createMany({
      data: rows.map(({ id, key, required, ownerId, ownerRole, dueAt, nextAt }) => ({
        ...{ id, incidentId, key: key ?? null, required, state: 'open', stage: 0 },
        ...{ ownerId: ownerId ?? null, ownerRole: ownerRole ?? null },
        openedAt: toDate(tx.now),
        openedById: openedById ?? null,
        dueAt: dueAt ? toDate(dueAt) : null,
        nextAt: nextAt ? toDate(nextAt) : null,
      })),
    });
  return rows.map(({ id }) => id);
}

/** By incident, in the order in which they are due. */
export async function tasksOfIncidents(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly IncidentTask[]>> {
  const rows = await reader.db.incidentTask.findMany({
    where: { incidentId: { in: [...incidentIds] } },
    orderBy: [{ dueAt: 'asc' }, { openedAt: 'asc' }, { id: 'asc' }],
  });
  return grouped(rows.map(fromRow), ({ incidentId }) => incidentId);
}

export async function settleTask(
  tx: Tx,
  id: string,
  state: IncidentTask['state'],
  byId: string,
): Promise<void> {
  const open = state === 'open';
  await tx.db.incidentTask.update({
    where: { id },
    data: {
      state,
      settledAt: open ? null : toDate(tx.now),
      settledById: open ? null : byId,
    },
  });
}

export async function giveTask(tx: Tx, id: string, ownerId: string): Promise<void> {
  await tx.db.incidentTask.update({ where: { id }, data: { ownerId } });
}

/** Its reminders begin anew. */
export async function setDue(
  tx: Tx,
  id: string,
  dueAt: Temporal.Instant,
  nextAt: Temporal.Instant | undefined,
): Promise<void> {
  await tx.db.incidentTask.update({
    where: { id },
    data: { dueAt: toDate(dueAt), stage: 0, nextAt: nextAt ? toDate(nextAt) : null },
  });
}

export async function setReminded(
  tx: Tx,
  id: string,
  { stage, nextAt }: Pick<IncidentTask, 'stage' | 'nextAt'>,
): Promise<void> {
  await tx.db.incidentTask.update({
    where: { id },
    data: { stage, nextAt: nextAt ? toDate(nextAt) : null },
  });
}

/** What somebody had goes back to whoever has the part or role. Comes back: how many. */
export async function takeTasksFrom(tx: Tx, incidentId: string, personId: string): Promise<number> {
  const { count } = await tx.db.incidentTask.updateMany({
    where: { incidentId, ownerId: personId, state: 'open' },
    data: { ownerId: null },
  });
  await tx.db.incidentTask.updateMany({
    where: { incidentId, ownerId: null, ownerRole: null },
    data: { ownerRole: 'desk' },
  });
  return count;
}

function fromRow(row: Row): IncidentTask {
  const { settledAt, settledById } = row;
  return {
    id: row.id,
    incidentId: row.incidentId,
    key: row.key ?? undefined,
    required: row.required,
    ownerId: row.ownerId ?? undefined,
    ownerRole: row.ownerRole ?? undefined,
    openedAt: toInstant(row.openedAt),
    dueAt: row.dueAt ? toInstant(row.dueAt) : undefined,
    state: row.state as IncidentTask['state'],
    settled: settledAt && settledById ? { at: toInstant(settledAt), byId: settledById } : undefined,
    stage: row.stage,
    nextAt: row.nextAt ? toInstant(row.nextAt) : undefined,
  };
}
