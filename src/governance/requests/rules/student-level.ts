/** Whether a request is about single students, named or not: such data go only to who is cleared. */
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import type { DataRequest } from './request.ts';

export function isStudentLevel(
  plan: DataRequestPolicy,
  { pii, detail, level }: Pick<DataRequest, 'pii' | 'detail' | 'level'>,
): boolean {
  const asked = plan.details.find(({ id }) => id === detail);
  const classified = level === undefined ? undefined : plan.levels[level];
  return (
    pii || asked?.identifies === true || asked?.student_level === true || classified?.student_level === true
  );
}
