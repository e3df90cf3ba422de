/** Separation of duties: checked on the person, not the role, at the moment of the click (domain D1, F). */
import { oncePer } from '../../../kernel/worked-out.ts';
import type { Pack } from '../../../policy/schema.ts';
import type { DataRequest, Release } from './request.ts';

export type Part = 'requester' | 'typist' | 'classifier' | 'approver' | 'fulfiller' | 'qa' | 'sender';

export interface Apart {
  readonly says: string;
  readonly src: string;
}

/** Somebody who played parts in another's place, while a role was lent: what they did counts for both (our rule). */
export interface StoodIn {
  readonly delegateId: string;
  readonly forId: string;
  readonly role: string;
  /** What is played with that role. */
  readonly parts: readonly Part[];
  /** They act for themselves again; what they did then still counts for both. */
  readonly over: boolean;
}

/** Whether this person acts with this role in the place of whoever asked. */
export function inAskersPlace(
  request: DataRequest,
  actorId: string,
  roles: readonly string[],
  stoodIn: readonly StoodIn[] = [],
): boolean {
  return stoodIn.some(
    ({ delegateId, forId, role, over }) =>
      !over && delegateId === actorId && forId === request.requesterId && roles.includes(role),
  );
}

/** Whoever holds a request works on its data as much as whoever prepared them; who recorded a decision had a part in it. */
export const partsOf = oncePer((request: DataRequest): Readonly<Record<Part, readonly string[]>> => {
  const last = request.releases.at(-1);
  const makers = versionsInHand(request).flatMap((one) => [one.fulfilledById, one.protectedById]);
  const decisions = request.stays.filter(({ takers, outcome }) => takers.length > 0 && outcome === 'done');
  const parts: Record<Part, readonly (string | undefined)[]> = {
    requester: [request.requesterId],
    typist: [request.typedById],
    classifier: [request.levelById],
    approver: decisions.flatMap(({ endedById, decidedById }) => [endedById, decidedById]),
    fulfiller: [request.fulfillerId, request.holderId, ...makers],
    qa: [last?.checkedById],
    sender: [last?.sentById],
  };
  return mapValues(parts, (ids) => ids.filter((id) => id !== undefined));
});

/** The last version, and those that failed before it: it is their modification (R065). */
function versionsInHand({ releases }: DataRequest): readonly Release[] {
  const standing = releases.slice(0, -1).findLastIndex(({ passed }) => passed !== false);
  return releases.slice(standing + 1);
}

function mapValues<A, B>(parts: Readonly<Record<Part, A>>, of: (value: A) => B): Record<Part, B> {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, of(value)])) as Record<
    Part,
    B
  >;
}

/**
 * The rule that keeps this person from this part, if there is one. Both people are looked at: whoever would act and whom
 * they stand in for, against whoever acted before and whom those stood in for.
 */
export function keptApart(
  separation: Pack['separation'],
  request: DataRequest,
  part: Part,
  personId: string,
  stoodIn: readonly StoodIn[] = [],
): Apart | undefined {
  const now = stoodIn.filter(({ over }) => !over);
  const me = facesOf(personId, part, now);
  const others = Object.entries(partsOf(request)).filter(
    ([name, ids]) =>
      name !== part && ids.some((id) => facesOf(id, name as Part, stoodIn).some((face) => me.includes(face))),
  );
  const rule = separation.find(
    ({ apart }) => apart.includes(part) && others.some(([name]) => apart.includes(name)),
  );
  return rule && { says: rule.says, src: rule.src };
}

function facesOf(personId: string, part: Part, stoodIn: readonly StoodIn[]): readonly string[] {
  const places = stoodIn.filter((one) => one.delegateId === personId && one.parts.includes(part));
  return [personId, ...places.map(({ forId }) => forId)];
}
