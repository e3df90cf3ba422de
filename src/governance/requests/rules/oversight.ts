/** Who oversees every request, whatever its routing. */
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';

/** Whoever classifies, and whoever authorises that data about students leave (003 §3.3: the Student Data Manager). */
export function overseers(plan: DataRequestPolicy): readonly string[] {
  return [plan.classify.by, plan.pii.authorised_by];
}

export function oversees(plan: DataRequestPolicy, { roles }: { readonly roles: readonly string[] }): boolean {
  return overseers(plan).some((role) => roles.includes(role));
}
