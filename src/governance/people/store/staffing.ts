/** Who holds what and can be reached, and who can't: one statement each. */

import type { Temporal } from '../../../kernel/clock.ts';
import type { RoleHolder } from '../../../policy/staffing.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { lentOn } from './delegations.ts';
import { newestFailed } from './unreachable.ts';

/**
 * Somebody never written to is taken to be reachable by e-mail. Whoever stands in counts while the holder is away, and
 * beside a holder who is here counts for nothing.
 */
export async function roleHolders(reader: Reader, today: Temporal.PlainDate): Promise<readonly RoleHolder[]> {
  const day = Prisma.sql`${today.toString()}::date`;
  const rows = await reader.db.$queryRaw<
    { role: string; person_id: string; status: RoleHolder['status']; reachable: boolean }[]
  >(Prisma.sql`
    select h.role, h.person_id, p.status, not exists ${newestFailed} as reachable
      from role_holding h join person p on p.id = h.person_id
     where h.held_from <= ${day} and (h.held_until is null or h.held_until >= ${day})
    union all
    select l.role, p.id, p.status, not exists ${newestFailed}
      from ${lentOn(today)} l join person p on p.id = l.delegate_id
     where l.for_status <> 'active'
     order by 1, 2`);
  return rows.map((row) => ({
    role: row.role,
    personId: row.person_id,
    status: row.status,
    reachable: row.reachable,
  }));
}

/** Active people whose newest notice no message brought, with the reason; at most 50. */
export async function unreachablePeople(
  reader: Reader,
): Promise<readonly { readonly personId: string; readonly name: string; readonly reason: string }[]> {
  const rows = await reader.db.$queryRaw<
    { person_id: string; name: string; reason: string | null }[]
  >(Prisma.sql`
    select p.id as person_id, p.name, last.reason
      from person p, lateral ${newestFailed} last
     where p.status = 'active'
     order by p.name, p.id limit 50`);
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    reason: row.reason ?? 'no account',
  }));
}

const toldKey = 'staffing.told';

/** Remembers which gaps were told; false when these were the last ones told. */
export async function rememberTold(tx: Tx, fingerprint: string): Promise<boolean> {
  const before = await tx.db.setting.findUnique({ where: { key: toldKey } });
  if ((before?.value ?? '') === fingerprint) return false;
  await tx.db.setting.upsert({
    where: { key: toldKey },
    create: { key: toldKey, value: fingerprint },
    update: { value: fingerprint },
  });
  return true;
}
