/** The inventory of data collections (W07): where data lives, whose it is, who answers for it. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Collection {
  readonly id: string;
  readonly name: string;
  /** The product it lives in: PowerSchool, Munis. */
  readonly system: string;
  /** Which types of data it holds, in words. */
  readonly describes: string;
  readonly location: string;
  /** The data owner. */
  readonly ownerId: string | undefined;
  /** Everyone named as its steward, active or not. */
  readonly stewardIds: readonly string[];
  /** Last used, offered again at the next fulfilment (R090). */
  readonly definitions: string;
  readonly businessRules: string;
}

export function allCollections(reader: Reader): Promise<readonly Collection[]> {
  return readCollections(reader, Prisma.empty);
}

/** Unknown ids are left out; in the order of names. */
export async function collectionsByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<readonly Collection[]> {
  if (ids.length === 0) return [];
  return readCollections(reader, Prisma.sql`where c.id = any(${[...new Set(ids)]}::text[])`);
}

/** Active stewards by collection; a collection that has none is there with an empty list. */
export async function stewardsOf(
  reader: Reader,
  collectionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await reader.db.collectionSteward.findMany({
    where: { collectionId: { in: [...collectionIds] }, person: { status: 'active' } },
    orderBy: { personId: 'asc' },
  });
  return new Map(
    collectionIds.map((id) => [id, rows.filter((row) => row.collectionId === id).map((row) => row.personId)]),
  );
}

/** Keeps what was used at a fulfilment, to be offered next time (R090). */
export async function rememberDefinitions(
  tx: Tx,
  collectionId: string,
  used: { readonly definitions: string; readonly businessRules: string },
): Promise<void> {
  const { count } = await tx.db.dataCollection.updateMany({
    where: { id: collectionId, NOT: { definitions: used.definitions, businessRules: used.businessRules } },
    data: { definitions: used.definitions, businessRules: used.businessRules },
  });
  if (count > 0)
    tx.audit({ what: 'collection.definitions-kept', about: { kind: 'collection', id: collectionId } });
}

/** Location, definitions and business rules, as its owner or a steward says. False when nothing differs. */
export async function editCollection(
  tx: Tx,
  collectionId: string,
  edit: { readonly location: string; readonly definitions: string; readonly businessRules: string },
): Promise<boolean> {
  const { count } = await tx.db.dataCollection.updateMany({
    where: { id: collectionId, NOT: { ...edit } },
    data: { ...edit },
  });
  if (count > 0) tx.audit({ what: 'collection.edited', about: { kind: 'collection', id: collectionId } });
  return count > 0;
}

/** These and nobody else are its stewards from now on. False when they were already. */
export async function nameStewards(
  tx: Tx,
  collectionId: string,
  personIds: readonly string[],
): Promise<boolean> {
  const before = await tx.db.collectionSteward.findMany({ where: { collectionId } });
  const left = before.filter(({ personId }) => !personIds.includes(personId));
  const fresh = personIds.filter((id) => !before.some(({ personId }) => personId === id));
  if (left.length + fresh.length === 0) return false;
  await tx.db.collectionSteward.deleteMany({
    where: { collectionId, personId: { in: left.map(({ personId }) => personId) } },
  });
  await tx.db.collectionSteward.createMany({
    data: [...new Set(fresh)].map((personId) => ({ collectionId, personId })),
  });
  tx.audit({
    what: 'collection.stewards-named',
    about: { kind: 'collection', id: collectionId },
    facts: { stewards: [...personIds] },
  });
  return true;
}

interface CollectionRow {
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly describes: string;
  readonly location: string;
  readonly owner_id: string | null;
  readonly definitions: string;
  readonly business_rules: string;
  readonly steward_ids: readonly string[];
}

async function readCollections(reader: Reader, where: Prisma.Sql): Promise<readonly Collection[]> {
  const rows = await reader.db.$queryRaw<CollectionRow[]>(Prisma.sql`
    select c.id, c.name, c.system, c.describes, c.location, c.owner_id, c.definitions, c.business_rules,
           array(select s.person_id from collection_steward s where s.collection_id = c.id order by 1) as steward_ids
      from data_collection c ${where} order by c.name, c.id`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    system: row.system,
    describes: row.describes,
    location: row.location,
    ownerId: row.owner_id ?? undefined,
    stewardIds: row.steward_ids,
    definitions: row.definitions,
    businessRules: row.business_rules,
  }));
}
