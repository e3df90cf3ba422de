/** The desk of an incident moves on where it can't stay: to the first of the route whom it does not concern (R075). */
import type { Nameless } from '../../../app/context.ts';
import { type Incident, incidentKind, type Subject } from '../rules/incident.ts';
import { deskOf, mayStay } from '../rules/route.ts';
import { addParties, endParties, type Named } from '../store/insert.ts';
import { writeEvent } from '../store/timeline.ts';
import { writeIncident } from '../store/write.ts';
import { standing } from './standing.ts';

/** True when it moved. Whoever has it keeps it while they may: what is known there need not be told again. */
export async function moveDesk(
  act: Nameless,
  incident: Incident,
  subjects: readonly Named[],
  byId: string | undefined,
): Promise<boolean> {
  const { tx } = act;
  const policy = await act.policyOf(incident.policy);
  const { concerned, holders } = await standing({ ...act, policy }, subjects);
  if (incident.deskRole !== undefined && mayStay(incident.deskRole, concerned, holders)) return false;
  const deskRole = deskOf(policy.pack.breaches.route, concerned, holders);
  if (deskRole === incident.deskRole) return false;
  await writeIncident(tx, incident, { deskRole: deskRole ?? null });
  const before = incident.parties.filter(({ part, until }) => part === 'desk' && !until);
  await endParties(
    tx,
    before.map(({ id }) => id),
  );
  await writeEvent(tx, incident.id, { what: 'desk-moved', byId, facts: { to: deskRole ?? null } });
  const about = { kind: incidentKind, id: incident.id };
  tx.moved(about);
  if (deskRole === undefined) return true;
  await addParties(tx, incident.id, [{ part: 'desk', role: deskRole }], byId);
  const notice = incident.state === 'concern' ? 'breach.reported' : 'breach.yours-now';
  for (const personId of holders.get(deskRole) ?? []) tx.notify({ notice, about, to: { personId } });
  return true;
}

export function namedAs(subjects: readonly Subject[]): readonly Named[] {
  return subjects.flatMap(({ personId, role }): Named[] =>
    personId !== undefined ? [{ personId }] : role !== undefined ? [{ role }] : [],
  );
}
