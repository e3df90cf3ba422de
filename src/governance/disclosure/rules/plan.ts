/** What the plan says of disclosures, with what holds where it says nothing. */
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';

/** Whoever authorises that data about students leave keeps the record of it, unless the plan names another. */
export function keeperOf(plan: DataRequestPolicy): string {
  return plan.disclosure?.kept_by ?? plan.pii.authorised_by;
}

/** Roles whose holders may say that it stands in each student's record. */
export function postersOf(plan: DataRequestPolicy): readonly string[] {
  return [...new Set([keeperOf(plan), ...(plan.disclosure?.posted_by ?? [])])];
}

/** Roles that read the ledger of releases. */
export function ledgerReaders(plan: DataRequestPolicy): readonly string[] {
  return [...new Set([plan.classify.by, keeperOf(plan)])];
}

/** What a recipient may do with data about students that came by this route. */
export function termsOf(plan: DataRequestPolicy, route: string): string | undefined {
  return plan.routes[route]?.disclosure?.redisclosure;
}
