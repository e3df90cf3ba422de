/** Which wording of an agreement a kind of person signs (R021; domain F: each variant names who approved it). */
import type { Agreement } from '../../../policy/schema.ts';

export interface Variant {
  readonly id: string;
  readonly preamble: string;
  readonly approvedBy: string;
  readonly src: string;
}

/** `undefined` when the plan asks this kind of person for no signature. */
export function variantFor(agreement: Agreement, personType: string): Variant | undefined {
  const found = Object.entries(agreement.variants).find(([, one]) => one.person_types.includes(personType));
  return found && named(found[0], found[1]);
}

function named(id: string, variant: Agreement['variants'][string]): Variant {
  return { id, preamble: variant.preamble, approvedBy: variant.approved_by, src: variant.src };
}

/** Everybody the agreement binds, over all its variants. */
export function personTypesOf(agreement: Agreement): readonly string[] {
  return [...new Set(Object.values(agreement.variants).flatMap((one) => one.person_types))];
}
