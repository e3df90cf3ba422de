/** `safekeep role grant`: gives a role; both who gets it and who hands it over are told. */
import type { Command } from 'commander';
import { sayDay } from '../../chat/say-when.ts';
import { sayGrantProblem } from '../../governance/people/cards/role-problems.ts';
import { grantRole } from '../../governance/people/store/roles.ts';
import type { Clock } from '../../kernel/clock.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import { roleName } from '../../policy/policy.ts';
import type { Opened } from '../open.ts';
import { personByAddress } from '../person.ts';
import { type Shell, show } from '../shell.ts';
import { anybody, dayTyped, roleNamed } from './words.ts';

export interface GrantOptions {
  readonly from?: string;
  readonly until?: string;
  readonly handOver?: boolean;
  readonly by?: string;
}

export async function grant(
  shell: Shell,
  command: Command,
  { store, policy, directory }: Opened,
  clock: Clock,
  asked: GrantOptions & { readonly email: string; readonly role: string },
): Promise<void> {
  const now = clock.now();
  const today = policy.calendar.localDay(now);
  const role = roleNamed(policy, asked.role);
  const person = await anybody(store, asked.email, today);
  const by = asked.by === undefined ? undefined : await personByAddress(store, directory, asked.by);
  const from = asked.from === undefined ? today : dayTyped('--from', asked.from);
  const until = asked.until === undefined ? undefined : dayTyped('--until', asked.until);
  const author = { personId: by?.id ?? null, surface: 'cli', now };
  const granted = await store.transact(author, async (tx) => {
    const given = await grantRole(tx, policy, {
      ...{ personId: person.id, role, from, grantedById: by?.id ?? null },
      ...(until ? { until } : {}),
      takesOver: asked.handOver === true,
    });
    if (!given.ok) return given;
    const facts = { role, by: by?.id ?? null };
    const span = { from: from.toString(), ...(until ? { until: until.toString() } : {}) };
    tx.notify({
      notice: 'people.role',
      to: { personId: person.id },
      facts: { what: 'given', ...facts, ...span },
    });
    for (const personId of given.value.tookOverFrom)
      tx.notify({
        notice: 'people.role',
        to: { personId },
        facts: { what: 'taken', ...facts, until: from.subtract({ days: 1 }).toString() },
      });
    return given;
  });
  if (!granted.ok) {
    const { problem } = granted;
    const holder = problem.kind === 'taken' ? await directory.person(store, problem.holderId) : undefined;
    const hint = problem.kind === 'taken' ? ' With --hand-over it passes from them on that day.' : '';
    throw new OperatorError(`${sayGrantProblem(problem, holder?.name).text}${hint}`);
  }
  const others = await directory.people(store, granted.value.tookOverFrom);
  const before = from.subtract({ days: 1 });
  const value = {
    ...{ email: person.email, role, from: from.toString(), until: until?.toString() ?? null },
    tookOverFrom: [...others.values()].map(({ email }) => email),
  };
  show(shell, command, value, [
    `${person.name}: ${roleName(policy, role)} from ${sayDay(from)}${until ? ` until ${sayDay(until)}` : ''}.`,
    ...[...others.values()].map(({ name }) => `${name} holds it until ${sayDay(before)}.`),
  ]);
}
