/** Who oversees every request, whatever its routing. */
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';

/** 003 §3.3: authorises and manages the sharing of student data. */
const studentDataManager = 'student_data_manager';

export function overseers(plan: DataRequestPolicy): readonly string[] {
  return [plan.classify.by, studentDataManager];
}

export function oversees(plan: DataRequestPolicy, { roles }: { readonly roles: readonly string[] }): boolean {
  return overseers(plan).some((role) => roles.includes(role));
}
