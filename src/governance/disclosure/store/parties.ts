/** The names behind the ids on a line of the record or the ledger: people here, people outside, collections. */
import type { Person } from '../../../app/person.ts';
import type { Directory } from '../../../app/ports.ts';
import type { Reader } from '../../../store/tx.ts';
import { collectionsByIds } from '../../inventory/store/collections.ts';

export interface Names {
  person(id: string | undefined): string;
  outsider(id: string | undefined): string;
  collection(id: string): string;
}

export async function namesFor(
  { reader, directory }: { readonly reader: Reader; readonly directory: Directory },
  ids: {
    readonly people: readonly (string | undefined)[];
    readonly outsiders?: readonly (string | undefined)[];
    readonly collections?: readonly string[];
  },
): Promise<Names> {
  const people = await directory.people(reader, [...new Set(ids.people.filter(isThere))]);
  const outsiders = await outsiderNames(reader, [...new Set((ids.outsiders ?? []).filter(isThere))]);
  const collections = await collectionsByIds(reader, ids.collections ?? []);
  const titles = new Map(collections.map(({ id, name }) => [id, name]));
  return {
    person: (id) => (id === undefined ? '' : nameOf(people.get(id))),
    outsider: (id) => (id === undefined ? '' : (outsiders.get(id) ?? 'somebody outside')),
    collection: (id) => titles.get(id) ?? 'a collection that is no longer listed',
  };
}

function nameOf(person: Person | undefined): string {
  return person ? `${person.name}, ${person.jobTitle}` : 'somebody no longer on the roster';
}

async function outsiderNames(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.db.outsider.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, organisation: true },
  });
  return new Map(
    rows.map(({ id, name, organisation }) => [id, organisation ? `${name} (${organisation})` : name]),
  );
}

function isThere(id: string | undefined): id is string {
  return id !== undefined;
}
