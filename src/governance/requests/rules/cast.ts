/** Who may claim and who may classify, from who stewards what and who holds which role today. */
import type { Pack } from '../../../policy/schema.ts';
import type { Cast } from './moves.ts';
import type { DataRequest } from './request.ts';
import { keptApart, type StoodIn } from './separation.ts';

/** All lists hold active people only. */
export interface Staff {
  /** Stewards by collection. */
  readonly stewardsOf: ReadonlyMap<string, readonly string[]>;
  readonly allStewards: readonly string[];
  readonly coordinators: readonly string[];
  readonly standIns: readonly string[];
  /** Roles that were in other hands since the request came in. */
  readonly stoodIn?: readonly StoodIn[];
}

/** Routed to the stewards of its collections, else to all; whom the plan keeps apart is not asked. */
export function castOf(separation: Pack['separation'], request: DataRequest, staff: Staff): Cast {
  const { stoodIn = [] } = staff;
  const mayFulfil = (id: string) => !keptApart(separation, request, 'fulfiller', id, stoodIn);
  const mayClassify = (id: string) => !keptApart(separation, request, 'classifier', id, stoodIn);
  const own = [...new Set(request.collectionIds.flatMap((id) => staff.stewardsOf.get(id) ?? []))];
  const asked = own.filter(mayFulfil);
  const coordinators = staff.coordinators.filter(mayClassify);
  return {
    stewards: asked.length > 0 ? asked : staff.allStewards.filter(mayFulfil),
    classifiers: coordinators.length > 0 ? coordinators : staff.standIns.filter(mayClassify),
    stoodIn,
  };
}
