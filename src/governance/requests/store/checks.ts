/** Writes the lines of a checklist that were answered, or answered anew; the trail of it is the audit's. */
import { toDate } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';
import type { Release } from '../rules/request.ts';

/** Line by line and part by part, so that two people who answer at once take nothing from one another. */
export async function writeChecks(tx: Tx, before: Release, after: Release): Promise<void> {
  for (const check of after.checks) {
    if (before.checks.includes(check)) continue;
    const { part, item, answer, byId } = check;
    const at = toDate(check.at);
    await tx.db.releaseCheck.upsert({
      where: { releaseId_part_item: { releaseId: after.id, part, item } },
      create: { releaseId: after.id, part, item, answer, byId, at },
      update: { answer, byId, at },
    });
  }
}
