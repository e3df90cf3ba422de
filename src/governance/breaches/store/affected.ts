/** References of those affected and what was sent to them. Whoever reads them was shown their incident. */
import { dateToDay, dayToDate, Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Addressee } from '../../../policy/schema-breach-notices.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { Affected, Channel, Letter } from '../rules/affected.ts';
import { later } from '../rules/moments.ts';

/** In the order of their references. */
export async function affectedOf(reader: Reader, incidentId: string): Promise<readonly Affected[]> {
  const rows = await reader.db.incidentAffected.findMany({
    where: { incidentId },
    include: { deliveries: { orderBy: { seq: 'asc' } } },
    orderBy: { reference: 'asc' },
  });
  return rows.map(({ id, reference, group, residence, struckAt, deliveries }) => ({
    ...{ id, reference, group, residence, struck: struckAt !== null },
    deliveries: deliveries.map((one) => ({
      ...{ id: one.id, seq: one.seq, to: one.to as Addressee, channel: one.channel as Channel },
      noticeId: one.noticeId ?? undefined,
      sentOn: dayText(one.sentOn),
      returnedOn: one.returnedOn ? dayText(one.returnedOn) : undefined,
    })),
  }));
}

/** Of these incidents: how many count in the register, and since when that is so; those without a register are left out. */
export async function registersOf(
  reader: Reader,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly count: number; readonly since: Temporal.Instant }>> {
  const rows = await reader.db.incidentAffected.findMany({
    where: { incidentId: { in: [...incidentIds] } },
    select: { incidentId: true, addedAt: true, struckAt: true },
  });
  const found = new Map<string, { readonly count: number; readonly since: Temporal.Instant }>();
  for (const { incidentId, addedAt, struckAt } of rows) {
    const at = toInstant(struckAt ?? addedAt);
    const before = found.get(incidentId) ?? { count: 0, since: at };
    found.set(incidentId, {
      count: before.count + (struckAt ? 0 : 1),
      since: later(at, before.since),
    });
  }
  return found;
}

export type NewAffected = Pick<Affected, 'reference' | 'group' | 'residence'>;

/** References that stand there already are left as they are, those struck out come back. Comes back: how many are new. */
export async function addAffected(
  tx: Tx,
  incidentId: string,
  rows: readonly NewAffected[],
  addedById: string,
): Promise<number> {
  const addedAt = toDate(tx.now);
  const references = rows.map(({ reference }) => reference);
  const struck = await tx.db.incidentAffected.findMany({
    where: { incidentId, reference: { in: references }, struckAt: { not: null } },
    select: { id: true, reference: true },
  });
  const { count } = await tx.db.incidentAffected.createMany({
    data: rows.map((row) => ({ ...row, id: newId(), incidentId, addedAt, addedById })),
    skipDuplicates: true,
  });
  const wanted = new Map(rows.map((row) => [row.reference, row]));
  for (const { id, reference } of struck) {
    const { group, residence } = wanted.get(reference) ?? {};
    await tx.db.incidentAffected.update({
      where: { id },
      data: {
        ...(group === undefined || residence === undefined ? {} : { group, residence }),
        ...{ addedAt, addedById, struckAt: null, struckById: null },
      },
    });
  }
  return count + struck.length;
}

/** Comes back: how many counted until now. */
export async function strikeAffected(
  tx: Tx,
  incidentId: string,
  references: readonly string[],
  struckById: string,
): Promise<number> {
  const { count } = await tx.db.incidentAffected.updateMany({
    where: { incidentId, reference: { in: [...references] }, struckAt: null },
    data: { struckAt: toDate(tx.now), struckById },
  });
  return count;
}

export async function insertDeliveries(
  tx: Tx,
  letters: readonly Letter[],
  sent: {
    readonly channel: Channel;
    readonly on: string;
    readonly noticeId: string | undefined;
    readonly byId: string;
  },
): Promise<void> {
  await tx.db.incidentDelivery.createMany({
    data: letters.map(({ affected, to, last }) => ({
      ...{ id: newId(), affectedId: affected.id, to, seq: (last?.seq ?? 0) + 1, channel: sent.channel },
      ...{ noticeId: sent.noticeId ?? null, sentOn: dayOf(sent.on), byId: sent.byId, at: toDate(tx.now) },
    })),
  });
}

export async function markReturned(
  tx: Tx,
  deliveryIds: readonly string[],
  on: string,
  returnedById: string,
): Promise<void> {
  await tx.db.incidentDelivery.updateMany({
    where: { id: { in: [...deliveryIds] } },
    data: { returnedOn: dayOf(on), returnedById },
  });
}

function dayOf(day: string): Date {
  return dayToDate(Temporal.PlainDate.from(day));
}

function dayText(day: Date): string {
  return dateToDay(day).toString();
}
