/** Who is asked about an account that waits for a person's yes, and what hangs on the answer. */

import { holds, type Person } from '../../app/person.ts';
import type { Directory } from '../../app/ports.ts';
import type { Tx } from '../../store/tx.ts';

/** Human Resources keeps the roster; the IT security manager answers for access (R017, R022). */
export const accountKeepers = ['hr', 'it_security_manager'] as const;

/** Nobody vouches for an account that bears their own name. */
export function mayDecide(decider: Person, personId: string): boolean {
  return holds(decider, ...accountKeepers) && decider.id !== personId;
}

export async function askToConfirm(
  tx: Tx,
  directory: Directory,
  accountId: string,
  personId: string,
): Promise<void> {
  const keepers = new Map<string, Person>();
  for (const role of accountKeepers)
    for (const person of await directory.holders(tx, role)) keepers.set(person.id, person);
  for (const keeper of keepers.values()) {
    if (mayDecide(keeper, personId))
      tx.notify({
        notice: 'people.account.held',
        about: { kind: 'account', id: accountId },
        to: { personId: keeper.id },
      });
  }
}
