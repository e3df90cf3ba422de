/** What is proposed for a decision that two people take together. Whoever reads it was shown its incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { IncidentProposal as Row } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Proposal } from '../rules/proposal.ts';
import { grouped } from './grouped.ts';

export type NewProposal = Pick<Proposal, 'ruling' | 'severity' | 'discoveredAt' | 'early'>;

/** One that still waits gives way to it. */
export async function insertProposal(
  tx: Tx,
  incidentId: string,
  byId: string,
  { ruling, severity, discoveredAt, early }: NewProposal,
): Promise<Proposal> {
  await tx.db.incidentProposal.updateMany({
    where: { incidentId, state: 'waits' },
    data: { state: 'replaced', ruledAt: toDate(tx.now) },
  });
  const row = await tx.db.incidentProposal.create({
    data: {
      ...{ id: newId(), incidentId, byId, ruling, early, state: 'waits' },
      at: toDate(tx.now),
      severity: severity ?? null,
      discoveredAt: discoveredAt ? toDate(discoveredAt) : null,
    },
  });
  return fromRow(row);
}

/** Somebody said yes or no to it; `elsewhere`: on that day, as this person wrote down. */
export async function ruleProposal(
  tx: Tx,
  id: string,
  state: 'agreed' | 'objected',
  ruledById: string,
  elsewhere?: { readonly on: string; readonly recordedById: string },
): Promise<void> {
  await tx.db.incidentProposal.update({
    where: { id },
    data: {
      ...{ state, ruledById, ruledAt: toDate(tx.now) },
      ...(elsewhere ? { saidOn: elsewhere.on, recordedById: elsewhere.recordedById } : {}),
    },
  });
}

/** Of this person, or all. Comes back: how many were taken back. */
export async function withdrawProposals(
  tx: Tx,
  incidentId: string,
  byId: string | undefined,
): Promise<number> {
  const { count } = await tx.db.incidentProposal.updateMany({
    where: { incidentId, state: 'waits', ...(byId === undefined ? {} : { byId }) },
    data: { state: 'withdrawn', ruledAt: toDate(tx.now) },
  });
  return count;
}

export async function setMissed(tx: Tx, id: string): Promise<void> {
  await tx.db.incidentProposal.update({ where: { id }, data: { missedAt: toDate(tx.now) } });
}

/** By incident, newest last. */
export async function proposalsOf(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Proposal[]>> {
  const rows = await reader.db.incidentProposal.findMany({
    where: { incidentId: { in: [...incidentIds] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return grouped(rows.map(fromRow), ({ incidentId }) => incidentId);
}

function fromRow(row: Row): Proposal {
  const at = (date: Date | null): Temporal.Instant | undefined => (date ? toInstant(date) : undefined);
  return {
    ...{ id: row.id, incidentId: row.incidentId, at: toInstant(row.at), byId: row.byId, early: row.early },
    ruling: row.ruling as Proposal['ruling'],
    severity: row.severity ?? undefined,
    discoveredAt: at(row.discoveredAt),
    state: row.state as Proposal['state'],
    ruledAt: at(row.ruledAt),
    ruledById: row.ruledById ?? undefined,
    elsewhere:
      row.recordedById && row.saidOn ? { on: row.saidOn, recordedById: row.recordedById } : undefined,
    missedAt: at(row.missedAt),
  };
}
