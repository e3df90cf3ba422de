/** The timeline of an incident: each change writes its line, in the transaction of the change, with its audit entry. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Facts, Reader, Tx } from '../../../store/tx.ts';
import { incidentKind } from '../rules/incident.ts';

export interface TimelineEvent {
  readonly id: string;
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly byId: string | undefined;
  readonly what: string;
  readonly facts: Facts;
}

/** `what` without its noun: "acknowledged". `words` are kept as texts of the case, by field. Comes back: its id. */
export async function writeEvent(
  tx: Tx,
  incidentId: string,
  event: {
    readonly what: string;
    readonly byId: string | undefined;
    readonly facts?: Facts;
    /** What was typed with it; kept under "event:<id>" unless a field is named. */
    readonly words?: string | Readonly<Record<string, string>>;
  },
): Promise<string> {
  const id = newId();
  const about = { kind: incidentKind, id: incidentId };
  const { what, byId, facts = {}, words = {} } = event;
  const { _max } = await tx.db.incidentEvent.aggregate({ where: { incidentId }, _max: { seq: true } });
  await tx.db.incidentEvent.create({
    data: {
      ...{ id, incidentId, what, facts },
      seq: (_max.seq ?? 0) + 1,
      at: toDate(tx.now),
      byId: byId ?? null,
    },
  });
  const typed = typeof words === 'string' ? { [`event:${id}`]: words } : words;
  const texts = Object.keys(typed).length > 0 ? await writeTexts(tx, about, byId ?? null, typed) : undefined;
  tx.audit({ what: `incident.${what}`, about, facts: { ...facts, ...(texts ? { texts } : {}) } });
  return id;
}

/** In their order. The incident is one that the reader was shown. */
export async function timelineOf(reader: Reader, incidentId: string): Promise<readonly TimelineEvent[]> {
  const rows = await reader.db.incidentEvent.findMany({ where: { incidentId }, orderBy: { seq: 'asc' } });
  return rows.map(({ id, seq, at, byId, what, facts }) => ({
    ...{ id, seq, what },
    at: toInstant(at),
    byId: byId ?? undefined,
    facts: facts as Facts,
  }));
}
