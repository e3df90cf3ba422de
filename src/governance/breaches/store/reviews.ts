/** Post-mortems: their causes. Their words are texts of the incident, which whoever reads them was shown. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Review {
  readonly at: Temporal.Instant;
  readonly byId: string;
  /** The plan's ids. */
  readonly causes: readonly string[];
}

export async function writeReview(
  tx: Tx,
  incidentId: string,
  byId: string,
  causes: readonly string[],
): Promise<void> {
  const data = { at: toDate(tx.now), byId, causes: [...causes] };
  await tx.db.incidentReview.upsert({
    where: { incidentId },
    create: { incidentId, ...data },
    update: data,
  });
}

/** By incident; those without one are left out. */
export async function reviewsOf(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, Review>> {
  const rows = await reader.db.incidentReview.findMany({ where: { incidentId: { in: [...incidentIds] } } });
  return new Map(
    rows.map(({ incidentId, at, byId, causes }) => [incidentId, { at: toInstant(at), byId, causes }]),
  );
}
