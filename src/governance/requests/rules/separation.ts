/** Separation of duties: checked on the person, not the role, at the moment of the click (domain D1, F). */
import type { Pack } from '../../../policy/schema.ts';
import type { DataRequest } from './request.ts';

export type Part = 'requester' | 'typist' | 'classifier' | 'fulfiller' | 'qa' | 'sender';

export interface Apart {
  readonly says: string;
  readonly src: string;
}

/** Whoever holds an unfulfilled request is taken as its fulfiller. */
export function partsOf(request: DataRequest): Readonly<Record<Part, string | undefined>> {
  return {
    requester: request.requesterId,
    typist: request.typedById,
    classifier: request.levelById,
    fulfiller: request.fulfillerId ?? request.holderId,
    qa: undefined,
    sender: request.releases.at(-1)?.sentById,
  };
}

/** The rule that keeps this person from this part, if there is one. */
export function keptApart(
  separation: Pack['separation'],
  request: DataRequest,
  part: Part,
  personId: string,
): Apart | undefined {
  const others = Object.entries(partsOf(request)).filter(([name, id]) => name !== part && id === personId);
  const rule = separation.find(
    ({ apart }) => apart.includes(part) && others.some(([name]) => apart.includes(name)),
  );
  return rule && { says: rule.says, src: rule.src };
}
