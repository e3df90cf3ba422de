/** The inventory catalogue as a page to read and print: locations, custodians, types of data (W07). */
import type { Person } from '../../../app/person.ts';
import type { Document } from '../../../chat/document.ts';
import type { Collection } from '../store/collections.ts';
import { names } from './collection.ts';

export function cataloguePage(
  district: string,
  collections: readonly Collection[],
  people: ReadonlyMap<string, Person>,
): Document {
  return {
    kind: 'page',
    title: 'Inventory of data collections',
    subtitle: district,
    blocks: [
      {
        kind: 'table',
        caption: 'What is kept, where, and who answers for it',
        columns: ['Collection', 'System', 'Types of data', 'Where it lies', 'Data owner', 'Data stewards'],
        rows: collections.map((one) => [
          one.name,
          one.system,
          one.describes,
          one.location,
          names(people, one.ownerId ? [one.ownerId] : []),
          names(people, one.stewardIds),
        ]),
      },
    ],
  };
}
