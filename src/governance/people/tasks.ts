/** What the roster puts on people's lists: accounts to confirm, people nobody can write to, people without a supervisor. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { holds } from '../../app/person.ts';
import { surfaceNames } from './cards/account.ts';
import { contactTasks } from './commands/contacts.ts';
import { orphanTasks } from './commands/parting.ts';
import { accountKeepers, mayDecide } from './held.ts';
import { staffingTasks } from './staffing.ts';
import { heldAccounts } from './store/accounts.ts';
import { unreachablePeople } from './store/staffing.ts';

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  return [
    ...(await accountsToDecide(ask)),
    ...(await unreachable(ask)),
    ...(await contactTasks(ask)),
    ...(await orphanTasks(ask)),
    ...(await staffingTasks(ask)),
  ];
}

async function accountsToDecide(ask: Ask): Promise<readonly Task[]> {
  if (!holds(ask.actor, ...accountKeepers)) return [];
  const held = (await heldAccounts(ask.reader)).filter((one) => mayDecide(ask.actor, one.personId));
  const people = await ask.directory.people(
    ask.reader,
    held.map((one) => one.personId),
  );
  return held.map((one) => ({
    list: 'waits-for-me',
    title: `Confirm ${people.get(one.personId)?.name ?? 'somebody'}’s new ${surfaceNames[one.surface]} account`,
    detail: 'Until then nothing can be done with it',
    action: {
      kind: 'open-form',
      form: 'people.account.decide',
      label: 'Decide',
      subject: { account: one.id },
    },
  }));
}

async function unreachable(ask: Ask): Promise<readonly Task[]> {
  if (!holds(ask.actor, 'hr')) return [];
  return (await unreachablePeople(ask.reader)).map((one) => ({
    list: 'waits-for-me',
    title: `${one.name} can’t be reached`,
    detail: `${one.reason}. Correct the address on the roster, or ask them to write to Safekeep once.`,
  }));
}
