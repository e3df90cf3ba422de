/** What every roster command stands on: who says so, and a way to act without being in a chat. */
import { systemViewer } from '../../app/access.ts';
import type { Sweep } from '../../app/context.ts';
import { holds, type Person } from '../../app/person.ts';
import { sceneAt } from '../../app/scene.ts';
import { personByEmail } from '../../governance/people/store/accounts.ts';
import type { Clock } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Author } from '../../store/store.ts';
import type { Tx } from '../../store/tx.ts';
import type { Opened } from '../open.ts';

/** Somebody who keeps the roster, by their address. Throws OperatorError for everybody else. */
export async function keeperOf(
  house: Opened,
  clock: Clock,
  mail: string | undefined,
): Promise<Person | undefined> {
  if (mail === undefined) return undefined;
  const today = house.policy.calendar.localDay(clock.now());
  const person = await personByEmail(house.store, mail.trim(), today);
  if (person?.status !== 'active' || !holds(person, 'hr'))
    throw new OperatorError(
      `--by names somebody in Human Resources by their address, and ${mail} is nobody's there. The roster says who is: safekeep staffing`,
    );
  return person;
}

export function authorOf(clock: Clock, by: Person | undefined): Author {
  return { personId: by?.id ?? null, surface: 'cli', now: clock.now() };
}

/** As a sweep acts: the author of the transaction says who it was. */
export function actingIn({ scene }: Opened, tx: Tx): Sweep {
  return { ...sceneAt(scene, systemViewer, tx, tx.now), tx };
}
