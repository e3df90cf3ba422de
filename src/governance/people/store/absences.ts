/** Being away with dates: setting them, beginning and ending on the day, and what somebody's status follows from. */
import { dateToDay, dayToDate, type Temporal, toDate, toInstant, toIso } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export type AbsenceKind = 'leave' | 'off-contract';

export interface Absence {
  readonly id: string;
  readonly personId: string;
  readonly kind: AbsenceKind;
  readonly from: Temporal.PlainDate;
  /** The last day; nothing until somebody says that they are back. */
  readonly until: Temporal.PlainDate | undefined;
  readonly state: 'planned' | 'running' | 'over' | 'called-off';
  readonly setById: string | undefined;
  readonly setAt: Temporal.Instant;
  readonly endedById: string | undefined;
  readonly endedAt: Temporal.Instant | undefined;
}

export interface NewAbsence extends Pick<Absence, 'personId' | 'kind' | 'from' | 'until'> {
  readonly setById: string | null;
  /** Set with others at once: "group:<name>", "file:<digest>". */
  readonly batch?: string;
}

/** Waits for its first day, whichever day that is; `beginDue` begins those whose day has come. */
export async function planAbsences(tx: Tx, wanted: readonly NewAbsence[]): Promise<readonly string[]> {
  const rows = wanted.map((one) => ({
    ...{ id: newId(), personId: one.personId, kind: one.kind, state: 'planned', setById: one.setById },
    fromOn: dayToDate(one.from),
    untilOn: one.until ? dayToDate(one.until) : null,
    setAt: toDate(tx.now),
    batch: one.batch ?? null,
  }));
  if (rows.length > 0) await tx.db.absence.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** Newest first; those that were called off are left out. */
export async function absencesOf(reader: Reader, personId: string): Promise<readonly Absence[]> {
  const rows = await reader.db.absence.findMany({
    where: { personId, state: { not: 'called-off' } },
    orderBy: [{ fromOn: 'desc' }, { id: 'desc' }],
  });
  return rows.map(fromRow);
}

export async function absenceById(reader: Reader, id: string): Promise<Absence | undefined> {
  const row = await reader.db.absence.findUnique({ where: { id } });
  return row ? fromRow(row) : undefined;
}

/** Not over and touching these days; of one kind where it is given. */
export async function absenceWithin(
  reader: Reader,
  personId: string,
  days: { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate | undefined },
  kind?: AbsenceKind,
): Promise<Absence | undefined> {
  const row = await reader.db.absence.findFirst({
    where: {
      ...{ personId, state: { in: ['planned', 'running'] } },
      ...(kind ? { kind } : {}),
      ...(days.until ? { fromOn: { lte: dayToDate(days.until) } } : {}),
      OR: [{ untilOn: null }, { untilOn: { gte: dayToDate(days.from) } }],
    },
    orderBy: { fromOn: 'asc' },
  });
  return row ? fromRow(row) : undefined;
}

export interface Begun {
  /** How many absences: also of people who were away already, and those that were over before they were told of. */
  readonly count: number;
  /** Who was at work until then. */
  readonly people: readonly string[];
}

/** Begins up to `limit` whose first day has come, or these alone. Where nothing is left to begin, the count is 0. */
export async function beginDue(
  tx: Tx,
  today: Temporal.PlainDate,
  which: { readonly limit: number } | { readonly ids: readonly string[] },
): Promise<Begun> {
  const day = Prisma.sql`${today.toString()}::date`;
  const some = 'ids' in which ? Prisma.sql`and a.id = any(${[...which.ids]}::text[])` : Prisma.empty;
  const limit = 'limit' in which ? which.limit : which.ids.length;
  const due = await tx.db.$queryRaw<{ id: string; person_id: string }[]>(Prisma.sql`
    select a.id, a.person_id from absence a join person p on p.id = a.person_id
     where a.state = 'planned' and a.from_on <= ${day} ${some}
     order by a.from_on, a.id limit ${limit} for no key update of a, p`);
  if (due.length === 0) return { count: 0, people: [] };
  const ids = due.map(({ id }) => id);
  const now = Prisma.sql`${toIso(tx.now)}::timestamptz`;
  await tx.db.$executeRaw(Prisma.sql`
    update absence a set
       state = case when p.status = 'left' then 'called-off' when a.until_on < ${day} then 'over' else 'running' end,
       begun_at = ${now}, ended_at = case when p.status = 'left' or a.until_on < ${day} then ${now} end
      from person p where p.id = a.person_id and a.id = any(${ids}::text[])`);
  const away = await tx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    update person p set status = 'leave'
     where p.status = 'active' and p.id = any(${due.map((row) => row.person_id)}::text[])
       and exists (select 1 from absence a where a.person_id = p.id and a.state = 'running')
    returning p.id`);
  return { count: ids.length, people: away.map(({ id }) => id).sort() };
}

/** Ends up to `limit` whose last day is over. Whoever is away for no other reason is at work again. */
export async function endDue(tx: Tx, today: Temporal.PlainDate, limit: number): Promise<Begun> {
  const day = Prisma.sql`${today.toString()}::date`;
  const due = await tx.db.$queryRaw<{ id: string; person_id: string }[]>(Prisma.sql`
    select a.id, a.person_id from absence a join person p on p.id = a.person_id
     where a.state = 'running' and a.until_on < ${day}
     order by a.until_on, a.id limit ${limit} for no key update of a, p`);
  if (due.length === 0) return { count: 0, people: [] };
  await tx.db.absence.updateMany({
    where: { id: { in: due.map(({ id }) => id) } },
    data: { state: 'over', endedAt: toDate(tx.now) },
  });
  const people = [...new Set(due.map((row) => row.person_id))];
  return { count: due.length, people: await backAtWork(tx, people) };
}

/** Those of them whom nothing keeps away any more. */
async function backAtWork(tx: Tx, people: readonly string[]): Promise<readonly string[]> {
  const back = await tx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    update person p set status = 'active'
     where p.status = 'leave' and p.id = any(${[...people]}::text[])
       and not exists (select 1 from absence a where a.person_id = p.id and a.state = 'running')
    returning p.id`);
  return back.map(({ id }) => id).sort();
}

