/** A vendor who is involved, and whether they told the district in the time that their contract gives them (L04, B-35). */
import type { Calendar } from '../../../kernel/calendar.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { VendorLaw } from '../../../policy/schema-breach-after.ts';
import type { Duration } from '../../../policy/schema-words.ts';
import { isAfter, isBefore } from './moments.ts';

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
  /** When they first learned of it: some laws count from here. */
  readonly discoveredAt: Temporal.Instant | undefined;
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

/** A time that they have: by their contract, by the plan, or by a law laid over it. */
export interface VendorLimit {
  readonly source: 'contract' | 'plan' | 'law';
  readonly within: Duration;
  readonly from: VendorLaw['from'];
  /** Where it stands: the plan's or the law's place; nothing for a contract. */
  readonly src: string | undefined;
}

export type VendorTime =
  /** Nobody has written down when they discovered or confirmed it. */
  | { readonly kind: 'unknown'; readonly by: VendorLimit }
  | {
      readonly kind: 'running' | 'not-told' | 'kept';
      readonly dueAt: Temporal.Instant;
      readonly by: VendorLimit;
    }
  | {
      readonly kind: 'late';
      readonly dueAt: Temporal.Instant;
      readonly late: Temporal.Duration;
      readonly by: VendorLimit;
    };

type Told = Pick<Vendor, 'discoveredAt' | 'confirmedAt' | 'toldAt' | 'within'>;

/** All that bind them: their contract, else the plan, and every law. */
export function vendorLimits(
  { pack, overlays }: Pick<Policy, 'pack' | 'overlays'>,
  { within }: Pick<Vendor, 'within'>,
): readonly [VendorLimit, ...VendorLimit[]] {
  const plan = pack.breaches.after.vendor;
  const from = 'confirmed';
  return [
    within
      ? { source: 'contract', within, from, src: undefined }
      : { source: 'plan', within: plan.within, from, src: plan.src },
    ...overlays.flatMap(({ overlay, vendor }): VendorLimit[] =>
      vendor
        ? [{ source: 'law', ...vendor, src: `${overlay.name}, version ${overlay.version}: ${vendor.src}` }]
        : [],
    ),
  ];
}

/** The strictest of them counts (R008); of two that end together the first. Told on the very instant is in time. */
export function vendorTime(
  calendar: Calendar,
  vendor: Told,
  limits: readonly [VendorLimit, ...VendorLimit[]],
  now: Temporal.Instant,
): VendorTime {
  const { toldAt } = vendor;
  const due = limits.flatMap((by) => {
    const start = startOf(vendor, by);
    return start ? [{ by, dueAt: calendar.due(start, by.within.amount, by.within.unit) }] : [];
  });
  const first = due.reduce<(typeof due)[number] | undefined>(
    (best, one) => (best && !isBefore(one.dueAt, best.dueAt) ? best : one),
    undefined,
  );
  if (!first) return { kind: 'unknown', by: limits[0] };
  const { by, dueAt } = first;
  if (!toldAt) return { kind: isAfter(now, dueAt) ? 'not-told' : 'running', dueAt, by };
  return isAfter(toldAt, dueAt)
    ? { kind: 'late', dueAt, late: dueAt.until(toldAt), by }
    : { kind: 'kept', dueAt, by };
}

/** Nobody is sure before they know: where the discovery is not known, it was no later than that. */
function startOf({ discoveredAt, confirmedAt }: Told, { from }: VendorLimit): Temporal.Instant | undefined {
  return from === 'discovered' ? (discoveredAt ?? confirmedAt) : confirmedAt;
}
