/** Which steps of the plan fit what was reported: those for every mishap first, then those for this one. */
import type { BreachPlan } from '../../../policy/schema-breaches.ts';

export interface Said {
  readonly systems: readonly string[];
  readonly kinds: readonly string[];
  /** What they wrote, as far as it is there. */
  readonly words: string | undefined;
}

/** Nothing that fits was said: everything, since each step says when it is meant. */
export function stepsFor({ do_now }: BreachPlan['report'], said: Said): readonly string[] {
  const words = new Set((said.words ?? '').toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []);
  const always = do_now.filter(({ if_said }) => if_said === undefined);
  const sometimes = do_now.filter(({ if_said }) => if_said !== undefined);
  const fitting = sometimes.filter(
    ({ if_said }) =>
      if_said?.systems.some((name) => said.systems.includes(name)) ||
      if_said?.kinds.some((kind) => said.kinds.includes(kind)) ||
      if_said?.words.some((word) => words.has(word)),
  );
  const [first, ...rest] = always;
  // The first thing is never to make it worse; then what fits this mishap, which the frightened should not have to look for.
  return [first, ...(fitting.length > 0 ? fitting : sometimes), ...rest].flatMap((step) => step?.says ?? []);
}
