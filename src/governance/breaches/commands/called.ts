/** Who is called up to an incident: the executive team as the plan names it, else the next of its route; never one whom it concerns. */
import type { Nameless, Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import { type Temporal, toDate } from '../../../kernel/clock.ts';
import type { Facts } from '../../../store/tx.ts';
import { type Incident, incidentKind, isSubject } from '../rules/incident.ts';
import { mayStay } from '../rules/route.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { addParties, type NewParty } from '../store/insert.ts';
import { writeEvent } from '../store/timeline.ts';
import { writeIncident } from '../store/write.ts';
import { namedAs } from './move-desk.ts';
import { standing } from './standing.ts';

export type Called =
  | { readonly kind: 'executives'; readonly people: readonly Person[] }
  /** Nobody of the executive team can: whoever comes after the desk in the plan's route. */
  | { readonly kind: 'next'; readonly role: string; readonly people: readonly Person[] }
  /** There is nobody at the moment whom it does not concern. */
  | { readonly kind: 'nobody' };

export async function calledFor(
  scene: Scene,
  { incident, policy }: Pick<IncidentFile, 'incident' | 'policy'>,
  able: (person: Person) => boolean = () => true,
): Promise<Called> {
  const { executives, desk } = policy.pack.breaches.route;
  const fits = (person: Person) => person.status === 'active' && !isSubject(incident, person) && able(person);
  const team = await scene.directory.peopleAndHolders(scene.reader, [], executives.roles);
  const there = [...team.values()].filter(fits);
  if (there.length > 0) return { kind: 'executives', people: there };
  const { concerned, holders } = await standing({ ...scene, policy }, namedAs(incident.subjects));
  for (const role of desk.slice(desk.indexOf(incident.deskRole ?? '') + 1)) {
    if (!mayStay(role, concerned, holders)) continue;
    const people = (await scene.directory.holders(scene.reader, role)).filter(fits);
    if (people.length > 0) return { kind: 'next', role, people };
  }
  return { kind: 'nobody' };
}

export interface Calling {
  /** Undefined: it happened by itself. */
  readonly byId: string | undefined;
  /** Why, for the timeline. */
  readonly facts?: Facts;
  readonly notice?: string;
  readonly said?: Facts;
  /** For what is no alert. */
  readonly notBefore?: Temporal.Instant;
}

/** They see it from now on, and hear of it. Comes back: who was told. */
export async function seatCalled(
  act: Nameless,
  incident: Incident,
  called: Called,
  { byId, facts = {}, notice = 'breach.called', said, notBefore }: Calling,
): Promise<readonly string[]> {
  if (called.kind === 'nobody') return [];
  const { executives } = (await act.policyOf(incident.policy)).pack.breaches.route;
  const next = called.kind === 'next' ? [called.role] : [];
  await writeIncident(act.tx, incident, {
    executivesCalledAt: toDate(act.now),
    executivesCalledById: byId ?? null,
  });
  // Also where none of them can at the moment: whoever comes back finds it.
  const parties = [...executives.roles, ...next].flatMap((role): NewParty[] =>
    isSeated(incident, role) ? [] : [{ part: 'executive', role }],
  );
  await addParties(act.tx, incident.id, parties, byId);
  await writeEvent(act.tx, incident.id, {
    ...{ what: called.kind === 'next' ? 'next-called' : 'executives-called', byId },
    facts: { ...facts, ...(called.kind === 'next' ? { role: called.role } : {}) },
  });
  const about = { kind: incidentKind, id: incident.id };
  act.tx.moved(about);
  const told = called.people.map(({ id }) => id).filter((id) => id !== byId);
  for (const personId of told)
    act.tx.notify({
      ...{ notice, about, to: { personId } },
      ...(said ? { facts: said } : {}),
      ...(notBefore ? { notBefore } : {}),
    });
  return told;
}

function isSeated({ parties }: Incident, role: string): boolean {
  return parties.some((one) => one.part === 'executive' && one.role === role && !one.until);
}
