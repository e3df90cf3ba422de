/** Who holds which role, from when until when; granting and taking back under the role's lock. */
import { dateToDay, dayToDate, type Temporal } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { type GrantProblem, mayGrant } from '../rules/roles.ts';
import { lockRole } from './lock.ts';

export interface RoleGrant {
  readonly personId: string;
  readonly role: string;
  readonly from: Temporal.PlainDate;
  /** Last day; open-ended when absent. */
  readonly until?: Temporal.PlainDate;
  /** Null for a seed or an import. */
  readonly grantedById: string | null;
}

/** Two grants of one single role at once: the second waits, then sees the first. Returns the holding's id. */
export async function grantRole(
  tx: Tx,
  policy: Policy,
  grant: RoleGrant,
): Promise<Result<string, GrantProblem>> {
  await lockRole(tx, grant.role);
  const [person, holdings] = [
    await tx.db.person.findUnique({ where: { id: grant.personId }, select: { status: true } }),
    await tx.db.roleHolding.findMany({
      where: {
        role: grant.role,
        OR: [{ heldUntil: null }, { heldUntil: { gte: dayToDate(grant.from) } }],
      },
      include: { person: { select: { status: true } } },
    }),
  ];
  const allowed = mayGrant({
    role: policy.pack.roles[grant.role],
    personId: grant.personId,
    personActive: person?.status === 'active',
    granterId: grant.grantedById,
    from: grant.from.toString(),
    until: grant.until?.toString(),
    holdings: holdings.map((row) => ({
      personId: row.personId,
      holderActive: row.person.status === 'active',
      from: dateToDay(row.heldFrom).toString(),
      until: row.heldUntil ? dateToDay(row.heldUntil).toString() : undefined,
    })),
  });
  if (!allowed.ok) return failed(allowed.problem);
  const id = newId();
  await tx.db.roleHolding.create({
    data: {
      id,
      personId: grant.personId,
      role: grant.role,
      heldFrom: dayToDate(grant.from),
      heldUntil: grant.until ? dayToDate(grant.until) : null,
      grantedById: grant.grantedById,
    },
  });
  tx.audit({
    what: 'role.granted',
    about: { kind: 'person', id: grant.personId },
    facts: { holding: id, role: grant.role, from: grant.from.toString() },
  });
  return ok(id);
}

/** `lastDay` is the last day held. False when nothing of it was left to take back. */
export async function revokeRole(
  tx: Tx,
  revoked: { readonly personId: string; readonly role: string; readonly lastDay: Temporal.PlainDate },
): Promise<boolean> {
  await lockRole(tx, revoked.role);
  const { count } = await tx.db.roleHolding.updateMany({
    where: {
      personId: revoked.personId,
      role: revoked.role,
      OR: [{ heldUntil: null }, { heldUntil: { gt: dayToDate(revoked.lastDay) } }],
    },
    data: { heldUntil: dayToDate(revoked.lastDay) },
  });
  if (count === 0) return false;
  tx.audit({
    what: 'role.revoked',
    about: { kind: 'person', id: revoked.personId },
    facts: { role: revoked.role, lastDay: revoked.lastDay.toString() },
  });
  return true;
}

/** Everything a leaver holds ends with their last day. */
export async function endRolesOf(tx: Tx, personId: string, lastDay: Temporal.PlainDate): Promise<void> {
  const held = await tx.db.roleHolding.findMany({
    where: { personId, OR: [{ heldUntil: null }, { heldUntil: { gt: dayToDate(lastDay) } }] },
    select: { role: true },
  });
  // In one order everywhere, so that two leavers never wait for each other.
  for (const role of [...new Set(held.map((row) => row.role))].sort()) {
    await revokeRole(tx, { personId, role, lastDay });
  }
}

export interface HeldRole {
  readonly role: string;
  readonly personId: string;
  readonly until: Temporal.PlainDate | undefined;
}

/** Held on this day by active people, in the order of names. */
export async function rolesHeld(reader: Reader, on: Temporal.PlainDate): Promise<readonly HeldRole[]> {
  const day = dayToDate(on);
  const rows = await reader.db.roleHolding.findMany({
    where: {
      heldFrom: { lte: day },
      OR: [{ heldUntil: null }, { heldUntil: { gte: day } }],
      person: { status: 'active' },
    },
    orderBy: [{ person: { name: 'asc' } }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    role: row.role,
    personId: row.personId,
    until: row.heldUntil ? dateToDay(row.heldUntil) : undefined,
  }));
}
