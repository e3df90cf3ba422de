/** Where people can be reached in chat: their linked accounts, oldest first. */
import type { Reader } from '../../store/tx.ts';

export interface LinkedAccount {
  readonly surface: 'slack' | 'teams';
  readonly tenant: string;
  readonly account: string;
}

export async function linkedAccounts(
  reader: Reader,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LinkedAccount[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await reader.db.account.findMany({
    where: { personId: { in: [...personIds] }, state: 'linked' },
    orderBy: [{ seenAt: 'asc' }, { id: 'asc' }],
    select: { personId: true, surface: true, tenant: true, account: true },
  });
  const found = new Map<string, LinkedAccount[]>();
  for (const { personId, surface, tenant, account } of rows) {
    if (surface !== 'slack' && surface !== 'teams') continue;
    const list = found.get(personId) ?? [];
    list.push({ surface, tenant, account });
    found.set(personId, list);
  }
  return found;
}
