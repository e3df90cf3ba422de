/** Who may do what, and through whose eyes rows that bear cases are read. */
import { holds, type Person, type StandIn } from './person.ts';

/** Declared by every handler, checked by dispatch before the handler runs; the case's own rules come after. */
export type Access = 'everyone' | { readonly anyOf: readonly string[] };

export function mayUse(access: Access, person: Person): boolean {
  return access === 'everyone' || holds(person, ...access.anyOf);
}

declare const viewerBrand: unique symbol;

/** Required by every read of rows that bear cases. Made only here, so that none is read by accident. */
export type Viewer = { readonly [viewerBrand]: true } & (
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly roles: readonly string[];
      readonly standsIn: readonly StandIn[];
    }
  | { readonly kind: 'outsider'; readonly outsiderId: string }
  | { readonly kind: 'system' }
);

export function viewerOf(person: Person): Viewer {
  const { id: personId, roles, standsIn = [] } = person;
  return { kind: 'person', personId, roles, standsIn } as unknown as Viewer;
}

export function outsiderViewer(outsiderId: string): Viewer {
  return { kind: 'outsider', outsiderId } as unknown as Viewer;
}

/** Sees every row. Only the files listed in test/architecture may import it: sweeps and the delivery worker's bookkeeping. */
export const systemViewer: Viewer = { kind: 'system' } as unknown as Viewer;
