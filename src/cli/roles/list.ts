/** `safekeep role list`: holders now and from a day to come, who stands in, and with --all whoever ever held what. */
import type { Command } from 'commander';
import { sayDay } from '../../chat/say-when.ts';
import { grantable } from '../../governance/people/rules/role-names.ts';
import { delegations } from '../../governance/people/store/delegations.ts';
import { type HeldRole, rolesHeld } from '../../governance/people/store/roles.ts';
import { type Clock, Temporal } from '../../kernel/clock.ts';
import type { Opened } from '../open.ts';
import { type Shell, show } from '../shell.ts';

export async function list(
  shell: Shell,
  command: Command,
  { store, policy, directory }: Opened,
  clock: Clock,
  all: boolean,
): Promise<void> {
  const today = policy.calendar.localDay(clock.now());
  const held = await rolesHeld(store, all ? 'ever' : { notOverOn: today });
  const lent = await delegations(store, today);
  const people = await directory.people(store, [
    ...held.flatMap((one) => [one.personId, one.grantedById ?? '', one.revokedById ?? '']),
    ...lent.flatMap((one) => [one.personId, one.delegateId]),
  ]);
  const nameOf = (id: string | undefined) => (id === undefined ? undefined : (people.get(id)?.name ?? id));
  const roles = grantable(policy).map(({ id, name }) => ({
    ...{ role: id, name },
    holders: held.filter((one) => one.role === id),
    lent: lent.filter((one) => one.role === id),
  }));
  const value = roles.map(({ role, name, holders, lent: other }) => ({
    ...{ role, name },
    holders: holders.map((one) => ({
      ...{ name: nameOf(one.personId), email: people.get(one.personId)?.email ?? null },
      ...{ from: one.from.toString(), until: one.until?.toString() ?? null },
      ...{ grantedBy: nameOf(one.grantedById) ?? null, revokedBy: nameOf(one.revokedById) ?? null },
    })),
    standIns: other.map((one) => ({
      ...{ name: nameOf(one.delegateId), for: nameOf(one.personId) },
      ...{ from: one.from.toString(), until: one.until.toString() },
    })),
  }));
  show(
    shell,
    command,
    value,
    roles.flatMap(({ role, name, holders, lent: other }) => [
      `${role}: ${name}`,
      ...(holders.length === 0 ? ['  nobody'] : holders.map((one) => `  ${line(one, nameOf, today)}`)),
      ...other.map(
        (one) =>
          `  ${nameOf(one.delegateId)} stands in for ${nameOf(one.personId)} until ${sayDay(one.until)}`,
      ),
    ]),
  );
}

function line(
  { personId, from, until, grantedById, revokedById }: HeldRole,
  nameOf: (id: string | undefined) => string | undefined,
  today: Temporal.PlainDate,
): string {
  const to = until ? ` until ${sayDay(until)}` : '';
  // Taken back before it began.
  const never = until && Temporal.PlainDate.compare(until, from) < 0 ? ', never begun' : '';
  const later = Temporal.PlainDate.compare(from, today) > 0 ? ' (to come)' : '';
  const given = grantedById ? `, given by ${nameOf(grantedById)}` : '';
  const taken = revokedById ? `, taken back by ${nameOf(revokedById)}` : '';
  return `${nameOf(personId)} from ${sayDay(from)}${to}${later}${never}${given}${taken}`;
}
