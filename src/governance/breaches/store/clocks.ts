/** The clocks of incidents, their reminders and holds. Whoever reads them was shown the incident first. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Mark } from '../rules/clock-marks.ts';
import { type ClockLaw, clockLaws, type Ground, type Hold, type Owed } from '../rules/clocks.ts';
import type { IncidentState } from '../rules/incident.ts';

/** A clock as it is kept. */
export interface Clock {
  readonly id: string;
  readonly incidentId: string;
  readonly law: ClockLaw;
  readonly owed: Owed;
  readonly countedFrom: Temporal.Instant;
  readonly dueAt: Temporal.Instant | undefined;
  readonly heldSince: Temporal.Instant | undefined;
  /** Owed only from then on, after the decision. */
  readonly lateSince: Temporal.Instant | undefined;
  readonly met: Met | undefined;
  readonly marks: readonly KeptMark[];
}

export interface KeptMark extends Mark {
  readonly told: boolean;
}

export interface Met {
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly recordedAt: Temporal.Instant;
}

const withMarks = { marks: { orderBy: { at: 'asc' } } } as const;
type Row = Prisma.IncidentClockGetPayload<{ include: typeof withMarks }>;

/** In the order of the plan; what its plan does not know is left out. */
export async function clocksOf(
  reader: Reader,
  policy: Policy,
  incidentId: string,
): Promise<readonly Clock[]> {
  const rows = await reader.db.incidentClock.findMany({ where: { incidentId }, include: withMarks });
  return clockLaws(policy).flatMap((law) => {
    const row = rows.find((one) => one.law === law.law && one.clock === law.clock.id);
    return row ? [fromRow(row, law)] : [];
  });
}

function fromRow(row: Row, law: ClockLaw): Clock {
  const { metAt, metById, metRecordedAt } = row;
  const maybe = (date: Date | null) => (date ? toInstant(date) : undefined);
  return {
    ...{ id: row.id, incidentId: row.incidentId, law, owed: row.owed as Owed },
    countedFrom: toInstant(row.countedFrom),
    dueAt: maybe(row.dueAt),
    heldSince: maybe(row.heldSince),
    lateSince: maybe(row.lateSince),
    met:
      metAt && metById && metRecordedAt
        ? { at: toInstant(metAt), byId: metById, recordedAt: toInstant(metRecordedAt) }
        : undefined,
    marks: row.marks.map(({ mark, at, urgent, toldAt }) => ({
      ...{ mark, urgent, at: toInstant(at), told: toldAt !== null },
    })),
  };
}

/** What the clocks of this incident are reckoned from, as it stands. */
export async function groundOf(reader: Reader, incidentId: string): Promise<Ground> {
  const row = await reader.db.incident.findUniqueOrThrow({ where: { id: incidentId } });
  const holds = await holdsOf(reader, incidentId);
  return {
    state: row.state as IncidentState,
    noBreach: row.state === 'not_a_breach' || row.ruling === 'not_a_breach',
    discoveredAt: toInstant(row.discoveredAt ?? row.noticedAt ?? row.reportedAt),
    facts: {
      people: row.people ?? undefined,
      peopleStated: row.peopleStatedAt !== null,
      kinds: row.kinds,
      kindsStated: row.kindsStatedAt !== null,
      compromised: row.compromised ?? undefined,
      criminalUse: row.criminalUse ?? undefined,
      significant: row.significant ?? undefined,
      inadvertent: row.inadvertent ?? undefined,
      network: row.network ?? undefined,
    },
    holds,
  };
}

/** A hold as it is kept; who asked, and by what paper, is the text "hold:<id>". */
export interface KeptHold extends Hold {
  readonly byId: string;
}

/** In the order in which they began. */
export async function holdsOf(reader: Reader, incidentId: string): Promise<readonly KeptHold[]> {
  const rows = await reader.db.incidentHold.findMany({
    where: { incidentId },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, startsAt, endsAt, byId }) => ({
    ...{ id, byId, startsAt: toInstant(startsAt) },
    endsAt: endsAt ? toInstant(endsAt) : undefined,
  }));
}

/** Comes back: its id. */
export async function insertHold(
  tx: Tx,
  incidentId: string,
  hold: {
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant | undefined;
    readonly byId: string;
  },
): Promise<string> {
  const id = newId();
  await tx.db.incidentHold.create({
    data: {
      ...{ id, incidentId, byId: hold.byId, at: toDate(tx.now) },
      startsAt: toDate(hold.startsAt),
      endsAt: hold.endsAt ? toDate(hold.endsAt) : null,
    },
  });
  return id;
}

export async function endHold(
  tx: Tx,
  id: string,
  endsAt: Temporal.Instant,
  endedById: string,
): Promise<void> {
  await tx.db.incidentHold.update({ where: { id }, data: { endsAt: toDate(endsAt), endedById } });
}

export type ClockData = Pick<Clock, 'owed' | 'countedFrom' | 'dueAt' | 'heldSince' | 'lateSince'>;

/** Comes back: its id. */
export async function insertClock(
  tx: Tx,
  incidentId: string,
  { law, version, clock }: ClockLaw,
  data: ClockData,
): Promise<string> {
  const id = newId();
  await tx.db.incidentClock.create({
    data: { ...{ id, incidentId, law, lawVersion: version, clock: clock.id }, ...columns(data) },
  });
  return id;
}

export async function updateClock(tx: Tx, id: string, data: ClockData): Promise<void> {
  await tx.db.incidentClock.update({ where: { id }, data: columns(data) });
}

export async function writeMet(tx: Tx, id: string, met: Met | undefined): Promise<void> {
  await tx.db.incidentClock.update({
    where: { id },
    data: {
      metAt: met ? toDate(met.at) : null,
      metById: met?.byId ?? null,
      metRecordedAt: met ? toDate(met.recordedAt) : null,
    },
  });
}

/** In place of those there were. */
export async function replaceMarks(tx: Tx, clockId: string, marks: readonly KeptMark[]): Promise<void> {
  await tx.db.incidentClockMark.deleteMany({ where: { clockId } });
  await tx.db.incidentClockMark.createMany({
    data: marks.map(({ mark, at, urgent, told }) => ({
      ...{ id: newId(), clockId, mark, urgent },
      at: toDate(at),
      toldAt: told ? toDate(tx.now) : null,
    })),
  });
}

function columns({ owed, countedFrom, dueAt, heldSince, lateSince }: ClockData) {
  return {
    owed,
    countedFrom: toDate(countedFrom),
    dueAt: dueAt ? toDate(dueAt) : null,
    heldSince: heldSince ? toDate(heldSince) : null,
    lateSince: lateSince ? toDate(lateSince) : null,
  };
}

/** Of what is open, incidents with a reminder due and untold, locked until the transaction ends; the earliest first. */
export async function dueIncidents(tx: Tx, now: Temporal.Instant, take: number): Promise<readonly string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    select i.id from incident i
    join (
      select c.incident_id, min(m.at) as at
      from incident_clock_mark m join incident_clock c on c.id = m.clock_id
      where m.told_at is null and m.at <= ${toDate(now)}
      group by c.incident_id
    ) due on due.incident_id = i.id
    order by due.at, i.id
    limit ${take}
    for update of i`;
  return rows.map(({ id }) => id);
}

/** Everything of this incident that is due by now, so that a sweep comes to its end whatever it finds. */
export async function marksTold(tx: Tx, incidentId: string): Promise<void> {
  await tx.db.incidentClockMark.updateMany({
    where: { clock: { incidentId }, toldAt: null, at: { lte: toDate(tx.now) } },
    data: { toldAt: toDate(tx.now) },
  });
}
