/** To whom a report goes: the first of the plan's route whom it does not concern (R074, R075, X7). */
import type { BreachPlan } from '../../../policy/schema-breaches.ts';

export interface Concerned {
  readonly personIds: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
}

/**
 * The role whose desk it lies on; undefined when it concerns every one of them, or nobody holds them. `holders`: of each
 * role everybody who holds it, whoever stands in for one of them, and in whose place: what one knows, the other hears.
 */
export function deskOf(
  route: BreachPlan['route'],
  concerned: Concerned,
  holders: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  return route.desk.find((role) => mayStay(role, concerned, holders));
}

/** Whether it may lie with this role: somebody holds it, and none of those whom it concerns. */
export function mayStay(
  role: string,
  concerned: Concerned,
  holders: ReadonlyMap<string, readonly string[]>,
): boolean {
  const ids = holders.get(role) ?? [];
  return !concerned.roles.has(role) && ids.length > 0 && !ids.some((id) => concerned.personIds.has(id));
}

/**
 * People whom a typed name means: every word of theirs stands in it, or their last name does. Rather one too many than
 * one too few: whoever is taken for concerned learns nothing, and somebody else looks into it.
 */
export function meantBy(
  typed: string,
  people: readonly { readonly id: string; readonly name: string }[],
): readonly string[] {
  const words = new Set(wordsOf(typed));
  return people.filter(({ name }) => words.has(wordsOf(name).at(-1) ?? '')).map(({ id }) => id);
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}'’-]+/u)
    .filter((word) => word.length > 1);
}
