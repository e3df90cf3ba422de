/** Hand-overs between shifts. Whoever reads them was shown their incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { grouped } from './grouped.ts';

export interface Handover {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly fromId: string;
  readonly toId: string;
  /** Undefined: it waits for whoever comes next. */
  readonly acknowledgedAt: Temporal.Instant | undefined;
}

/** The newest counts: one that still waits gives way to it. Comes back: its id. */
export async function insertHandover(
  tx: Tx,
  incidentId: string,
  { fromId, toId }: Pick<Handover, 'fromId' | 'toId'>,
): Promise<string> {
  const id = newId();
  await tx.db.incidentHandover.create({ data: { id, incidentId, at: toDate(tx.now), fromId, toId } });
  return id;
}

export async function acknowledgeHandover(tx: Tx, id: string): Promise<void> {
  await tx.db.incidentHandover.update({ where: { id }, data: { acknowledgedAt: toDate(tx.now) } });
}

/** Newest last. */
export async function handoversOf(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Handover[]>> {
  const rows = await reader.db.incidentHandover.findMany({
    where: { incidentId: { in: [...incidentIds] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  const all = rows.map((row) => ({
    ...row,
    at: toInstant(row.at),
    acknowledgedAt: row.acknowledgedAt ? toInstant(row.acknowledgedAt) : undefined,
  }));
  return grouped(all, ({ incidentId }) => incidentId);
}
