/** Last days: those that are planned, those that have come, and where a leaver can be written to afterwards. */
import { dateToDay, dayToDate, type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Departure {
  readonly id: string;
  readonly personId: string;
  readonly lastDay: Temporal.PlainDate;
  readonly state: 'planned' | 'done' | 'called-off';
  readonly letterTo: string | undefined;
  /** Nobody where it came with an import that the command line confirmed. */
  readonly madeById: string | undefined;
}

/** Another day or another address takes the place of what was planned. The id, and whether it is new. */
export async function planDeparture(
  tx: Tx,
  wanted: Omit<Departure, 'id' | 'state' | 'madeById'> & { readonly madeById: string },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { personId, madeById } = wanted;
  const facts = {
    ...{ lastDay: dayToDate(wanted.lastDay), letterTo: wanted.letterTo ?? null },
    ...{ madeById, madeAt: toDate(tx.now) },
  };
  const before = await tx.db.departure.findFirst({ where: { personId, state: 'planned' } });
  const id = before?.id ?? newId();
  if (before) await tx.db.departure.update({ where: { id }, data: facts });
  else await tx.db.departure.create({ data: { id, personId, state: 'planned', ...facts } });
  tx.audit({
    what: 'departure.planned',
    about: { kind: 'person', id: personId },
    facts: { departure: id, lastDay: wanted.lastDay.toString() },
  });
  return { id, isNew: !before };
}

/** What was planned is done now; where nothing was, it is written down as done. */
export async function settleDeparture(
  tx: Tx,
  done: { readonly personId: string; readonly lastDay: Temporal.PlainDate; readonly byId: string | null },
): Promise<void> {
  const { personId, byId } = done;
  const facts = { lastDay: dayToDate(done.lastDay), state: 'done', doneAt: toDate(tx.now) };
  const { count } = await tx.db.departure.updateMany({
    where: { personId, state: 'planned' },
    data: facts,
  });
  if (count === 0)
    await tx.db.departure.create({
      data: { id: newId(), personId, madeById: byId, madeAt: toDate(tx.now), ...facts },
    });
}

/** Of somebody who has just left. */
export async function keepLetterTo(tx: Tx, personId: string, letterTo: string): Promise<void> {
  await tx.db.departure.updateMany({
    where: { personId, state: 'done', doneAt: toDate(tx.now) },
    data: { letterTo },
  });
}

/** False when nothing was planned any more. */
export async function callOffDeparture(tx: Tx, personId: string, byId: string | null): Promise<boolean> {
  const off = await tx.db.departure.updateManyAndReturn({
    where: { personId, state: 'planned' },
    data: { state: 'called-off', calledOffAt: toDate(tx.now), calledOffById: byId },
  });
  for (const { id } of off)
    tx.audit({
      what: 'departure.called-off',
      about: { kind: 'person', id: personId },
      facts: { departure: id },
    });
  return off.length > 0;
}

/** Planned ones whose last day is over, longest ago first. Each person is held to the end of the transaction. */
export async function departuresDue(
  tx: Tx,
  today: Temporal.PlainDate,
  limit: number,
): Promise<readonly Departure[]> {
  const rows = await tx.db.departure.findMany({
    where: { state: 'planned', lastDay: { lt: dayToDate(today) } },
    orderBy: [{ lastDay: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(fromRow);
}

export async function plannedDeparture(reader: Reader, personId: string): Promise<Departure | undefined> {
  const row = await reader.db.departure.findFirst({ where: { personId, state: 'planned' } });
  return row ? fromRow(row) : undefined;
}

/** The last one that came. */
export async function lastDeparture(reader: Reader, personId: string): Promise<Departure | undefined> {
  const row = await reader.db.departure.findFirst({
    where: { personId, state: 'done' },
    orderBy: [{ doneAt: 'desc' }, { id: 'desc' }],
  });
  return row ? fromRow(row) : undefined;
}

export async function departureById(reader: Reader, id: string): Promise<Departure | undefined> {
  const row = await reader.db.departure.findUnique({ where: { id } });
  return row ? fromRow(row) : undefined;
}

/** Planned and done ones, newest first. */
export async function departuresOf(reader: Reader, personId: string): Promise<readonly Departure[]> {
  const rows = await reader.db.departure.findMany({
    where: { personId, state: { not: 'called-off' } },
    orderBy: [{ lastDay: 'desc' }, { id: 'desc' }],
  });
  return rows.map(fromRow);
}

function fromRow(row: Prisma.DepartureGetPayload<object>): Departure {
  return {
    ...{ id: row.id, personId: row.personId, lastDay: dateToDay(row.lastDay) },
    state: row.state as Departure['state'],
    letterTo: row.letterTo ?? undefined,
    madeById: row.madeById ?? undefined,
  };
}
