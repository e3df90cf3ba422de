/** What people owe by a day, and that they did it. Due dates are stored when the duty opens; nothing here is computed later. */
import { dateToDay, dayToDate, Temporal, toDate, toInstant, toIso } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { type Done, recordDone, takeBackDone } from './done.ts';
import { lockPerson } from './lock.ts';

export interface Obligation {
  readonly id: string;
  readonly personId: string;
  /** A key of the pack's duties: nda, fundamentals. */
  readonly duty: string;
  readonly dueOn: Temporal.PlainDate;
  /** The rule that set the date, as people read it. */
  readonly rule: string;
  /** Done before this day, it does not count for this one. */
  readonly countsFrom: Temporal.PlainDate | undefined;
  readonly openedAt: Temporal.Instant;
  readonly metAt: Temporal.Instant | undefined;
  readonly metBy: string | undefined;
}

/** The case that every card of what one person owes is about, by the person's id. */
export const dutiesKind = 'duties';

/**
 * Opens a duty, or keeps the one that is open already when that is due no later: the stricter date wins (R008).
 * A later one is replaced and stays on file. Returns the id of the obligation that now stands.
 */
export async function openObligation(
  tx: Tx,
  duty: {
    readonly personId: string;
    readonly duty: string;
    readonly dueOn: Temporal.PlainDate;
    readonly rule: string;
    /** The fact that the date was counted from, where its room compares it later. */
    readonly basis?: string;
    readonly countsFrom?: Temporal.PlainDate;
    /** The ladder's first day; without it the ladder looks at it in its next sweep. */
    readonly nextOn?: Temporal.PlainDate;
  },
): Promise<string> {
  await lockPerson(tx, duty.personId);
  const open = await tx.db.obligation.findFirst({
    where: { personId: duty.personId, duty: duty.duty, metAt: null, replacedAt: null },
  });
  if (open && Temporal.PlainDate.compare(dateToDay(open.dueOn), duty.dueOn) <= 0) return open.id;
  if (open) {
    await tx.db.obligation.update({
      where: { id: open.id },
      data: { replacedAt: toDate(tx.now), replacedFor: 'facts' },
    });
  }
  const id = newId();
  await tx.db.obligation.create({
    data: {
      id,
      personId: duty.personId,
      duty: duty.duty,
      dueOn: dayToDate(duty.dueOn),
      rule: duty.rule,
      basis: duty.basis ?? null,
      countsFrom: duty.countsFrom ? dayToDate(duty.countsFrom) : null,
      openedAt: toDate(tx.now),
      nextOn: duty.nextOn ? dayToDate(duty.nextOn) : toDate(tx.now),
    },
  });
  tx.audit({
    what: 'obligation.opened',
    about: { kind: 'person', id: duty.personId },
    facts: {
      obligation: id,
      duty: duty.duty,
      dueOn: duty.dueOn.toString(),
      ...(open ? { replaces: open.id } : {}),
    },
  });
  return id;
}

/**
 * Keeps that somebody did what a duty asks for, and meets what is open of it. `metBy` names what it rests on, such as
 * "signature:<id>"; give `metOn`, the local day, wherever it is known. False when nothing open was met by it: what was
 * done still counts, for what is asked later.
 */
export async function meetObligation(
  tx: Tx,
  met: {
    readonly personId: string;
    readonly duty: string;
    readonly metBy: string;
    readonly metOn?: Temporal.PlainDate;
    /** Its room has judged that it counts, however early it was done. */
    readonly anyDay?: true;
  } & Partial<Pick<Done, 'way' | 'version' | 'surface' | 'policy' | 'typedName' | 'recordedById'>>,
): Promise<boolean> {
  await lockPerson(tx, met.personId);
  const { metBy: ref, metOn, anyDay, way = 'here', ...rest } = met;
  await recordDone(tx, { ...rest, ref, way, ...(metOn ? { doneOn: metOn } : {}) });
  const day = metOn ? dayToDate(metOn) : toDate(tx.now);
  const { count } = await tx.db.obligation.updateMany({
    where: {
      ...{ personId: met.personId, duty: met.duty, metAt: null, replacedAt: null },
      ...(anyDay ? {} : { OR: [{ countsFrom: null }, { countsFrom: { lte: day } }] }),
    },
    data: { metAt: toDate(tx.now), metBy: ref, nextOn: null },
  });
  tx.audit({
    what: count === 0 ? 'duty.done' : 'obligation.met',
    about: { kind: 'person', id: met.personId },
    facts: { duty: met.duty, by: ref },
  });
  if (count > 0) tx.moved({ kind: dutiesKind, id: met.personId });
  return count > 0;
}

/** Open and met ones, earliest date first; those that another date replaced are left out. */
export async function obligationsOf(reader: Reader, personId: string): Promise<readonly Obligation[]> {
  const rows = await reader.db.obligation.findMany({
    where: { personId, replacedAt: null },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    personId: row.personId,
    duty: row.duty,
    dueOn: dateToDay(row.dueOn),
    rule: row.rule,
    countsFrom: row.countsFrom ? dateToDay(row.countsFrom) : undefined,
    openedAt: toInstant(row.openedAt),
    metAt: row.metAt ? toInstant(row.metAt) : undefined,
    metBy: row.metBy ?? undefined,
  }));
}

/**
 * What met it does not count any more: it is owed again, by the date that it had. Where the next one is open already,
 * that one is dated anew by the sweep over duties.
 */
export async function unmeetObligations(tx: Tx, metBy: string): Promise<void> {
  await takeBackDone(tx, metBy);
  const reopened = await tx.db.$queryRaw<{ person_id: string; duty: string }[]>`
    UPDATE obligation o SET met_at = NULL, met_by = NULL, next_on = ${toIso(tx.now)}::timestamptz::date
     WHERE o.met_by = ${metBy} AND o.replaced_at IS NULL
       AND NOT EXISTS (SELECT FROM obligation x WHERE x.person_id = o.person_id AND x.duty = o.duty
                          AND x.met_at IS NULL AND x.replaced_at IS NULL)
    RETURNING o.person_id, o.duty`;
  for (const { person_id: id, duty } of reopened)
    tx.audit({ what: 'obligation.reopened', about: { kind: 'person', id }, facts: { duty, by: metBy } });
}
