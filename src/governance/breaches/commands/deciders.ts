/** Who decides on an incident, and who may say yes to what one of them proposes: never a deadlock, and never whom it concerns. */
import type { Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import { type Decider, isAnother, isPair } from '../rules/decide.ts';
import { type Incident, isSubject, partsOf } from '../rules/incident.ts';
import { mayStay } from '../rules/route.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { workers } from './found.ts';
import { namedAs } from './move-desk.ts';
import { standing } from './standing.ts';
import { peopleWith } from './tell.ts';

/** Whoever works on it now. */
export async function deciders(scene: Scene, incident: Incident): Promise<readonly Decider<Person>[]> {
  const ids = await peopleWith(scene, incident, workers);
  const people = await scene.directory.people(scene.reader, [...ids]);
  return [...people.values()].map((person) => ({ person, parts: partsOf(incident, person) }));
}

export type Partners =
  /** The plan lets one decide, or there is nobody else whom it does not concern. */
  | { readonly kind: 'alone'; readonly why: 'plan' | 'nobody' }
  /** They see it already. */
  | { readonly kind: 'there'; readonly people: readonly Person[] }
  /** The executive team, which has to be called. */
  | { readonly kind: 'executives'; readonly people: readonly Person[] }
  /** Nobody of the executive team can: whoever comes next in the plan's route takes part. */
  | { readonly kind: 'next'; readonly role: string; readonly people: readonly Person[] };

/** Who may decide together with this person. */
export async function partnersOf(
  scene: Scene,
  { incident, policy }: Pick<IncidentFile, 'incident' | 'policy'>,
  who: Person,
): Promise<Partners> {
  const { together_with: beside } = policy.pack.breaches.response.decision;
  if (beside === undefined) return { kind: 'alone', why: 'plan' };
  const me: Decider = { person: who, parts: partsOf(incident, who) };
  const there = (await deciders(scene, incident)).filter((one) => isPair(me, one, beside));
  if (there.length > 0) return { kind: 'there', people: there.map(({ person }) => person) };
  const { executives, desk } = policy.pack.breaches.route;
  const called = await scene.directory.peopleAndHolders(scene.reader, [], executives.roles);
  const able = [...called.values()].filter(
    (person) =>
      person.status === 'active' &&
      !isSubject(incident, person) &&
      isPair(me, { person, parts: new Set(['executive']) }, beside),
  );
  if (able.length > 0) return { kind: 'executives', people: able };
  const { concerned, holders } = await standing({ ...scene, policy }, namedAs(incident.subjects));
  for (const role of desk.slice(desk.indexOf(incident.deskRole ?? '') + 1)) {
    if (!mayStay(role, concerned, holders)) continue;
    const people = (await scene.directory.holders(scene.reader, role)).filter(
      (person) => isAnother(me.person, person) && !isSubject(incident, person),
    );
    if (people.length > 0) return { kind: 'next', role, people };
  }
  return { kind: 'alone', why: 'nobody' };
}

export function peopleOf(partners: Partners): readonly Person[] {
  return partners.kind === 'alone' ? [] : partners.people;
}
