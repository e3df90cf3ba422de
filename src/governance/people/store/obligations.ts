/** What people owe by a day. Due dates are stored when the duty opens; nothing here is computed later. */
import { dateToDay, dayToDate, Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { lockPerson } from './lock.ts';

export interface Obligation {
  readonly id: string;
  readonly personId: string;
  /** A key of the pack's duties: nda, fundamentals. */
  readonly duty: string;
  readonly dueOn: Temporal.PlainDate;
  /** The rule that set the date, as people read it. */
  readonly rule: string;
  readonly openedAt: Temporal.Instant;
  readonly metAt: Temporal.Instant | undefined;
  readonly metBy: string | undefined;
}

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
  },
): Promise<string> {
  await lockPerson(tx, duty.personId);
  const open = await tx.db.obligation.findFirst({
    where: { personId: duty.personId, duty: duty.duty, metAt: null, replacedAt: null },
  });
  if (open && Temporal.PlainDate.compare(dateToDay(open.dueOn), duty.dueOn) <= 0) return open.id;
  if (open) {
    await tx.db.obligation.update({ where: { id: open.id }, data: { replacedAt: toDate(tx.now) } });
  }
  const id = newId();
  await tx.db.obligation.create({
    data: {
      id,
      personId: duty.personId,
      duty: duty.duty,
      dueOn: dayToDate(duty.dueOn),
      rule: duty.rule,
      openedAt: toDate(tx.now),
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

/** `metBy` names what met it, such as "signature:<id>". False when nothing of the kind was open. */
export async function meetObligation(
  tx: Tx,
  met: { readonly personId: string; readonly duty: string; readonly metBy: string },
): Promise<boolean> {
  const { count } = await tx.db.obligation.updateMany({
    where: { personId: met.personId, duty: met.duty, metAt: null, replacedAt: null },
    data: { metAt: toDate(tx.now), metBy: met.metBy },
  });
  if (count === 0) return false;
  tx.audit({
    what: 'obligation.met',
    about: { kind: 'person', id: met.personId },
    facts: { duty: met.duty, by: met.metBy },
  });
  return true;
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
    openedAt: toInstant(row.openedAt),
    metAt: row.metAt ? toInstant(row.metAt) : undefined,
    metBy: row.metBy ?? undefined,
  }));
}

/** What met it does not count any more: it is owed again, by the date that it had. */
export async function unmeetObligations(tx: Tx, metBy: string): Promise<void> {
  const reopened = await tx.db.obligation.updateManyAndReturn({
    where: { metBy, replacedAt: null },
    data: { metAt: null, metBy: null },
  });
  for (const { personId, duty } of reopened)
    tx.audit({
      what: 'obligation.reopened',
      about: { kind: 'person', id: personId },
      facts: { duty, by: metBy },
    });
}
