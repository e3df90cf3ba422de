/** Who may be given a role: a role marked `single` has exactly one active holder (domain D1). */
import { failed, ok, type Result } from '../../../kernel/result.ts';

export type GrantProblem =
  | { readonly kind: 'unknown-role' }
  /** Follows from the roster, a data collection or a case. */
  | { readonly kind: 'not-by-name' }
  | { readonly kind: 'inactive' }
  | { readonly kind: 'own-role' }
  | { readonly kind: 'holds-already' }
  | { readonly kind: 'taken'; readonly holderId: string }
  | { readonly kind: 'ends-before-it-begins' };

export interface GrantCase {
  /** The pack's entry; nothing when the pack has no such role. */
  readonly role: { readonly single: boolean; readonly held: string } | undefined;
  readonly personId: string;
  readonly personActive: boolean;
  /** Who grants it; null for a seed or an import. */
  readonly granterId: string | null;
  /** YYYY-MM-DD, last day included. */
  readonly from: string;
  readonly until: string | undefined;
  /** Holdings of this role that have not ended before `from`, whatever the holder's status. */
  readonly holdings: readonly Holding[];
}

export interface Holding {
  readonly personId: string;
  readonly holderActive: boolean;
  readonly from: string;
  readonly until: string | undefined;
}

/** Nobody gives a role to themselves (our rule); a holder who has left or is on leave does not block a single role. */
export function mayGrant(grant: GrantCase): Result<true, GrantProblem> {
  if (!grant.role) return failed({ kind: 'unknown-role' });
  if (grant.role.held !== 'by_name') return failed({ kind: 'not-by-name' });
  if (!grant.personActive) return failed({ kind: 'inactive' });
  if (grant.granterId === grant.personId) return failed({ kind: 'own-role' });
  if (grant.until !== undefined && grant.until < grant.from) return failed({ kind: 'ends-before-it-begins' });
  const overlapping = grant.holdings.filter((held) => overlaps(held, grant));
  if (overlapping.some((held) => held.personId === grant.personId)) return failed({ kind: 'holds-already' });
  const other = overlapping.find((held) => held.holderActive);
  if (grant.role.single && other) return failed({ kind: 'taken', holderId: other.personId });
  return ok(true);
}

function overlaps(
  a: { readonly from: string; readonly until: string | undefined },
  b: { readonly from: string; readonly until: string | undefined },
): boolean {
  const last = '9999-12-31';
  return a.from <= (b.until ?? last) && b.from <= (a.until ?? last);
}
