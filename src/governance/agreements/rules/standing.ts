/** Where a person stands with an agreement: never signed, signed and counting, lapsed, or overtaken by a material version. */
import type { Policy } from '../../../policy/policy.ts';
import type { Agreement } from '../../../policy/schema.ts';
import { type Due, firstDue, renewalDue, renewalOpens, resignDue } from './due.ts';
import { materialSince, type Version } from './versions.ts';

/** Of one signature, what decides whether it counts; the day is local, YYYY-MM-DD. */
export interface SignedFacts {
  readonly version: number;
  readonly signedOn: string;
}

export type Standing<S extends SignedFacts = SignedFacts> =
  | { readonly kind: 'never' }
  /** `mayRenew` once the end is near: signing early is a renewal then, not a repeat. */
  | { readonly kind: 'counts'; readonly signature: S; readonly renewBy: string; readonly mayRenew: boolean }
  | { readonly kind: 'lapsed'; readonly signature: S; readonly renewBy: string }
  | { readonly kind: 'overtaken'; readonly signature: S; readonly by: Version };

/** `openDue`: the stored date of the open obligation, which rules over a computed one. Day formats are YYYY-MM-DD. */
export function standingOf<S extends SignedFacts>(
  policy: Policy,
  agreement: Agreement,
  facts: { readonly latest: S | undefined; readonly openDue: string | undefined; readonly today: string },
): Standing<S> {
  const { latest: signature, openDue, today } = facts;
  if (!signature) return { kind: 'never' };
  const by = materialSince(agreement, signature.version, today);
  if (by) return { kind: 'overtaken', signature, by };
  const renewBy = openDue ?? renewalDue(policy, agreement, signature.signedOn, undefined).dueOn.toString();
  if (renewBy < today) return { kind: 'lapsed', signature, renewBy };
  return {
    kind: 'counts',
    signature,
    renewBy,
    mayRenew: today >= renewalOpens(policy, agreement, renewBy),
  };
}

export function maySign(standing: Standing): boolean {
  return standing.kind !== 'counts' || standing.mayRenew;
}

/** The obligation that should be open for somebody who stands so; opened if it is missing, made earlier if it is later. */
export function owed(
  policy: Policy,
  duty: string,
  agreement: Agreement,
  standing: Standing,
  hireDate: string,
): Due {
  switch (standing.kind) {
    case 'never':
      return firstDue(policy, duty, agreement, hireDate);
    case 'overtaken':
      return resignDue(policy, agreement, standing.by);
    case 'counts':
    case 'lapsed':
      return renewalDue(policy, agreement, standing.signature.signedOn, undefined);
  }
}
