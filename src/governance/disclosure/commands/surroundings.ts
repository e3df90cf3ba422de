/** What every command of this room looks up first: the day, and what of it somebody may see. */
import type { Ask, Scene } from '../../../app/context.ts';
import { holds } from '../../../app/person.ts';
import { roleName } from '../../../policy/policy.ts';
import { keeperOf, ledgerReaders, postersOf } from '../rules/plan.ts';

/** The district's local day, YYYY-MM-DD. */
export function todayOf({ policy, now }: Pick<Scene, 'policy' | 'now'>): string {
  return policy.calendar.localDay(now).toString();
}

/** FERPA's record is for whoever keeps it (34 CFR 99.32(c)(2)). */
export function keepsRecord({ actor, policy }: Pick<Ask, 'actor' | 'policy'>): boolean {
  return holds(actor, keeperOf(policy.pack.data_requests));
}

export function mayPost({ actor, policy }: Pick<Ask, 'actor' | 'policy'>): boolean {
  return holds(actor, ...postersOf(policy.pack.data_requests));
}

export function readsLedger({ actor, policy }: Pick<Ask, 'actor' | 'policy'>): boolean {
  return holds(actor, ...ledgerReaders(policy.pack.data_requests));
}

export function notYourRecord({ policy }: Pick<Ask, 'policy'>): string {
  return `This record is kept by others: ${roleName(policy, keeperOf(policy.pack.data_requests))}. Please ask there.`;
}

export function notYourLedger({ policy }: Pick<Ask, 'policy'>): string {
  const readers = ledgerReaders(policy.pack.data_requests).map((role) => roleName(policy, role));
  return `The ledger is read by others: ${readers.join(', ')}. Please ask there.`;
}
