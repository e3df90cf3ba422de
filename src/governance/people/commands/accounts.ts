/** Accounts that wait for a person's yes: the list, and the two buttons that answer. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, Outcome, Word } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { surfaceNames } from '../cards/account.ts';
import { accountKeepers } from '../held.ts';
import { accountsOf, heldAccounts, setAccountState } from '../store/accounts.ts';
import { lockPerson } from '../store/lock.ts';
import { drawAccount, replaces, viewAccount } from './account-view.ts';

const access = { anyOf: accountKeepers };

export const accountsWord: Word = {
  command: 'safekeep',
  word: 'accounts',
  summary: 'Chat accounts that wait for your confirmation',
  access,
  run: listHeld,
};

async function listHeld(ask: Ask): Promise<Reply> {
  const held = await heldAccounts(ask.reader);
  const first = held[0];
  const only = first && held.length === 1 ? await drawAccount(ask, first.id) : undefined;
  if (only) return { kind: 'card', card: only };
  const people = await ask.directory.people(
    ask.reader,
    held.map((account) => account.personId),
  );
  return {
    kind: 'card',
    card: {
      audience: 'person',
      title: 'Accounts that wait for a yes',
      blocks:
        held.length === 0
          ? [{ kind: 'text', text: 'No account waits for confirmation.' }]
          : [
              {
                kind: 'list',
                items: held.map((account) => ({
                  title: `${people.get(account.personId)?.name ?? account.personId}: ${surfaceNames[account.surface]} account ${account.account}`,
                  detail: `First seen ${sayMoment(account.seenAt, ask.policy.pack.pack.zone)}`,
                  action: {
                    kind: 'open-form',
                    form: 'people.account.decide',
                    label: 'Decide',
                    subject: { account: account.id },
                  },
                })),
              },
            ],
      actions: [],
    },
  };
}

export const confirmAccount: ActionHandler = {
  id: 'people.account.confirm',
  access,
  run: (act, payload) => decide(act, payload, 'linked'),
};

export const refuseAccount: ActionHandler = {
  id: 'people.account.refuse',
  access,
  run: (act, payload) => decide(act, payload, 'detached'),
};

/** The person's row is locked first, as everywhere, so that a confirmation and a departure take turns. */
export async function decide(act: Act, payload: Payload, to: 'linked' | 'detached'): Promise<Outcome> {
  const view = await viewAccount(act, payload.account ?? '');
  if (!view) return { kind: 'refused', text: 'This account is not on file any more.' };
  const { account, person } = view;
  if (!view.mayDecide)
    return { kind: 'refused', text: 'This account bears your own name. Somebody else has to decide on it.' };
  await lockPerson(act.tx, person.id);
  const now = await act.directory.person(act.tx, person.id);
  if (to === 'linked' && now?.status !== 'active')
    return { kind: 'refused', text: `${person.name} does not work here at present. Change that first.` };
  if (!(await setAccountState(act.tx, account.id, 'held', to, act.actor.id))) return tooLate(act, account.id);
  if (to === 'linked')
    for (const other of await accountsOf(act.tx, person.id))
      if (replaces(account, other))
        await setAccountState(act.tx, other.id, 'linked', 'detached', act.actor.id);
  const about = { kind: 'account', id: account.id };
  act.tx.audit({
    what: to === 'linked' ? 'account.confirmed' : 'account.refused',
    about,
    facts: { person: person.id },
  });
  act.tx.notify({ notice: 'people.account.decided', about, to: { personId: person.id } });
  act.tx.moved(about);
  const card = await drawAccount(act, account.id);
  return {
    kind: 'done',
    text:
      to === 'linked'
        ? `${person.name}’s new account is linked, and ${person.name} is told.`
        : `The account is refused, and ${person.name} is told.`,
    about,
    ...(card ? { card } : {}),
  };
}

async function tooLate(act: Act, accountId: string): Promise<Outcome> {
  const view = await viewAccount(act, accountId);
  const card = await drawAccount(act, accountId);
  const when = view?.account.decidedAt
    ? `, ${sayMoment(view.account.decidedAt, act.policy.pack.pack.zone)}`
    : '';
  return {
    kind: 'refused',
    text: view?.decider
      ? `${view.decider.name} has decided on this account already${when}.`
      : 'This account does not wait any more.',
    ...(card ? { card } : {}),
  };
}
