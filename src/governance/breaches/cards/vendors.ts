/** Vendors of an incident on its page: who knew what when, whether they told in time, and what they did about it (L04). */
import type { ListItem, Tone } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { durationWords } from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Side, type Vendor, type VendorLimit, vendorLimits, vendorTime } from '../rules/vendor.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { sayLength } from './say-clock.ts';

export const sideNames: Readonly<Record<Side, string>> = {
  vendor: 'The vendor',
  us: 'The district',
  other: 'Somebody else',
};

/** “Late by 26 hours: they had until …”, and how that reads at a glance. */
export function sayVendorTime(
  policy: Policy,
  vendor: Vendor,
  now: Temporal.Instant,
): { readonly says: string; readonly tone: Tone } {
  const { zone } = policy.calendar;
  const limits = vendorLimits(policy, vendor);
  const time = vendorTime(policy.calendar, vendor, limits, now);
  const others = limits.filter((one) => one !== time.by);
  const rule = [sayLimit(time.by), ...others.map((one) => `stricter than ${sayLimit(one)}`)].join('; ');
  switch (time.kind) {
    case 'unknown':
      return {
        says: `Within ${limits.map(sayLimit).join(', and ')}. Nobody has written down when they were sure.`,
        tone: 'warning',
      };
    case 'running':
      return { says: `Not told yet; they have until ${sayMoment(time.dueAt, zone)}: ${rule}.`, tone: 'info' };
    case 'not-told':
      return {
        says: `NOT TOLD: their time ended ${sayMoment(time.dueAt, zone)}, ${sayLength(time.dueAt.until(now))} ago: ${rule}.`,
        tone: 'danger',
      };
    case 'kept':
      return { says: `Kept: they had until ${sayMoment(time.dueAt, zone)}: ${rule}.`, tone: 'good' };
    case 'late':
      return {
        says: `LATE by ${sayLength(time.late)}: they had until ${sayMoment(time.dueAt, zone)}: ${rule}.`,
        tone: 'danger',
      };
    default:
      return assertNever(time);
  }
}

/** “7 days after they discovered it (New York …)”. */
function sayLimit({ source, within, from, src }: VendorLimit): string {
  const when = from === 'discovered' ? 'after they discovered it' : 'after they were sure';
  return `${durationWords(within)} ${when}${source === 'contract' ? ', by their contract' : ` (${src})`}`;
}

export function vendorBlocks(
  file: IncidentFile,
  vendors: readonly Vendor[],
  now: Temporal.Instant,
): readonly DocumentBlock[] {
  return vendors.flatMap((vendor) => oneVendor(file, vendor, now));
}

function oneVendor(file: IncidentFile, vendor: Vendor, now: Temporal.Instant): readonly DocumentBlock[] {
  const { policy, words, incident } = file;
  const { zone } = policy.calendar;
  const typed = (name: string) => {
    const text = words[`vendor-${name}:${vendor.id}`];
    return text && (text.body ?? '[blanked]');
  };
  const when = (at: Temporal.Instant | undefined) => (at ? sayMoment(at, zone) : 'Not known');
  const { says, tone } = sayVendorTime(policy, vendor, now);
  const found = typed('found');
  const reference = typed('affidavit');
  const form = (name: string, label: string, title: string): ListItem => ({
    title,
    action: {
      kind: 'open-form',
      form: `breach.${name}`,
      label,
      subject: { id: incident.id, vendor: vendor.id },
    },
  });
  return [
    { kind: 'heading', text: `Vendor: ${typed('name') ?? 'not named'}` },
    { kind: 'note', tone, text: `Did they tell in time? ${says}` },
    {
      kind: 'facts',
      facts: [
        ...(found === undefined ? [] : [{ label: 'Discovered by', value: found }]),
        ...(vendor.discoveredAt
          ? [{ label: 'The vendor discovered it', value: when(vendor.discoveredAt) }]
          : []),
        { label: 'The vendor was sure', value: when(vendor.confirmedAt) },
        { label: 'The vendor told us', value: when(vendor.toldAt) },
        { label: 'The district knew', value: when(vendor.knownAt) },
        { label: 'Affidavit of deletion', value: sayAffidavit(vendor, reference) },
      ],
    },
    ...Object.entries(told).flatMap(([name, label]): DocumentBlock[] => {
      const text = typed(name);
      return text === undefined ? [] : [{ kind: 'quote', label, text }];
    }),
    ...(vendor.learned.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: 'Who learned what, and when',
            columns: ['When', 'Whose side', 'Who and what'],
            rows: vendor.learned.map(({ id, side, at }) => [
              sayMoment(at, zone),
              sideNames[side],
              words[`learned:${id}`]?.body ?? '[blanked]',
            ]),
          } as const,
        ]),
    {
      kind: 'list',
      items: [
        form('vendor', 'Correct or add', 'Who they are and who knew when'),
        form('vendor-repair', 'What they did', 'Cause, corrective steps, logs, affidavit'),
        form('learned', 'Add a line', 'Somebody learned of it'),
      ],
    },
  ];
}

const told = {
  cause: 'What caused it, as the vendor says',
  steps: 'What the vendor put right',
  logs: 'Who accessed it, by the logs',
} as const;

function sayAffidavit({ affidavit, askedOn, receivedOn }: Vendor, reference: string | undefined): string {
  const asked = askedOn ? `asked for ${sayDay(askedOn)}` : 'asked for';
  switch (affidavit) {
    case 'none':
      return 'Not asked for';
    case 'asked':
      return `${asked.charAt(0).toUpperCase()}${asked.slice(1)}; not received yet`;
    case 'received':
      return `Received ${receivedOn ? sayDay(receivedOn) : ''}, ${asked}${reference ? `; it lies: ${reference}` : ''}`;
    default:
      return assertNever(affidavit);
  }
}
