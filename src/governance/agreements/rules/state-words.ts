/** Where a person stands in one or two words, for the register and its file. */
import type { Standing } from './standing.ts';

export type RegisterState = 'Signed' | 'Due soon' | 'Missing' | 'Overdue' | 'Left, agreement kept';

/** `openDue` and `today` are YYYY-MM-DD. Missing: nothing that counts is on file, but the day has not passed. */
export function registerState(
  status: 'active' | 'leave' | 'left',
  standing: Standing,
  openDue: string | undefined,
  today: string,
): RegisterState {
  if (status === 'left') return 'Left, agreement kept';
  if (standing.kind === 'counts') return standing.mayRenew ? 'Due soon' : 'Signed';
  return openDue !== undefined && openDue < today ? 'Overdue' : 'Missing';
}
