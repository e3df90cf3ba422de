/** Loads an account for whoever may see it: the keepers of the roster, and the person it bears the name of. */

import type { Ask } from '../../../app/context.ts';
import { holds } from '../../../app/person.ts';
import type { Card } from '../../../chat/card.ts';
import { type AccountView, accountCard, ownAccountCard } from '../cards/account.ts';
import { accountKeepers, mayDecide } from '../held.ts';
import { type Account, accountById, accountsOf } from '../store/accounts.ts';

export async function viewAccount(ask: Ask, accountId: string): Promise<AccountView | undefined> {
  const account = await accountById(ask.reader, accountId);
  if (!account) return undefined;
  if (!holds(ask.actor, ...accountKeepers) && ask.actor.id !== account.personId) return undefined;
  const people = await ask.directory.people(ask.reader, [
    account.personId,
    ...(account.decidedById ? [account.decidedById] : []),
  ]);
  const person = people.get(account.personId);
  if (!person) return undefined;
  return {
    account,
    person,
    current: (await accountsOf(ask.reader, person.id)).find((other) => replaces(account, other)),
    decider: account.decidedById ? people.get(account.decidedById) : undefined,
    mayDecide: mayDecide(ask.actor, person.id),
    zone: ask.policy.pack.pack.zone,
  };
}

/** A confirmed account takes the place of another one of the same workspace; one in another workspace stays. */
export function replaces(newer: Account, older: Account): boolean {
  return (
    older.id !== newer.id &&
    older.state === 'linked' &&
    older.surface === newer.surface &&
    older.tenant === newer.tenant
  );
}

export async function drawAccount(ask: Ask, accountId: string): Promise<Card | undefined> {
  const view = await viewAccount(ask, accountId);
  if (!view) return undefined;
  return view.person.id === ask.actor.id ? ownAccountCard(view) : accountCard(view);
}
