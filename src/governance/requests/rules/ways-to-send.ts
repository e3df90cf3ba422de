/** By which ways the data of one request may go: data about single students not by all, nor data to people outside. */
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import type { DataRequest } from './request.ts';
import { isStudentLevel } from './student-level.ts';

export function waysToSend(
  plan: DataRequestPolicy,
  request: Pick<DataRequest, 'pii' | 'detail' | 'level' | 'outsiderId'>,
): DataRequestPolicy['delivery_methods'] {
  const never = [
    ...(isStudentLevel(plan, request) ? ['students'] : []),
    ...(request.outsiderId === undefined ? [] : ['outside']),
  ];
  return plan.delivery_methods.filter(({ never_for }) => !never_for.some((whom) => never.includes(whom)));
}
