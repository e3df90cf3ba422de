/** Who decides whether it is a breach: the plan's parts, and where it says so never one alone (R074). */
import type { Part, Somebody } from './incident.ts';

export interface Decider<Person extends Somebody = Somebody> {
  readonly person: Person;
  readonly parts: ReadonlySet<Part | 'reporter'>;
}

/** Whether these two decide together: one of the desk, and another of the part that the plan wants beside it. */
export function isPair(one: Decider, other: Decider, beside: Part): boolean {
  if (!isAnother(one.person, other.person)) return false;
  return (
    (one.parts.has('desk') && other.parts.has(beside)) || (other.parts.has('desk') && one.parts.has(beside))
  );
}

/** Two people, and neither of them acts in the other's place, nor both in a third's. */
export function isAnother(one: Somebody, other: Somebody): boolean {
  const ids = placesOf(one);
  return placesOf(other).every((id) => !ids.includes(id));
}

function placesOf({ id, standsIn = [] }: Somebody): readonly string[] {
  return [id, ...standsIn.map(({ forId }) => forId)];
}
