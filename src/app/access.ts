/** Who may do what, and through whose eyes rows that bear cases are read. */
import type { Policy } from '../policy/policy.ts';
import type { Pack } from '../policy/schema.ts';
import { holds, type Person, type StandIn } from './person.ts';

/** Declared by every handler, checked by dispatch before the handler runs; the case's own rules come after. */
export type Access =
  | 'everyone'
  | { readonly anyOf: readonly string[] }
  /** The plan names the roles: each district has its own. */
  | { readonly byPlan: (pack: Pack) => readonly string[] };

export function mayUse(access: Access, person: Person, policy: Policy): boolean {
  if (access === 'everyone') return true;
  return holds(person, ...('anyOf' in access ? access.anyOf : access.byPlan(policy.pack)));
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
