/** Who may take which part in a request, from who stewards what and who holds which role today. */
import type { Pack } from '../../../policy/schema.ts';
import type { Cast } from './moves.ts';
import type { DataRequest } from './request.ts';
import { inAskersPlace, keptApart, type Part, type StoodIn } from './separation.ts';

/** All lists hold active people only. */
export interface Staff {
  /** Stewards by collection. */
  readonly stewardsOf: ReadonlyMap<string, readonly string[]>;
  readonly allStewards: readonly string[];
  readonly coordinators: readonly string[];
  readonly standIns: readonly string[];
  /** By role, those that a step of the plan names or that vouch for requests. */
  readonly holdersOf: ReadonlyMap<string, readonly string[]>;
  /** By request whose requester has left: their supervisor, and whoever vouches for it. */
  readonly heirsOf?: ReadonlyMap<string, readonly string[]>;
  /** Stewards to whom no message gets. */
  readonly unreached?: ReadonlySet<string>;
  /** Roles that were in other hands since the request came in. */
  readonly stoodIn?: readonly StoodIn[];
}

/** Routed to the stewards of its collections, else to all; whom the plan keeps apart is not asked. */
export function castOf(separation: Pack['separation'], request: DataRequest, staff: Staff): Cast {
  const { stoodIn = [] } = staff;
  const may = (part: Part) => (id: string) => !keptApart(separation, request, part, id, stoodIn);
  const own = [...new Set(request.collectionIds.flatMap((id) => staff.stewardsOf.get(id) ?? []))];
  const among = (part: Part) => {
    const asked = own.filter(may(part));
    return asked.length > 0 ? asked : staff.allStewards.filter(may(part));
  };
  const coordinators = staff.coordinators.filter(may('classifier'));
  const approvers = [...staff.holdersOf].map(([role, ids]) => {
    const mayRule = (id: string) => may('approver')(id) && !inAskersPlace(request, id, [role], stoodIn);
    return [role, ids.filter(mayRule)] as const;
  });
  return {
    stewards: among('fulfiller'),
    checkers: among('qa'),
    unreached: staff.unreached ?? new Set(),
    classifiers: coordinators.length > 0 ? coordinators : staff.standIns.filter(may('classifier')),
    approvers: new Map(approvers),
    holders: staff.holdersOf,
    heirs: (staff.heirsOf?.get(request.id) ?? []).filter(may('requester')),
    stoodIn,
  };
}
