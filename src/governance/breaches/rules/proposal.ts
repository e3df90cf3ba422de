/** A decision that two people take together: one proposes it, and nothing is decided until another says yes (R074). */
import type { Temporal } from '../../../kernel/clock.ts';
import type { Incident, Ruling } from './incident.ts';

export interface Proposal {
  readonly id: string;
  readonly incidentId: string;
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly ruling: Ruling | 'reopen';
  readonly severity: string | undefined;
  readonly discoveredAt: Temporal.Instant | undefined;
  /** It was known before whoever reported it noticed it. */
  readonly early: boolean;
  readonly state: 'waits' | 'agreed' | 'objected' | 'withdrawn' | 'replaced';
  readonly ruledAt: Temporal.Instant | undefined;
  /** Who said yes or no to it; whoever proposed it where nobody else could be asked. */
  readonly ruledById: string | undefined;
  /** They said so elsewhere, as somebody wrote down. */
  readonly elsewhere: { readonly on: string; readonly recordedById: string } | undefined;
  /** Since when the desk knows that it waits for too long. */
  readonly missedAt: Temporal.Instant | undefined;
}

interface Proposed {
  readonly proposals: readonly Proposal[];
}

/** What waits for another's yes or no: never more than one. */
export function waitingProposal({ proposals }: Proposed): Proposal | undefined {
  return proposals.find(({ state }) => state === 'waits');
}

/** What the decision that stands was taken by; nothing for one of which nobody proposed anything. */
export function agreedProposal({
  proposals,
  incident: { decided },
}: Proposed & { readonly incident: Pick<Incident, 'decided'> }): Proposal | undefined {
  if (!decided) return undefined;
  const newest = proposals.findLast(({ state, ruling }) => state === 'agreed' && ruling !== 'reopen');
  return newest?.ruling === decided.ruling ? newest : undefined;
}

/** Whoever is written down as having said yes elsewhere may say alone that it is not so. */
export function mayContest(file: Parameters<typeof agreedProposal>[0], personId: string): boolean {
  const agreed = agreedProposal(file);
  return agreed?.elsewhere !== undefined && agreed.ruledById === personId;
}

/** Whether it has waited for longer than the plan gives it. */
export function isMissed({ at }: Proposal, afterMinutes: number, now: Temporal.Instant): boolean {
  return at.until(now).total('minutes') >= afterMinutes;
}
