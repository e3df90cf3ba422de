/** What somebody lacks to be given data about students, in words. */
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Missing } from './clearance.ts';

/** "not on the list of who may see students’ personal data; still to do: Sign the privacy agreement (NDA)". */
export function sayMissing(policy: Policy, missing: readonly Missing[]): string {
  return missing.map((one) => sayOne(policy, one)).join('; ');
}

export function sayOne(policy: Policy, one: Missing): string {
  switch (one.what) {
    case 'left':
      return 'works here no more';
    case 'not-listed':
      return 'not on the list of who may see students’ personal data';
    case 'withheld':
      return 'access is withheld at present';
    case 'never':
      return `still to do: ${nameOf(policy, one.duty)}`;
    case 'late':
      return `out of date since ${one.since}: ${nameOf(policy, one.duty)}`;
    default:
      return assertNever(one);
  }
}

function nameOf(policy: Policy, duty: string): string {
  return policy.pack.duties[duty]?.name ?? duty;
}
