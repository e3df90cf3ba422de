/** Which stewards each collection has, who of them is here and can be reached: one statement. */
import type { Scene } from '../../../app/context.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { lentOn } from '../../people/store/delegations.ts';
import { newestFailed } from '../../people/store/unreachable.ts';
import type { Coverage, Keeper } from '../rules/coverage.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly keepers: readonly (Omit<Keeper, 'forName'> & { readonly forName: string | null })[];
  readonly reachable: number;
}

/** Whoever stands in counts while the steward is away. In the order of names. */
export async function coverageOf({
  reader,
  policy,
  now,
}: Pick<Scene, 'reader' | 'policy' | 'now'>): Promise<readonly Coverage[]> {
  const today = policy.calendar.localDay(now);
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    with keeper as (
      select cs.collection_id, cs.person_id, null as for_name from collection_steward cs
      union
      select cs.collection_id, l.delegate_id, l.for_name
        from ${lentOn(today)} l join collection_steward cs on cs.person_id = l.for_id
       where l.role = ${policy.pack.data_requests.route.to} and l.for_status <> 'active'
    ), known as (
      select k.collection_id, k.for_name, p.id, p.name, p.status, not exists ${newestFailed} as reachable
        from keeper k join person p on p.id = k.person_id
    )
    select c.id, c.name, c.system,
           coalesce(json_agg(json_build_object('name', k.name, 'status', k.status, 'reachable', k.reachable,
                                               'forName', k.for_name) order by k.name, k.id)
                      filter (where k.id is not null), '[]') as keepers,
           (count(distinct k.id) filter (where k.status = 'active' and k.reachable))::int as reachable
      from data_collection c left join known k on k.collection_id = c.id
     group by c.id order by c.name, c.id`);
  return rows.map(({ id, name, system, keepers, reachable }) => ({
    collectionId: id,
    collection: name,
    system,
    keepers: keepers.map((one) => ({ ...one, forName: one.forName ?? undefined })),
    reachable,
  }));
}

/** Of these people who are here, those to whom no message gets. */
export async function unreachedAmong(
  { reader }: Pick<Scene, 'reader'>,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await reader.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select p.id from person p
     where p.id = any(${[...personIds]}::text[]) and p.status = 'active' and exists ${newestFailed}`);
  return new Set(rows.map(({ id }) => id));
}

/** Of these people, how many a message gets to. */
export async function reachableAmong(
  { reader }: Pick<Scene, 'reader'>,
  personIds: readonly string[],
): Promise<number> {
  if (personIds.length === 0) return 0;
  const [row] = await reader.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from person p
     where p.id = any(${[...personIds]}::text[]) and p.status = 'active' and not exists ${newestFailed}`);
  return row?.count ?? 0;
}
