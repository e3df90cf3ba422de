/** Exemptions from a duty: granted by a person with one of the plan's reasons, until a day or until taken back. */
import { dateToDay, dayToDate, type Temporal, toDate } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Exemption {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly duty: string;
  readonly reason: string;
  readonly until: Temporal.PlainDate | undefined;
  readonly grantedById: string;
}

/** In force or to come, by name. */
export async function exemptionsAt(reader: Reader, today: Temporal.PlainDate): Promise<readonly Exemption[]> {
  const rows = await reader.db.dutyExemption.findMany({
    where: {
      endedAt: null,
      OR: [{ untilOn: null }, { untilOn: { gte: dayToDate(today) } }],
      person: { status: { not: 'left' } },
    },
    include: { person: { select: { name: true } } },
    orderBy: [{ person: { name: 'asc' } }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    personId: row.personId,
    name: row.person.name,
    duty: row.duty,
    reason: row.reason,
    until: row.untilOn ? dateToDay(row.untilOn) : undefined,
    grantedById: row.grantedById,
  }));
}

export async function exempt(
  tx: Tx,
  given: {
    readonly personId: string;
    readonly duty: string;
    readonly reason: string;
    readonly from: Temporal.PlainDate;
    readonly until: Temporal.PlainDate | undefined;
    readonly note: string | undefined;
    readonly byId: string;
  },
): Promise<string> {
  const id = newId();
  const { personId, duty, reason } = given;
  await tx.db.dutyExemption.create({
    data: {
      ...{ id, personId, duty, reason, grantedById: given.byId },
      fromOn: dayToDate(given.from),
      untilOn: given.until ? dayToDate(given.until) : null,
    },
  });
  const hashes = given.note
    ? await writeTexts(tx, { kind: 'duty-exemption', id }, given.byId, { note: given.note })
    : {};
  tx.audit({
    what: 'duty.exempted',
    about: { kind: 'person', id: personId },
    facts: {
      exemption: id,
      duty,
      reason,
      ...(given.until ? { until: given.until.toString() } : {}),
      ...hashes,
    },
  });
  return id;
}

/** False when it had ended already. */
export async function endExemption(tx: Tx, id: string, byId: string): Promise<boolean> {
  const rows = await tx.db.dutyExemption.updateManyAndReturn({
    where: { id, endedAt: null },
    data: { endedAt: toDate(tx.now), endedById: byId },
    select: { personId: true, duty: true },
  });
  for (const { personId, duty } of rows)
    tx.audit({
      what: 'duty.exemption-ended',
      about: { kind: 'person', id: personId },
      facts: { exemption: id, duty },
    });
  return rows.length > 0;
}
