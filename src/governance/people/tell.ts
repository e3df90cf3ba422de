/** Who hears of a change by hand: whoever it is about, and those whom they answer to. Never the person who made it. */
import type { Act } from '../../app/context.ts';
import type { Facts } from '../../store/tx.ts';
import type { PersonFacts } from './rules/facts.ts';
import type { Changed } from './store/facts.ts';

export function tell(act: Act, personId: string | null | undefined, notice: string, facts: Facts): void {
  if (personId && personId !== act.actor.id) act.tx.notify({ notice, to: { personId }, facts });
}

/**
 * Whoever it is about. Another address is also told to the one before: whoever can give an account somebody's address
 * could otherwise take their place unnoticed.
 */
export function tellChanged(
  act: Act,
  personId: string,
  { change, fields }: Changed,
  addressBefore: string | null,
): void {
  tell(act, personId, 'people.changed', { change });
  if (fields.includes('email') && addressBefore && act.means?.email)
    act.tx.notify({ notice: 'people.changed', to: { outsiderId: change }, facts: { change } });
}

/** The supervisors before and after. */
export function tellTeams(act: Act, change: string, before: Partial<PersonFacts>, after: PersonFacts): void {
  for (const id of new Set([before.supervisorId, after.supervisorId]))
    tell(act, id, 'people.team', { change });
}
