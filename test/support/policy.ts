/** The plans that come with the program, each read and checked once in a process. */
import { readPlan } from '../../src/cli/read-plan.ts';
import type { Policy } from '../../src/policy/policy.ts';

const read = new Map<string, Promise<Policy>>();

/** The default plan. */
export const legacyPolicy = () => planOnce('legacy-ut');

/** A file's plan is read anew each time: tests write such files. */
export function planOnce(packIdOrPath: string): Promise<Policy> {
  if (/[\\/.]/.test(packIdOrPath)) return readPlan(packIdOrPath);
  const reading = read.get(packIdOrPath) ?? readPlan(packIdOrPath);
  read.set(packIdOrPath, reading);
  return reading;
}
