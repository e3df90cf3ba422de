/** Whoever is to decide together with somebody gets to see the incident: the executive team, or the next of the route. */
import type { Nameless } from '../../../app/context.ts';
import { toDate } from '../../../kernel/clock.ts';
import { type Incident, incidentKind } from '../rules/incident.ts';
import { addParties } from '../store/insert.ts';
import { writeEvent } from '../store/timeline.ts';
import { writeIncident } from '../store/write.ts';
import { seatExecutives } from './call-executives.ts';
import type { Partners } from './deciders.ts';

/** Asking for a decision calls them (R074). `byId` undefined: it happened by itself. Comes back: whether somebody was seated. */
export async function seatPartners(
  act: Nameless,
  incident: Incident,
  partners: Partners,
  byId: string | undefined,
): Promise<boolean> {
  switch (partners.kind) {
    case 'executives':
      await writeIncident(act.tx, incident, {
        executivesCalledAt: toDate(act.now),
        executivesCalledById: byId ?? null,
      });
      await writeEvent(act.tx, incident.id, {
        what: 'executives-called',
        byId,
        facts: { decision: true },
      });
      await seatExecutives(act, incident, byId);
      return true;
    case 'next': {
      const { role, people } = partners;
      await addParties(act.tx, incident.id, [{ part: 'executive', role }], byId);
      await writeEvent(act.tx, incident.id, { what: 'next-asked', byId, facts: { role } });
      const about = { kind: incidentKind, id: incident.id };
      for (const { id } of people)
        if (id !== byId) act.tx.notify({ notice: 'breach.called', about, to: { personId: id } });
      return true;
    }
    default:
      return false;
  }
}
