/** What the roster puts on people's lists: what they owe, accounts to confirm, people nobody can write to. */
import type { Ask } from '../../app/context.ts';
import type { Task } from '../../app/feature.ts';
import { holds } from '../../app/person.ts';
import type { Action } from '../../chat/card.ts';
import { sayDay } from '../../chat/say-when.ts';
import { surfaceNames } from './cards/account.ts';
import { accountKeepers, mayDecide } from './held.ts';
import { staffingTasks } from './staffing.ts';
import { heldAccounts } from './store/accounts.ts';
import { obligationsOf } from './store/obligations.ts';
import { unreachablePeople } from './store/staffing.ts';
import { localDay } from './today.ts';

export async function tasksOf(ask: Ask): Promise<readonly Task[]> {
  return [
    ...(await owed(ask)),
    ...(await accountsToDecide(ask)),
    ...(await unreachable(ask)),
    ...(await staffingTasks(ask)),
  ];
}

/** Where a duty can be done right here. Others say only what is owed and by when. */
const doneHere: Readonly<Record<string, Action>> = {
  nda: { kind: 'open-form', form: 'agreement.sign', label: 'Read and sign', subject: { agreement: 'nda' } },
};

/** A list that shows next year's duty beside today's is soon not read: calendar days ahead. */
const shownDaysAhead = 60;

async function owed(ask: Ask): Promise<readonly Task[]> {
  const day = localDay(ask);
  const today = day.toString();
  const horizon = day.add({ days: shownDaysAhead }).toString();
  const open = (await obligationsOf(ask.reader, ask.actor.id)).filter(
    (one) => !one.metAt && one.dueOn.toString() <= horizon,
  );
  return open.map((one) => {
    const dueOn = one.dueOn.toString();
    const action = doneHere[one.duty];
    return {
      list: 'i-owe',
      title: ask.policy.pack.duties[one.duty]?.name ?? one.duty,
      detail: `${dueOn < today ? 'Was due' : 'Due'} ${sayDay(one.dueOn)}: ${one.rule}`,
      dueOn,
      late: dueOn < today,
      ...(action ? { action } : {}),
    };
  });
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
