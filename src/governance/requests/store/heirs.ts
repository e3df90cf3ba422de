/** Who may ask in the place of somebody who has left: their supervisor, and whoever vouches for the request. */
import type { Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { DataRequest } from '../rules/request.ts';
import { sponsorsOf } from '../rules/sponsors.ts';

const passedBy = 'not_for_me:';

/** The field of the words in which somebody said that they do not take it over. */
export function notForMe(personId: string): string {
  return passedBy + personId;
}

/** Who said so. */
export function passersBy(words: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(words).flatMap((field) =>
    field.startsWith(passedBy) ? [field.slice(passedBy.length)] : [],
  );
}

/** By request; only those are read that somebody who has left asked for. */
export async function heirsOf(
  { reader, directory, policy }: Scene,
  requests: readonly DataRequest[],
  people: ReadonlyMap<string, Person>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const heirs = new Map<string, readonly string[]>();
  for (const request of requests) {
    const leaver = request.requesterId === undefined ? undefined : people.get(request.requesterId);
    if (request.state !== 'open' || leaver?.status !== 'left') continue;
    const ids = [leaver.supervisorId, ...sponsorsOf(policy.pack.data_requests, request)];
    const found = await Promise.all(
      [...new Set(ids)].map((id) => (id === undefined ? undefined : directory.person(reader, id))),
    );
    heirs.set(
      request.id,
      found.flatMap((one) => (one?.status === 'active' ? [one.id] : [])),
    );
  }
  return heirs;
}
