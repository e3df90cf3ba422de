/** The inventory in chat: every collection with its system and owner, or one in full. */
import type { Person } from '../../../app/person.ts';
import type { Action, Block, Card } from '../../../chat/card.ts';
import type { Collection } from '../store/collections.ts';

export const cataloguePath = '/documents/inventory.catalogue';

type People = ReadonlyMap<string, Person>;

export function names(people: People, ids: readonly string[]): string {
  return ids.map((id) => people.get(id)?.name ?? id).join(', ') || 'nobody named yet';
}

export function inventoryCard(collections: readonly Collection[], people: People): Card {
  const blocks: Block[] =
    collections.length === 0
      ? [{ kind: 'text', text: 'No data collection is on file yet.' }]
      : [
          {
            kind: 'list',
            items: collections.map((one) => ({
              title: one.name,
              detail: `${one.system} · owner: ${names(people, one.ownerId ? [one.ownerId] : [])}`,
              action: {
                kind: 'run',
                id: 'inventory.show',
                label: 'Show',
                payload: { collection: one.id },
              },
            })),
          },
        ];
  return {
    audience: 'person',
    title: 'Data collections',
    blocks,
    actions: [{ kind: 'link', label: 'Open the catalogue', path: cataloguePath }],
  };
}

export function collectionCard(
  one: Collection,
  people: People,
  may: { readonly edit: boolean; readonly nameStewards: boolean },
): Card {
  const button = (form: string, label: string): Action => ({
    kind: 'open-form',
    form,
    label,
    subject: { collection: one.id },
  });
  return {
    audience: 'person',
    title: one.name,
    blocks: [
      { kind: 'text', text: one.describes },
      {
        kind: 'facts',
        facts: [
          { label: 'System', value: one.system },
          { label: 'Where it lies', value: one.location },
          { label: 'Data owner', value: names(people, one.ownerId ? [one.ownerId] : []) },
          { label: 'Data stewards', value: names(people, one.stewardIds) },
        ],
      },
      ...words('Definitions', one.definitions),
      ...words('Business rules', one.businessRules),
    ],
    actions: [
      ...(may.edit ? [button('inventory.edit', 'Change')] : []),
      ...(may.nameStewards ? [button('inventory.stewards', 'Name its data stewards')] : []),
    ],
    about: { kind: 'collection', id: one.id },
  };
}

function words(label: string, text: string): Block[] {
  return text === '' ? [] : [{ kind: 'quote', label, text }];
}
