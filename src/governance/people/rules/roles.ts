/** Who may be given a role: a role marked `single` has exactly one active holder (domain D1). */
import { Temporal } from '../../../kernel/clock.ts';
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
  /** In whose place the granter acts: what nobody gives to themselves, nobody gives to them. */
  readonly granterFor?: readonly string[];
  /** Whoever holds a single role hands it over: they hold it until the day before. */
  readonly takesOver?: boolean;
}

export interface Holding extends Span {
  readonly personId: string;
  readonly holderActive: boolean;
}

export interface Granted {
  /** Whose holding ends the day before. */
  readonly ends: readonly Holding[];
}

/** Nobody gives a role to themselves (our rule); a holder who has left or is on leave does not block a single role. */
export function mayGrant(grant: GrantCase): Result<Granted, GrantProblem> {
  if (!grant.role) return failed({ kind: 'unknown-role' });
  if (grant.role.held !== 'by_name') return failed({ kind: 'not-by-name' });
  if (!grant.personActive) return failed({ kind: 'inactive' });
  if (grant.granterId === grant.personId || grant.granterFor?.includes(grant.personId))
    return failed({ kind: 'own-role' });
  if (grant.until !== undefined && grant.until < grant.from) return failed({ kind: 'ends-before-it-begins' });
  const overlapping = grant.holdings.filter((held) => overlaps(held, grant));
  if (overlapping.some((held) => held.personId === grant.personId)) return failed({ kind: 'holds-already' });
  const others = grant.role.single ? overlapping : [];
  // Whoever only begins on that day or later has nothing to hand over.
  const hands = (held: Holding) => grant.takesOver === true && held.from < grant.from;
  const inTheWay = others.find((held) => held.holderActive && !hands(held));
  if (inTheWay) return failed({ kind: 'taken', holderId: inTheWay.personId });
  return ok({ ends: others.filter(hands) });
}

/** The role that gives all others: taken from its last holder, nobody could give anything any more. */
export const keeperRole = 'hr';

/** Whether somebody active still holds it on the day after. */
export function someoneStays(
  others: readonly Holding[],
  revoked: { readonly personId: string; readonly lastDay: string },
): boolean {
  return others.some(
    ({ personId, holderActive, from, until }) =>
      personId !== revoked.personId &&
      holderActive &&
      from <= dayAfter(revoked.lastDay) &&
      (until === undefined || until > revoked.lastDay),
  );
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** Days are YYYY-MM-DD, the last one included; without one it has no end. */
export interface Span {
  readonly from: string;
  readonly until: string | undefined;
}

const lastOfAll = '9999-12-31';

export function overlaps(a: Span, b: Span): boolean {
  return a.from <= (b.until ?? lastOfAll) && b.from <= (a.until ?? lastOfAll);
}
