/** What the inventory offers the house. */
import type { Feature } from '../../app/feature.ts';
import { editForm } from './commands/edit.ts';
import { catalogue, inventoryWord, showCollection } from './commands/inventory.ts';
import { stewardsForm } from './commands/stewards.ts';
import { drawCollection } from './commands/view.ts';

export const feature: Feature = {
  room: 'inventory',
  words: [inventoryWord],
  forms: [editForm, stewardsForm],
  actions: [showCollection],
  cases: [
    // Found by name, never by a reference that somebody types.
    { kind: 'collection', pattern: /^(?!)/, find: async () => undefined, card: drawCollection },
  ],
  documents: [catalogue],
};
