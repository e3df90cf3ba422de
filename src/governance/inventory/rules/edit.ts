/** Who keeps an entry of the inventory current: the data owner and the collection's stewards. */

export function mayEdit(
  personId: string,
  collection: { readonly ownerId: string | undefined; readonly stewardIds: readonly string[] },
): boolean {
  return collection.ownerId === personId || collection.stewardIds.includes(personId);
}
