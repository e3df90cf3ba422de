/** Reads collections with the people named on them. */
import type { Ask } from '../../../app/context.ts';
import { holds, type Person } from '../../../app/person.ts';
import type { Card } from '../../../chat/card.ts';
import { collectionCard } from '../cards/collection.ts';
import { mayEdit } from '../rules/edit.ts';
import { type Collection, collectionsByIds } from '../store/collections.ts';

export function peopleOn(ask: Ask, collections: readonly Collection[]): Promise<ReadonlyMap<string, Person>> {
  const ids = collections.flatMap((one) => [...(one.ownerId ? [one.ownerId] : []), ...one.stewardIds]);
  return ask.directory.people(ask.reader, ids);
}

/** Visible to all staff (W07). */
export async function drawCollection(ask: Ask, id: string): Promise<Card | undefined> {
  const [one] = await collectionsByIds(ask.reader, [id]);
  if (!one) return undefined;
  return collectionCard(one, await peopleOn(ask, [one]), {
    edit: mayEdit(ask.actor.id, one),
    nameStewards: holds(ask.actor, ask.policy.pack.data_requests.classify.by),
  });
}
