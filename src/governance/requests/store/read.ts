/** Reads data requests through the viewer's eyes. */
import { Prisma } from '../../../store/generated/client.ts';
import type { DataRequest } from '../rules/request.ts';
import { loadRequests, requestsWith } from './load.ts';
import { type Eyes, visibleTo } from './sight.ts';

/** Which of the requests that a viewer may see; always together with their sight. */
export interface Wanted {
  readonly where: Prisma.Sql;
  readonly newestFirst?: boolean;
  readonly limit: number;
  /** Holds the rows to the transaction's end. */
  readonly lock?: boolean;
}

export async function readRequests(eyes: Eyes, wanted: Wanted): Promise<readonly DataRequest[]> {
  const sight = await visibleTo(eyes);
  const order = wanted.newestFirst ? Prisma.sql`r.number desc` : Prisma.sql`r.number`;
  const which = Prisma.sql`where ${sight} and ${wanted.where} order by ${order} limit ${wanted.limit}`;
  if (!wanted.lock) return requestsWith(eyes.reader, which);
  // Locked first and read afterwards: what others changed until the lock was had is seen only by a later statement.
  const rows = await eyes.reader.db.$queryRaw<{ id: string }[]>(
    Prisma.sql`select r.id from data_request r ${which} for update of r`,
  );
  return loadRequests(
    eyes.reader,
    rows.map(({ id }) => id),
  );
}

/** What several people may see of the requests named, each through their own eyes. Not inside a transaction. */
export async function readRequestsFor(
  wanted: readonly { readonly eyes: Eyes; readonly ids: readonly string[] }[],
): Promise<readonly ReadonlyMap<string, DataRequest>[]> {
  const [first] = wanted;
  if (!first) return [];
  const seen = await Promise.all(
    wanted.map(async ({ eyes, ids }) => {
      const sight = await visibleTo(eyes);
      return eyes.reader.db.$queryRaw<{ id: string }[]>(
        Prisma.sql`select r.id from data_request r where ${sight} and r.id = any(${[...ids]}::text[])`,
      );
    }),
  );
  const requests = await loadRequests(first.eyes.reader, [...new Set(seen.flat().map(({ id }) => id))]);
  const byId = new Map(requests.map((request) => [request.id, request]));
  return seen.map(
    (rows) => new Map(rows.flatMap(({ id }) => byId.get(id) ?? []).map((request) => [request.id, request])),
  );
}

/** One request by id; nothing when there is none or it is not theirs to see. */
export async function readRequest(eyes: Eyes, id: string, lock = false): Promise<DataRequest | undefined> {
  const [request] = await readRequests(eyes, { ...byId(id), lock });
  return request;
}

export function byId(id: string): Wanted {
  return { where: Prisma.sql`r.id = ${id}`, limit: 1 };
}

/** `number` as people write it after "DR-". */
export function byNumber(number: number): Wanted {
  const possible = Number.isSafeInteger(number) && number <= 2_147_483_647;
  return { where: possible ? Prisma.sql`r.number = ${number}` : Prisma.sql`false`, limit: 1 };
}
