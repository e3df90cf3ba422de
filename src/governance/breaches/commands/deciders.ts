/** Who decides on an incident, and who may say yes to what one of them proposes: never a deadlock, and never whom it concerns. */
import type { Nameless, Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import { type Decider, isPair } from '../rules/decide.ts';
import { type Incident, partsOf } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { type Called, calledFor, seatCalled } from './called.ts';
import { workers } from './found.ts';
import { thoseWith } from './tell.ts';

/** Whoever works on it now. */
export async function deciders(scene: Scene, incident: Incident): Promise<readonly Decider<Person>[]> {
  return (await thoseWith(scene, incident, workers)).map((person) => ({
    person,
    parts: partsOf(incident, person),
  }));
}

export type Partners =
  /** The plan lets one decide, or there is nobody else whom it does not concern. */
  | { readonly kind: 'alone'; readonly why: 'plan' | 'nobody' }
  /** They see it already. */
  | { readonly kind: 'there'; readonly people: readonly Person[] }
  /** They have to be called first. */
  | Exclude<Called, { readonly kind: 'nobody' }>;

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
  const called = await calledFor(scene, { incident, policy }, (person) =>
    isPair(me, { person, parts: new Set(['executive']) }, beside),
  );
  return called.kind === 'nobody' ? { kind: 'alone', why: 'nobody' } : called;
}

export function peopleOf(partners: Partners): readonly Person[] {
  return partners.kind === 'alone' ? [] : partners.people;
}

/** Asking for a decision calls them (R074). `byId` undefined: it happened by itself. Comes back: whether it was needed. */
export async function callPartners(
  act: Nameless,
  incident: Incident,
  partners: Partners,
  byId: string | undefined,
): Promise<boolean> {
  if (partners.kind === 'alone' || partners.kind === 'there') return false;
  await seatCalled(act, incident, partners, { byId, facts: { decision: true } });
  return true;
}
