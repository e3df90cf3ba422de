/** What the desk and the reporter write to one another. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';

export interface Message {
  readonly id: string;
  readonly at: Temporal.Instant;
  /** Undefined: the reporter. */
  readonly byId: string | undefined;
}

/** `writtenById`: who typed it, where they said who they are. Comes back: which of the incident’s it is. */
export async function addMessage(
  tx: Tx,
  incidentId: string,
  message: {
    readonly from: 'desk' | 'reporter';
    readonly writtenById: string | undefined;
    readonly text: string;
  },
): Promise<number> {
  const { from, writtenById, text } = message;
  const id = newId();
  const about = { kind: incidentKind, id: incidentId };
  await tx.db.$queryRaw`select 1 from incident where id = ${incidentId} for update`;
  const { _max } = await tx.db.incidentMessage.aggregate({ where: { incidentId }, _max: { seq: true } });
  const seq = (_max.seq ?? 0) + 1;
  await tx.db.incidentMessage.create({
    data: {
      ...{ id, incidentId },
      seq,
      at: toDate(tx.now),
      byId: from === 'desk' ? (writtenById ?? null) : null,
    },
  });
  const texts = await writeTexts(tx, about, writtenById ?? null, { [`message:${id}`]: text });
  tx.audit({ what: 'incident.message-written', about, facts: { from, texts } });
  return seq;
}

/** As they were written; an hour alone could not say. The incident is one that the reader was shown. */
export async function messagesOf(reader: Reader, incidentId: string): Promise<readonly Message[]> {
  const rows = await reader.db.incidentMessage.findMany({
    where: { incidentId },
    orderBy: { seq: 'asc' },
  });
  return rows.map(({ id, at, byId }) => ({ id, at: toInstant(at), byId: byId ?? undefined }));
}

/** Of these incidents, those whose last word is the desk's: it waits for the reporter's. */
export async function askedIn(reader: Reader, incidentIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (incidentIds.length === 0) return new Set();
  const rows = await reader.db.incidentMessage.findMany({
    where: { incidentId: { in: [...incidentIds] } },
    distinct: ['incidentId'],
    orderBy: [{ incidentId: 'asc' }, { seq: 'desc' }],
  });
  return new Set(rows.flatMap(({ incidentId, byId }) => (byId === null ? [] : [incidentId])));
}
