/** Texts for the district's public page. Whoever reads them was shown their incident. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';

export interface PublicText {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly state: 'waits' | 'approved' | 'sent_back' | 'replaced';
  readonly ruled: { readonly at: Temporal.Instant; readonly byId: string } | undefined;
  /** YYYY-MM-DD */
  readonly postedOn: string | undefined;
  readonly takenDownOn: string | undefined;
}

/** One that still waits is replaced by it; one that was approved stays until the new one is. */
export async function insertPublicText(
  tx: Tx,
  incidentId: string,
  byId: string,
  body: string,
): Promise<string> {
  await tx.db.incidentPublicText.updateMany({
    where: { incidentId, state: 'waits' },
    data: { state: 'replaced' },
  });
  const id = newId();
  await tx.db.incidentPublicText.create({
    data: { ...{ id, incidentId, byId, state: 'waits' }, at: toDate(tx.now) },
  });
  await writeTexts(tx, { kind: incidentKind, id: incidentId }, byId, { [`public:${id}`]: body });
  return id;
}

export async function rulePublicText(
  tx: Tx,
  incidentId: string,
  id: string,
  byId: string,
  approved: boolean,
): Promise<void> {
  if (approved)
    await tx.db.incidentPublicText.updateMany({
      where: { incidentId, state: 'approved' },
      data: { state: 'replaced' },
    });
  await tx.db.incidentPublicText.update({
    where: { id },
    data: { state: approved ? 'approved' : 'sent_back', ruledAt: toDate(tx.now), ruledById: byId },
  });
}

export async function setPosted(
  tx: Tx,
  id: string,
  days: { readonly postedOn: string } | { readonly takenDownOn: string },
): Promise<void> {
  await tx.db.incidentPublicText.update({ where: { id }, data: days });
}

/** Oldest first. */
export async function publicTextsOf(reader: Reader, incidentId: string): Promise<readonly PublicText[]> {
  const rows = await reader.db.incidentPublicText.findMany({
    where: { incidentId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, at, byId, state, ruledAt, ruledById, postedOn, takenDownOn }) => ({
    ...{ id, byId, at: toInstant(at), state: state as PublicText['state'] },
    ruled: ruledAt && ruledById ? { at: toInstant(ruledAt), byId: ruledById } : undefined,
    postedOn: postedOn ?? undefined,
    takenDownOn: takenDownOn ?? undefined,
  }));
}
