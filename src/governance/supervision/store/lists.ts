/** Lists that people confirm: reading them, confirming one, and when a whole round is complete. */
import { dateToDay, dayToDate, Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import type { ListToConfirm as ListRow } from '../../../store/generated/client.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { RoundKind } from '../rules/rounds.ts';

/** The case that a list's cards are about, by the list's id; remarks are texts of it. */
export const listCase = 'list';

export type ListPart = 'supervisor' | 'board' | 'nobody' | 'owner';

export interface List {
  readonly id: string;
  readonly kind: RoundKind;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly part: ListPart;
  /** Nothing where it is a role's. */
  readonly holderId: string | undefined;
  readonly dueOn: string;
  readonly people: number;
  readonly incomplete: number;
  readonly confirmedAt: Temporal.Instant | undefined;
  readonly confirmedById: string | undefined;
}

function listFrom(row: ListRow): List {
  return {
    id: row.id,
    kind: row.kind as RoundKind,
    asOf: dateToDay(row.asOf).toString(),
    part: row.part as ListPart,
    holderId: row.holderId ?? undefined,
    dueOn: dateToDay(row.dueOn).toString(),
    people: row.people,
    incomplete: row.incomplete,
    confirmedAt: row.confirmedAt ? toInstant(row.confirmedAt) : undefined,
    confirmedById: row.confirmedById ?? undefined,
  };
}

export async function listById(reader: Reader, id: string): Promise<List | undefined> {
  const row = await reader.db.listToConfirm.findUnique({ where: { id } });
  return row ? listFrom(row) : undefined;
}

/** What this person has not confirmed, and what a role has not: whose roles those are is the caller's to look at. */
export async function openListsOf(reader: Reader, personId: string): Promise<readonly List[]> {
  const rows = await reader.db.listToConfirm.findMany({
    where: { confirmedAt: null, OR: [{ holderId: personId }, { holderId: null }] },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  return rows.map(listFrom);
}

export interface Round {
  readonly kind: RoundKind;
  readonly asOf: string;
  readonly openedAt: Temporal.Instant;
  readonly dueOn: string;
  readonly active: number;
  readonly onLeave: number;
  readonly completedAt: Temporal.Instant | undefined;
}

/** Newest first. */
export async function roundsOf(reader: Reader, kind: RoundKind): Promise<readonly Round[]> {
  const rows = await reader.db.listRound.findMany({ where: { kind }, orderBy: { asOf: 'desc' } });
  return rows.map((row) => ({
    ...{ kind, active: row.active, onLeave: row.onLeave },
    asOf: dateToDay(row.asOf).toString(),
    openedAt: toInstant(row.openedAt),
    dueOn: dateToDay(row.dueOn).toString(),
    completedAt: row.completedAt ? toInstant(row.completedAt) : undefined,
  }));
}

export async function listsOfRound(reader: Reader, kind: RoundKind, asOf: string): Promise<readonly List[]> {
  const rows = await reader.db.listToConfirm.findMany({
    where: { kind, asOf: dayToDate(Temporal.PlainDate.from(asOf)) },
  });
  return rows.map(listFrom);
}

/** False when somebody has confirmed it before. The round's row makes the last two take turns. */
export async function confirmList(
  tx: Tx,
  list: Pick<List, 'id' | 'kind' | 'asOf'>,
  byId: string,
  facts: Readonly<Record<string, string | number>>,
): Promise<{ readonly confirmed: boolean; readonly completed: boolean }> {
  const day = dayToDate(Temporal.PlainDate.from(list.asOf));
  await tx.db.$queryRaw`
    SELECT 1 FROM list_round WHERE kind = ${list.kind} AND as_of = ${list.asOf}::date FOR UPDATE`;
  const { count } = await tx.db.listToConfirm.updateMany({
    where: { id: list.id, confirmedAt: null },
    data: { confirmedAt: toDate(tx.now), confirmedById: byId, nextOn: null },
  });
  if (count === 0) return { confirmed: false, completed: false };
  const about = { kind: listCase, id: list.id };
  tx.audit({ what: 'list.confirmed', about, facts: { kind: list.kind, asOf: list.asOf, ...facts } });
  tx.moved(about);
  const open = await tx.db.listToConfirm.count({ where: { kind: list.kind, asOf: day, confirmedAt: null } });
  if (open > 0) return { confirmed: true, completed: false };
  await tx.db.listRound.update({
    where: { kind_asOf: { kind: list.kind, asOf: day } },
    data: { completedAt: toDate(tx.now) },
  });
  tx.audit({ what: 'round.completed', facts: { kind: list.kind, asOf: list.asOf } });
  return { confirmed: true, completed: true };
}

/** What a leaver has not confirmed goes to their supervisor, or to the role that keeps what is nobody's. */
export async function handOnLists(tx: Tx, leaverId: string): Promise<void> {
  const rows = await tx.db.$queryRaw<{ id: string; holder_id: string | null }[]>(Prisma.sql`
    UPDATE list_to_confirm l
       SET holder_id = (SELECT s.id FROM person p JOIN person s ON s.id = p.supervisor_id AND s.status = 'active'
                         WHERE p.id = ${leaverId} AND s.id <> p.id), told_on = NULL
     WHERE l.holder_id = ${leaverId} AND l.confirmed_at IS NULL
    RETURNING l.id, l.holder_id`);
  for (const { id, holder_id } of rows) {
    tx.audit({
      what: 'list.handed-on',
      about: { kind: listCase, id },
      facts: { from: leaverId, to: holder_id },
    });
    tx.moved({ kind: listCase, id });
  }
}
