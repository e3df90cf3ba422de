/** The default plan, read once per test file. */
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { problemLine } from '../../src/policy/problem.ts';

let loading: Promise<Policy> | undefined;

export function legacyPolicy(): Promise<Policy> {
  loading ??= loadPolicy('legacy-ut').then((loaded) => {
    if (!loaded.ok) throw new Error(loaded.problem.map(problemLine).join('\n'));
    return loaded.value;
  });
  return loading;
}
