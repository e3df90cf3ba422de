/** A vendor who is involved, and whether they told the district in the time that their contract gives them (L04, B-35). */
import type { Calendar } from '../../../kernel/calendar.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Duration } from '../../../policy/schema-words.ts';
import { isAfter } from './moments.ts';

export type Affidavit = 'none' | 'asked' | 'received';
export type Side = 'vendor' | 'us' | 'other';

/** Who learned of it; who that was and what they learned is a text of the case. */
export interface Learned {
  readonly id: string;
  readonly side: Side;
  readonly at: Temporal.Instant;
}

export interface Vendor {
  readonly id: string;
  /** When they were sure of it themselves: their time counts from here. */
  readonly confirmedAt: Temporal.Instant | undefined;
  readonly toldAt: Temporal.Instant | undefined;
  /** When the district knew, whoever it had it from. */
  readonly knownAt: Temporal.Instant | undefined;
  /** What their contract says; undefined where the plan's time counts. */
  readonly within: Duration | undefined;
  readonly affidavit: Affidavit;
  /** YYYY-MM-DD */
  readonly askedOn: string | undefined;
  readonly receivedOn: string | undefined;
  /** Oldest first. */
  readonly learned: readonly Learned[];
}

export type VendorTime =
  /** Nobody has written down when they confirmed it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'running' | 'not-told' | 'kept'; readonly dueAt: Temporal.Instant }
  | { readonly kind: 'late'; readonly dueAt: Temporal.Instant; readonly by: Temporal.Duration };

/** `plan`: the time that counts where the contract names none. Told on the very instant is in time. */
export function vendorTime(
  calendar: Calendar,
  { confirmedAt, toldAt, within }: Pick<Vendor, 'confirmedAt' | 'toldAt' | 'within'>,
  plan: Duration,
  now: Temporal.Instant,
): VendorTime {
  if (!confirmedAt) return { kind: 'unknown' };
  const { amount, unit } = within ?? plan;
  const dueAt = calendar.due(confirmedAt, amount, unit);
  if (!toldAt) return { kind: isAfter(now, dueAt) ? 'not-told' : 'running', dueAt };
  return isAfter(toldAt, dueAt) ? { kind: 'late', dueAt, by: dueAt.until(toldAt) } : { kind: 'kept', dueAt };
}
