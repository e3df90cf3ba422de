/** An absence in words. */
import { sayDay } from '../../../chat/say-when.ts';
import type { Absence } from '../store/absences.ts';

export const absenceNames = { leave: 'Leave of absence', 'off-contract': 'Off contract' } as const;

/** "from June 10, 2027 until August 9, 2027". */
export function sayDays({ from, until }: Pick<Absence, 'from' | 'until'>): string {
  return `from ${sayDay(from)}${until ? ` until ${sayDay(until)}` : ', with no day of return yet'}`;
}
