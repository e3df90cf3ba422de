/** The numbers of the requests that requests name: part of what is known of them, and nothing more of the other. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader } from '../../../store/tx.ts';
import type { DataRequest } from '../rules/request.ts';

/** By id: what each was filed again after, split from, answered with or repeats. */
export async function numbersNamedBy(
  reader: Reader,
  requests: readonly DataRequest[],
): Promise<ReadonlyMap<string, number>> {
  const ids = requests.flatMap(({ resubmissionOfId, splitFromId, mergedIntoId, repeatOfId }) =>
    [resubmissionOfId, splitFromId, mergedIntoId, repeatOfId].filter((id) => id !== undefined),
  );
  if (ids.length === 0) return new Map();
  const rows = await reader.db.dataRequest.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, number: true },
  });
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** By denied request, the number of what was filed again after it: by its asker, or by whoever typed it in. */
export async function filedAgain(
  reader: Reader,
  requests: readonly DataRequest[],
): Promise<ReadonlyMap<string, number>> {
  const denied = requests.filter(({ state }) => state === 'declined');
  if (denied.length === 0) return new Map();
  const hands = denied.flatMap(({ requesterId, typedById }) => [requesterId ?? typedById, typedById]);
  const rows = await reader.db.dataRequest.findMany({
    where: { typedById: { in: [...new Set(hands)] }, resubmissionOfId: { in: denied.map(({ id }) => id) } },
    select: { resubmissionOfId: true, number: true },
    orderBy: { number: 'asc' },
  });
  return new Map(rows.map(({ resubmissionOfId, number }) => [resubmissionOfId ?? '', number]));
}

/**
 * Of these, those that another open request of the same person may answer too: the same kind, about all of their data, with
 * nothing sent (`covers`); whoever merges is shown those that they may see.
 */
export async function answeredByAnother(
  reader: Reader,
  requests: readonly DataRequest[],
): Promise<ReadonlySet<string>> {
  const open = requests.filter(({ state }) => state === 'open').map(({ id }) => id);
  if (open.length === 0) return new Set();
  const rows = await reader.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select r.id from data_request r where r.id = any(${open}::text[]) and exists (
      select 1 from data_request o
       where o.id <> r.id and o.state = 'open' and o.route = r.route and o.pii = r.pii
         and (o.requester_id = r.requester_id or o.outsider_id = r.outsider_id or o.outsider_id in (
           select same.id from outsider own join outsider same on lower(same.email) = lower(own.email)
            where own.id = r.outsider_id))
         and not exists (select 1 from request_collection c where c.request_id = r.id and not exists (
           select 1 from request_collection t where t.request_id = o.id and t.collection_id = c.collection_id))
         and not exists (select 1 from release l
           where l.request_id = o.id and l.sent_at is not null and l.recalled_at is null))`);
  return new Set(rows.map(({ id }) => id));
}
