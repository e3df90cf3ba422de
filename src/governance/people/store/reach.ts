/** Where accounts are written to, and which of them nothing reaches any more. */
import type { AccountKey } from '../../../app/ports.ts';
import type { Whereabouts } from '../../../chat/interaction.ts';
import { toDate } from '../../../kernel/clock.ts';
import type { Tx } from '../../../store/tx.ts';

export type ReachState = 'open' | 'uninstalled' | 'blocked';

/** Once: an account that is as it should be already is not written again. An unknown account is nobody's. */
export async function setReach(
  tx: Tx,
  { surface, tenant, account }: AccountKey,
  reach: ReachState,
  reason: string | null,
): Promise<void> {
  const changed = await tx.db.account.updateManyAndReturn({
    where: { surface, tenant, account, reach: { not: reach } },
    data: { reach, reachReason: reason, reachAt: toDate(tx.now) },
    select: { id: true, personId: true },
  });
  for (const { id, personId } of changed)
    tx.audit({
      what: reach === 'open' ? 'account.reachable' : 'account.unreachable',
      about: { kind: 'account', id },
      facts: { person: personId, surface, reach },
    });
}

/** An address, not a state: it is kept without an audit entry of its own. */
export async function keepWhereabouts(
  tx: Tx,
  { surface, tenant, account }: AccountKey,
  whereabouts: Whereabouts,
): Promise<void> {
  await tx.db.account.updateMany({ where: { surface, tenant, account }, data: { whereabouts } });
}

/** Key by key: the database keeps no order. */
export function samePlace(kept: unknown, now: Whereabouts): boolean {
  if (typeof kept !== 'object' || kept === null) return false;
  const entries = Object.entries(now);
  return (
    Object.keys(kept).length === entries.length &&
    entries.every(([key, value]) => (kept as Record<string, unknown>)[key] === value)
  );
}
