/** People's chat accounts, oldest first, and whether anything reaches them there. */
import { z } from 'zod';
import type { Whereabouts } from '../../chat/interaction.ts';
import type { Reader } from '../../store/tx.ts';

export interface ChatAccount {
  readonly id: string;
  readonly surface: 'slack' | 'teams';
  readonly tenant: string;
  readonly account: string;
  /** linked | held | detached: only a linked one is written to. */
  readonly state: string;
  /** open | uninstalled | blocked */
  readonly reach: string;
  readonly reachReason: string | null;
  readonly whereabouts?: Whereabouts;
}

const whereaboutsShape = z.record(z.string(), z.string());

export async function accountsOfPeople(
  reader: Reader,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ChatAccount[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await reader.db.account.findMany({
    where: { personId: { in: [...personIds] } },
    orderBy: [{ seenAt: 'asc' }, { id: 'asc' }],
    omit: { seenAt: true, decidedById: true, decidedAt: true, reachAt: true },
  });
  const found = new Map<string, ChatAccount[]>();
  for (const { personId, surface, whereabouts, ...row } of rows) {
    if (surface !== 'slack' && surface !== 'teams') continue;
    const list = found.get(personId) ?? [];
    const kept = whereaboutsShape.safeParse(whereabouts);
    list.push({ ...row, surface, ...(kept.success ? { whereabouts: kept.data } : {}) });
    found.set(personId, list);
  }
  return found;
}
