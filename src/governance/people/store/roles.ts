/** Who holds which role, from when until when; granting and taking back under the role's lock. */
import { dateToDay, dayToDate, type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { type GrantProblem, type Holding, keeperRole, mayGrant, someoneStays } from '../rules/roles.ts';
import { lockRole } from './lock.ts';

export interface RoleGrant {
  readonly personId: string;
  readonly role: string;
  readonly from: Temporal.PlainDate;
  /** Last day; open-ended when absent. */
  readonly until?: Temporal.PlainDate;
  /** Null for a seed, an import, and whoever works at the command line. */
  readonly grantedById: string | null;
  /** In whose place the granter acts. */
  readonly granterFor?: readonly string[];
  /** The one who holds a single role holds it until the day before. */
  readonly takesOver?: boolean;
}

export interface NewHolding {
  readonly id: string;
  /** Who held it until the day before. */
  readonly tookOverFrom: readonly string[];
}

/** Two grants of one single role at once: the second waits, then sees the first. */
export async function grantRole(
  tx: Tx,
  policy: Policy,
  grant: RoleGrant,
): Promise<Result<NewHolding, GrantProblem>> {
  await lockRole(tx, grant.role);
  const person = await tx.db.person.findUnique({
    where: { id: grant.personId },
    select: { status: true },
  });
  const allowed = mayGrant({
    role: policy.pack.roles[grant.role],
    personId: grant.personId,
    personActive: person?.status === 'active',
    granterId: grant.grantedById,
    from: grant.from.toString(),
    until: grant.until?.toString(),
    holdings: await holdingsFrom(tx, grant.role, grant.from),
    granterFor: grant.granterFor ?? [],
    takesOver: grant.takesOver ?? false,
  });
  if (!allowed.ok) return failed(allowed.problem);
  const lastDay = grant.from.subtract({ days: 1 });
  const tookOverFrom = allowed.value.ends.map(({ personId }) => personId);
  for (const personId of tookOverFrom)
    await endHolding(tx, { personId, role: grant.role, lastDay, byId: grant.grantedById });
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
    facts: {
      ...{ holding: id, role: grant.role, from: grant.from.toString() },
      ...(grant.until ? { until: grant.until.toString() } : {}),
    },
  });
  return ok({ id, tookOverFrom });
}

/** Those of a role that have not ended before this day. */
async function holdingsFrom(
  reader: Reader,
  role: string,
  from: Temporal.PlainDate,
): Promise<readonly Holding[]> {
  const rows = await reader.db.roleHolding.findMany({
    where: { role, OR: [{ heldUntil: null }, { heldUntil: { gte: dayToDate(from) } }] },
    include: { person: { select: { status: true } } },
  });
  return rows.map((row) => ({
    personId: row.personId,
    holderActive: row.person.status === 'active',
    from: dateToDay(row.heldFrom).toString(),
    until: row.heldUntil ? dateToDay(row.heldUntil).toString() : undefined,
  }));
}

export interface Revoked {
  readonly personId: string;
  readonly role: string;
  /** The last day held. */
  readonly lastDay: Temporal.PlainDate;
  /** Null for whoever works at the command line, and where it ends with something else. */
  readonly byId: string | null;
}

/** `not-held`: nothing of it was left to take back. `last`: nobody would be left who could give roles at all. */
export async function revokeRole(tx: Tx, revoked: Revoked): Promise<'revoked' | 'not-held' | 'last'> {
  const { personId, role, lastDay } = revoked;
  await lockRole(tx, role);
  if (role === keeperRole) {
    const all = await holdingsFrom(tx, role, lastDay);
    const theirs = all.some((one) => one.personId === personId);
    if (theirs && !someoneStays(all, { personId, lastDay: lastDay.toString() })) return 'last';
  }
  return (await endHolding(tx, revoked)) ? 'revoked' : 'not-held';
}

/** Under the role's lock. */
async function endHolding(tx: Tx, { personId, role, lastDay, byId }: Revoked): Promise<boolean> {
  const { count } = await tx.db.roleHolding.updateMany({
    where: {
      ...{ personId, role },
      OR: [{ heldUntil: null }, { heldUntil: { gt: dayToDate(lastDay) } }],
    },
    data: { heldUntil: dayToDate(lastDay), revokedAt: toDate(tx.now), revokedById: byId },
  });
  if (count === 0) return false;
  tx.audit({
    what: 'role.revoked',
    about: { kind: 'person', id: personId },
    facts: { role, lastDay: lastDay.toString() },
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
    await lockRole(tx, role);
    await endHolding(tx, { personId, role, lastDay, byId: null });
  }
}

export interface HeldRole {
  readonly role: string;
  readonly personId: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | undefined;
  readonly grantedById: string | undefined;
  readonly revokedById: string | undefined;
}

/** Which holdings: those of active people that have not ended by this day, or all that ever were. */
export async function rolesHeld(
  reader: Reader,
  which: { readonly notOverOn: Temporal.PlainDate } | { readonly personId: string } | 'ever',
): Promise<readonly HeldRole[]> {
  const where =
    which === 'ever'
      ? {}
      : 'personId' in which
        ? which
        : {
            OR: [{ heldUntil: null }, { heldUntil: { gte: dayToDate(which.notOverOn) } }],
            person: { status: 'active' },
          };
  const rows = await reader.db.roleHolding.findMany({
    where,
    orderBy: [{ person: { name: 'asc' } }, { heldFrom: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    ...{ role: row.role, personId: row.personId, from: dateToDay(row.heldFrom) },
    until: row.heldUntil ? dateToDay(row.heldUntil) : undefined,
    grantedById: row.grantedById ?? undefined,
    revokedById: row.revokedById ?? undefined,
  }));
}
