/** Standing classifications: the Coordinator's decision for every request for one named report, until revoked (R063). */

import type { Temporal } from '../../../kernel/clock.ts';
import { toDate, toInstant } from '../../../kernel/clock.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Standing {
  readonly id: string;
  readonly report: string;
  readonly level: string;
  readonly reason: string;
  readonly byId: string;
  readonly madeAt: Temporal.Instant;
}

/** Those in force, by the report's name. They belong to reports, not to cases, so everybody may read them. */
export async function standingsInForce(reader: Reader): Promise<readonly Standing[]> {
  const rows = await reader.db.standingClassification.findMany({
    where: { revokedAt: null },
    orderBy: [{ report: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, report, level, reason, byId, madeAt }) => ({
    id,
    report,
    level,
    reason,
    byId,
    madeAt: toInstant(madeAt),
  }));
}

export async function insertStanding(tx: Tx, standing: Omit<Standing, 'madeAt'>): Promise<void> {
  await tx.db.standingClassification.createMany({ data: [{ ...standing, madeAt: toDate(tx.now) }] });
}

/** False when it was revoked before. Requests classified by it keep their level. */
export async function revokeStanding(tx: Tx, id: string, byId: string): Promise<boolean> {
  const { count } = await tx.db.standingClassification.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: toDate(tx.now), revokedById: byId },
  });
  return count === 1;
}