/** A person says so: whatever keeps them away ends with this last day, or never was. False when they were not away. */
export async function comeBack(
  tx: Tx,
  personId: string,
  lastDay: Temporal.PlainDate,
  byId: string,
): Promise<boolean> {
  await endRunning(tx, personId, lastDay, byId);
  const [back] = await backAtWork(tx, [personId]);
  if (back === undefined) return false;
  tx.audit({
    what: 'person.back',
    about: { kind: 'person', id: personId },
    facts: { lastDay: lastDay.toString() },
  });
  return true;
}

/** One that began later than this last day is called off instead. */
export async function endRunning(
  tx: Tx,
  personId: string,
  lastDay: Temporal.PlainDate,
  byId: string | null,
): Promise<void> {
  const last = Prisma.sql`${lastDay.toString()}::date`;
  await tx.db.$executeRaw(Prisma.sql`
    update absence set state = case when from_on > ${last} then 'called-off' else 'over' end,
           until_on = case when from_on > ${last} then until_on else least(until_on, ${last}) end,
           ended_at = ${toIso(tx.now)}::timestamptz, ended_by_id = ${byId}
     where person_id = ${personId} and state = 'running'`);
}

/** Before it began; all of a person's, or one. How many there were. */
export async function callOffAbsences(
  tx: Tx,
  which: { readonly id: string } | { readonly personId: string },
  byId: string | null,
): Promise<number> {
  const off = await tx.db.absence.updateManyAndReturn({
    where: { ...which, state: 'planned' },
    data: { state: 'called-off', endedAt: toDate(tx.now), endedById: byId },
  });
  for (const { id, personId } of off)
    tx.audit({
      what: 'absence.called-off',
      about: { kind: 'person', id: personId },
      facts: { absence: id },
    });
  return off.length;
}

function fromRow(row: Prisma.AbsenceGetPayload<object>): Absence {
  return {
    ...{ id: row.id, personId: row.personId },
    kind: row.kind as AbsenceKind,
    from: dateToDay(row.fromOn),
    until: row.untilOn ? dateToDay(row.untilOn) : undefined,
    state: row.state as Absence['state'],
    setById: row.setById ?? undefined,
    setAt: toInstant(row.setAt),
    endedById: row.endedById ?? undefined,
    endedAt: row.endedAt ? toInstant(row.endedAt) : undefined,
  };
}
