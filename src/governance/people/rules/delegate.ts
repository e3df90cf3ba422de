/** Whether somebody may put a role's work into other hands, and for how long. Separation of duties is looked at when they act. */
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { overlaps, type Span } from './roles.ts';

export type DelegateProblem =
  /** Not named to it, or one that the plan does not let out of hand. */
  | 'not-lent'
  | 'not-held'
  /** Its holder is here and does it themselves. */
  | 'holder-is-here'
  | 'to-its-holder'
  | 'to-oneself'
  | 'inactive'
  | 'holds-already'
  | 'lent-already'
  | 'over-before-it-begins'
  | 'over-already'
  | 'too-long';

/** Days are YYYY-MM-DD, last ones included. */
export interface DelegateCase {
  readonly role: string;
  readonly actor: { readonly id: string; readonly isHr: boolean };
  readonly holder: {
    readonly id: string;
    /** On leave, or with dates to be away that touch these days. */
    readonly away: boolean;
    /** Of this role, in their own right. */
    readonly spans: readonly Span[];
  };
  readonly delegate: { readonly id: string; readonly active: boolean; readonly spans: readonly Span[] };
  readonly from: string;
  readonly until: string;
  readonly today: string;
  /** This holder's loans of this role that have not ended. */
  readonly lent: readonly Span[];
}

export function mayDelegate(plan: Policy['pack'], asked: DelegateCase): DelegateProblem | undefined {
  const { role, actor, holder, delegate, from, until, today } = asked;
  const { not } = plan.lifecycle.delegation;
  if (plan.roles[role]?.held !== 'by_name' || not.includes(role)) return 'not-lent';
  if (!holder.spans.some((span) => overlaps(span, { from, until: from }))) return 'not-held';
  if (actor.id !== holder.id && !(actor.isHr && holder.away)) return 'holder-is-here';
  if (delegate.id === holder.id) return 'to-its-holder';
  // Human Resources lend for somebody absent, and never to themselves.
  if (delegate.id === actor.id) return 'to-oneself';
  if (!delegate.active) return 'inactive';
  if (until < from) return 'over-before-it-begins';
  if (until < today) return 'over-already';
  if (until > longest(plan, from)) return 'too-long';
  const days = { from, until };
  if (delegate.spans.some((span) => overlaps(span, days))) return 'holds-already';
  if (asked.lent.some((span) => overlaps(span, days))) return 'lent-already';
  return undefined;
}

/** The last day that the plan allows. */
export function longest(plan: Policy['pack'], from: string): string {
  const { amount, unit } = plan.lifecycle.delegation.at_most;
  const day = Temporal.PlainDate.from(from);
  return (unit === 'y' ? day.add({ years: amount }) : day.add({ days: amount })).toString();
}
