/** `safekeep role revoke`: takes a role back, at once or with a day to come. */
import type { Command } from 'commander';
import { sayDay } from '../../chat/say-when.ts';
import { lastKeeper } from '../../governance/people/cards/role-problems.ts';
import { revokeRole } from '../../governance/people/store/roles.ts';
import type { Clock } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { roleName } from '../../policy/policy.ts';
import type { Opened } from '../open.ts';
import { personByAddress } from '../person.ts';
import { type Shell, show } from '../shell.ts';
import { anybody, dayTyped, roleNamed } from './words.ts';

export interface RevokeOptions {
  readonly until?: string;
  readonly by?: string;
}

export async function revoke(
  shell: Shell,
  command: Command,
  { store, policy, directory }: Opened,
  clock: Clock,
  asked: RevokeOptions & { readonly email: string; readonly role: string },
): Promise<void> {
  const now = clock.now();
  const today = policy.calendar.localDay(now);
  const role = roleNamed(policy, asked.role);
  const person = await anybody(store, asked.email, today);
  const by = asked.by === undefined ? undefined : await personByAddress(store, directory, asked.by);
  const lastDay = asked.until === undefined ? today.subtract({ days: 1 }) : dayTyped('--until', asked.until);
  const author = { personId: by?.id ?? null, surface: 'cli', now };
  const revoked = await store.transact(author, async (tx) => {
    const done = await revokeRole(tx, { personId: person.id, role, lastDay, byId: by?.id ?? null });
    if (done === 'revoked' && person.status !== 'left')
      tx.notify({
        notice: 'people.role',
        to: { personId: person.id },
        facts: {
          ...{ what: 'taken', role, by: by?.id ?? null },
          ...(asked.until === undefined ? {} : { until: lastDay.toString() }),
        },
      });
    return done;
  });
  if (revoked === 'last') throw new OperatorError(lastKeeper);
  if (revoked === 'not-held')
    throw new OperatorError(`${person.name} does not hold ${roleName(policy, role)} beyond that day.`);
  show(shell, command, { email: person.email, role, lastDay: lastDay.toString() }, [
    asked.until === undefined
      ? `${roleName(policy, role)} is taken back from ${person.name}.`
      : `${roleName(policy, role)} ends for ${person.name} with ${sayDay(lastDay)}.`,
  ]);
}
