/** The plan that a district runs under, or every fault of it. */
import { OperatorError } from '../kernel/operator-error.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';
import { problemLine } from '../policy/problem.ts';

/** Throws OperatorError with every problem of the plan, one a line. */
export async function readPlan(packIdOrPath: string): Promise<Policy> {
  const loaded = await loadPolicy(packIdOrPath);
  if (loaded.ok) return loaded.value;
  throw new OperatorError(`The plan cannot be used:\n${loaded.problem.map(problemLine).join('\n')}`);
}
