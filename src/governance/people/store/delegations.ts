/** Roles in other hands until a day: lending one, taking it back, and which are lent on a day. */
import { dateToDay, dayToDate, type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Delegation {
  readonly id: string;
  readonly role: string;
  /** Whose role it is. */
  readonly personId: string;
  readonly delegateId: string;
  readonly from: Temporal.PlainDate;
  /** The last day. */
  readonly until: Temporal.PlainDate;
  readonly madeById: string;
}

/**
 * A relation of what is lent on that day: role, delegate_id, until_on, and for_id, for_name, for_status of whose role
 * it is. It ends with the holder's own holding, and with their employment.
 */
export function lentOn(day: Temporal.PlainDate): Prisma.Sql {
  const on = Prisma.sql`${day.toString()}::date`;
  return Prisma.sql`(
    select d.role, d.delegate_id, d.until_on, h.id as for_id, h.name as for_name, h.status as for_status
      from delegation d join person h on h.id = d.person_id
     where d.ended_at is null and d.from_on <= ${on} and d.until_on >= ${on} and h.status <> 'left'
       and exists (select 1 from role_holding r where r.person_id = d.person_id and r.role = d.role
                      and r.held_from <= ${on} and (r.held_until is null or r.held_until >= ${on})))`;
}

/** Not over on that day, not taken back; `personId` is either of the two. In the order of their first days. */
export async function delegations(
  reader: Reader,
  from: Temporal.PlainDate,
  personId?: string,
): Promise<readonly Delegation[]> {
  const rows = await reader.db.delegation.findMany({
    where: {
      endedAt: null,
      untilOn: { gte: dayToDate(from) },
      ...(personId ? { OR: [{ personId }, { delegateId: personId }] } : {}),
    },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  });
  return rows.map(fromRow);
}

export async function delegationById(reader: Reader, id: string): Promise<Delegation | undefined> {
  const row = await reader.db.delegation.findUnique({ where: { id, endedAt: null } });
  return row ? fromRow(row) : undefined;
}

/** The caller has made sure that it may be, under the role's lock. */
export async function addDelegation(tx: Tx, lent: Omit<Delegation, 'id'>): Promise<string> {
  const id = newId();
  const { personId, role, delegateId, from, until, madeById } = lent;
  await tx.db.delegation.create({
    data: {
      ...{ id, personId, role, delegateId, madeById },
      fromOn: dayToDate(from),
      untilOn: dayToDate(until),
      madeAt: toDate(tx.now),
    },
  });
  tx.audit({
    what: 'role.lent',
    about: { kind: 'person', id: personId },
    facts: { delegation: id, role, to: delegateId, from: from.toString(), until: until.toString() },
  });
  return id;
}

/** False when it had ended already. */
export async function endDelegation(tx: Tx, id: string, byId: string): Promise<boolean> {
  const ended = await tx.db.delegation.updateManyAndReturn({
    where: { id, endedAt: null },
    data: { endedAt: toDate(tx.now), endedById: byId },
  });
  for (const { personId, role, delegateId } of ended)
    tx.audit({
      what: 'role.lent-back',
      about: { kind: 'person', id: personId },
      facts: { delegation: id, role, from: delegateId },
    });
  return ended.length === 1;
}

export interface ActedFor {
  readonly delegateId: string;
  readonly forId: string;
  readonly role: string;
  /** By that day they no longer do. */
  readonly over: boolean;
}

/** Who stood in for whom at any time since, also where it has ended by `today`. */
export async function actedFor(
  reader: Reader,
  since: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<readonly ActedFor[]> {
  // By hand: every card of a request asks. A day's grace: the zone is not looked at here.
  const day = today.toString();
  return reader.db.$queryRaw<ActedFor[]>`
    SELECT delegate_id AS "delegateId", person_id AS "forId", role,
           ended_at IS NOT NULL OR until_on < ${day}::date AS over
      FROM delegation
     WHERE until_on >= (${since.subtract({ hours: 48 }).toString()}::timestamptz AT TIME ZONE 'UTC')::date AND from_on <= ${day}::date
       AND (ended_at IS NULL OR ended_at >= ${since.toString()}::timestamptz)
     ORDER BY id`;
}

function fromRow(row: Prisma.DelegationGetPayload<object>): Delegation {
  const { id, role, personId, delegateId, madeById } = row;
  return {
    ...{ id, role, personId, delegateId, madeById },
    from: dateToDay(row.fromOn),
    until: dateToDay(row.untilOn),
  };
}

/** Everything that somebody lent or was lent ends with their employment. */
export async function endDelegationsOf(tx: Tx, personId: string): Promise<void> {
  await tx.db.delegation.updateMany({
    where: { endedAt: null, OR: [{ personId }, { delegateId: personId }] },
    data: { endedAt: toDate(tx.now) },
  });
}
