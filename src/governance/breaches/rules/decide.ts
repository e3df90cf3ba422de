/** Who decides whether it is a breach: the plan's parts, and where it says so never one alone (R074). */
import type { BreachResponse } from '../../../policy/schema-breach-response.ts';
import type { Part } from './incident.ts';

export type PartsByPerson = ReadonlyMap<string, ReadonlySet<Part | 'reporter'>>;

/**
 * Whether these people are enough: somebody of the desk, and somebody else of the part that the plan wants beside it. Where
 * nobody could make up such a pair, as when one person is both and alone, whoever may decide does.
 */
export function areEnough(
  { together_with }: BreachResponse['decision'],
  deciders: readonly string[],
  /** Whoever sees it now. */
  seeing: PartsByPerson,
  /** Whoever could be asked. */
  all: PartsByPerson,
): boolean {
  if (together_with === undefined) return true;
  return hasPair(deciders, together_with, seeing) || !hasPair([...all.keys()], together_with, all);
}

function hasPair(ids: readonly string[], beside: Part, all: PartsByPerson): boolean {
  return ids.some(
    (one) => all.get(one)?.has('desk') && ids.some((other) => other !== one && all.get(other)?.has(beside)),
  );
}
