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
  /** Taken back: it waits for nobody any more. */
  readonly withdrawnAt: Temporal.Instant | undefined;
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

/** Those that wait for this person, of this incident or of all. Comes back: of which incidents, one for each. */
export async function withdrawHandovers(
  tx: Tx,
  toId: string,
  incidentId?: string,
): Promise<readonly string[]> {
  const rows = await tx.db.incidentHandover.updateManyAndReturn({
    where: {
      ...{ toId, acknowledgedAt: null, withdrawnAt: null },
      ...(incidentId === undefined ? {} : { incidentId }),
    },
    data: { withdrawnAt: toDate(tx.now) },
    select: { incidentId: true },
  });
  return rows.map((row) => row.incidentId);
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
    withdrawnAt: row.withdrawnAt ? toInstant(row.withdrawnAt) : undefined,
  }));
  return grouped(all, ({ incidentId }) => incidentId);
}
