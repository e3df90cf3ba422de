/** Finds the agreement that a form, word or page is about, and how the person who asks stands with it. */
import type { Ask } from '../../../app/context.ts';
import { holds, type Person } from '../../../app/person.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Agreement } from '../../../policy/schema.ts';
import type { Due } from '../rules/due.ts';
import type { Standing } from '../rules/standing.ts';
import { type Variant, variantFor } from '../rules/variant.ts';
import type { Signature } from '../store/signatures.ts';
import { standingIn } from '../store/standing.ts';

export interface Found {
  readonly id: string;
  readonly agreement: Agreement;
}

/** Without a name it is the one behind /nda. */
export function agreementOf(ask: Ask, subject: Payload = {}): Found | undefined {
  const id = subject.agreement ?? 'nda';
  const agreement = Object.hasOwn(ask.policy.pack.agreements, id)
    ? ask.policy.pack.agreements[id]
    : undefined;
  return agreement && { id, agreement };
}

export const noAgreement = 'The district’s plan has no such agreement. Please ask Human Resources.';

export interface Mine extends Found {
  readonly variant: Variant | undefined;
  readonly standing: Standing<Signature>;
  readonly openDue: Due | undefined;
}

export async function mineOf(ask: Ask, found: Found): Promise<Mine> {
  const state = await standingIn(ask.reader, ask.policy, found.id, ask.actor.id, todayOf(ask));
  return { ...found, ...state, variant: variantFor(found.agreement, ask.actor.personType) };
}

/** The district's local day, YYYY-MM-DD. */
export function todayOf(ask: Pick<Ask, 'policy' | 'now'>): string {
  return ask.policy.calendar.localDay(ask.now).toString();
}

/** R022: signed agreements are kept by the record owner that the plan names, Human Resources. */
export function keepsRecords(person: Person, agreement: Agreement): boolean {
  return holds(person, agreement.record_owner);
}
