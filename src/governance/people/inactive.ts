/** Marks that somebody has left or is on leave, and lets every room end what hangs on them, in one transaction. */
import type { Act } from '../../app/context.ts';
import type { Temporal } from '../../kernel/clock.ts';
import { keepLetterTo } from './store/departures.ts';
import { setInactive } from './store/lifecycle.ts';

/** False when another change came first; nothing is done then. */
export async function markInactive(
  act: Act,
  personId: string,
  to: {
    readonly status: 'leave' | 'left';
    readonly lastDay: Temporal.PlainDate;
    /** An address of a leaver's own. */
    readonly letterTo?: string | undefined;
  },
): Promise<boolean> {
  if (!(await setInactive(act.tx, personId, to.status, to.lastDay, act.actor.id))) return false;
  if (to.letterTo) await keepLetterTo(act.tx, personId, to.letterTo);
  await act.house.personLeft(act, personId);
  return true;
}
