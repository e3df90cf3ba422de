/** `/safekeep inventory`: where the district's data lives and who answers for it, for all staff (W07). */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, DocumentHandler, Word } from '../../../app/feature.ts';
import { refused } from '../../../app/replies.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { cataloguePage } from '../cards/catalogue.ts';
import { inventoryCard } from '../cards/collection.ts';
import { allCollections } from '../store/collections.ts';
import { drawCollection, peopleOn } from './view.ts';

export const inventoryWord: Word = {
  command: 'safekeep',
  word: 'inventory',
  takes: 'NAME',
  summary: 'Data collections: where they lie, their owner and stewards',
  access: 'everyone',
  run: find,
};

/** Without words, all of them; with words, those that have every one of them. */
async function find(ask: Ask, words: string): Promise<Reply> {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = (await allCollections(ask.reader)).filter((one) => {
    const text = `${one.name} ${one.system} ${one.describes}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const only = wanted.length > 0 && found.length === 1 ? found[0] : undefined;
  const card = only && (await drawCollection(ask, only.id));
  if (card) return { kind: 'card', card };
  if (wanted.length > 0 && found.length === 0)
    return refused('No data collection matches. Type /safekeep inventory for all of them.');
  return { kind: 'card', card: inventoryCard(found, await peopleOn(ask, found)) };
}

/** Changes nothing; a row of a list can only carry a button. */
export const showCollection: ActionHandler = {
  id: 'inventory.show',
  access: 'everyone',
  async run(act, payload) {
    const card = await drawCollection(act, payload.collection ?? '');
    if (!card) return { kind: 'refused', text: 'This data collection is not on file any more.' };
    return { kind: 'done', text: `Here is ${card.title}.`, card };
  },
};

export const catalogue: DocumentHandler = {
  id: 'inventory.catalogue',
  access: 'everyone',
  async load(ask) {
    const collections = await allCollections(ask.reader);
    return cataloguePage(ask.policy.pack.pack.district, collections, await peopleOn(ask, collections));
  },
};
