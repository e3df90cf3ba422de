/** That somebody did what a duty asks for: facts that stay, whatever was owed then. What is owed follows from them. */
import type { Calendar } from '../../../kernel/calendar.ts';
import { dateToDay, dayToDate, type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Done {
  readonly personId: string;
  readonly duty: string;
  /** What it rests on: "signature:<id>", "training:<id>", "paper". */
  readonly ref: string;
  /** `paper`: recorded from paper by somebody else. */
  readonly way: 'here' | 'paper';
  /** The local day; without it the day of the recording counts. */
  readonly doneOn?: Temporal.PlainDate;
  /** Of an acknowledgement: the text's version, where and under which plan it was given, and the name as typed. */
  readonly version?: number;
  readonly surface?: string;
  readonly policy?: string;
  readonly typedName?: string;
  readonly recordedById?: string;
}

/** Once for what it rests on: said again, it changes nothing, but counts again where it was taken back. */
export async function recordDone(tx: Tx, done: Done): Promise<void> {
  const { personId, duty, ref } = done;
  const doneOn = done.doneOn ? dayToDate(done.doneOn) : null;
  const same = { personId, duty, ref, ...(doneOn ? { doneOn } : {}) };
  const before = await tx.db.dutyDone.findFirst({ where: same, orderBy: { takenBackAt: 'desc' } });
  if (before) {
    if (before.takenBackAt || before.past)
      await tx.db.dutyDone.update({
        where: { id: before.id },
        data: { takenBackAt: null, past: false, doneAt: toDate(tx.now) },
      });
    return;
  }
  await tx.db.dutyDone.create({
    data: {
      ...{ id: newId(), personId, duty, ref, doneOn },
      doneAt: toDate(tx.now),
      way: done.way,
      version: done.version ?? null,
      surface: done.surface ?? null,
      policy: done.policy ?? null,
      typedName: done.typedName ?? null,
      recordedById: done.recordedById ?? null,
    },
  });
}

/** What it rested on was taken back (a training confirmed by mistake): it counts no more. */
export async function takeBackDone(tx: Tx, ref: string): Promise<void> {
  await tx.db.dutyDone.updateMany({
    where: { ref, takenBackAt: null },
    data: { takenBackAt: toDate(tx.now) },
  });
}

/** On which local days (YYYY-MM-DD) somebody did it, in order; without what was taken back or is of an earlier employment. */
export async function doneDays(
  reader: Reader,
  calendar: Calendar,
  personId: string,
  duty: string,
): Promise<readonly string[]> {
  const rows = await reader.db.dutyDone.findMany({
    where: { personId, duty, takenBackAt: null, past: false },
    select: { doneOn: true, doneAt: true },
  });
  return rows.map(({ doneOn, doneAt }) => dayOf(calendar, doneOn, doneAt)).sort();
}

/** By duty, the newest local day (YYYY-MM-DD) on which somebody did it according to paper. */
export async function paperDays(
  reader: Reader,
  calendar: Calendar,
  personId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.db.dutyDone.findMany({
    where: { personId, way: 'paper', takenBackAt: null, past: false },
    select: { duty: true, doneOn: true, doneAt: true },
  });
  const days = rows.map(({ duty, doneOn, doneAt }) => [duty, dayOf(calendar, doneOn, doneAt)] as const);
  return new Map(days.sort(([, a], [, b]) => a.localeCompare(b)));
}

function dayOf(calendar: Calendar, doneOn: Date | null, doneAt: Date): string {
  return (doneOn ? dateToDay(doneOn) : calendar.localDay(toInstant(doneAt))).toString();
}
