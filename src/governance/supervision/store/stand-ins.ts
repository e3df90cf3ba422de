/** Who reads about a supervisor's people in their place, until when; it ends by itself. */
import { dayToDate, Temporal, toDate } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface StandIn {
  readonly id: string;
  readonly personId: string;
  readonly readerId: string;
  /** The last day, YYYY-MM-DD. */
  readonly untilOn: string;
}

/** Those in force on that day, whose reader works here: by either of the two. */
export async function standIns(
  reader: Reader,
  today: string,
  who: { readonly personIds: readonly string[] } | { readonly readerIds: readonly string[] },
): Promise<readonly StandIn[]> {
  const ids = [...('personIds' in who ? who.personIds : who.readerIds)];
  const rows = await reader.db.$queryRaw<
    { id: string; person_id: string; reader_id: string; until_on: string }[]
  >(Prisma.sql`
    SELECT s.id, s.person_id, s.reader_id, s.until_on::text AS until_on FROM digest_stand_in s
      JOIN person r ON r.id = s.reader_id AND r.status = 'active'
     WHERE s.ended_at IS NULL AND s.from_on <= ${today}::date AND s.until_on >= ${today}::date
       AND ${'personIds' in who ? Prisma.sql`s.person_id` : Prisma.sql`s.reader_id`} = ANY (${ids}::text[])
     ORDER BY s.person_id`);
  return rows.map((row) => ({
    ...{ id: row.id, personId: row.person_id, readerId: row.reader_id, untilOn: row.until_on },
  }));
}

/** Takes the place of the one before. */
export async function setStandIn(
  tx: Tx,
  given: { readonly id: string; readonly personId: string; readonly readerId: string },
  days: { readonly from: string; readonly until: string },
): Promise<void> {
  await endStandIns(tx, { personId: given.personId });
  await tx.db.digestStandIn.create({
    data: {
      ...given,
      fromOn: dayToDate(Temporal.PlainDate.from(days.from)),
      untilOn: dayToDate(Temporal.PlainDate.from(days.until)),
    },
  });
  tx.audit({
    what: 'digest.stand-in-named',
    about: { kind: 'person', id: given.personId },
    facts: { standIn: given.id, reader: given.readerId, until: days.until },
  });
}

/** How many ended. */
export async function endStandIns(
  tx: Tx,
  who: { readonly personId: string } | { readonly readerId: string },
): Promise<number> {
  const ended = await tx.db.digestStandIn.updateManyAndReturn({
    where: { ...who, endedAt: null },
    data: { endedAt: toDate(tx.now) },
  });
  for (const { id, personId } of ended)
    tx.audit({
      what: 'digest.stand-in-ended',
      about: { kind: 'person', id: personId },
      facts: { standIn: id },
    });
  return ended.length;
}
