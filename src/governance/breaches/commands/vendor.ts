/** A vendor is involved: who they are, who found it, and who knew when; their time to tell is checked against it (L04). */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { fields, type ValuesOf } from '../../../chat/form.ts';
import { Temporal, toIso } from '../../../kernel/clock.ts';
import { durationWords } from '../../../policy/due.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Duration } from '../../../policy/schema-words.ts';
import type { Vendor } from '../rules/vendor.ts';
import type { IncidentFile } from '../store/incidents.ts';
import {
  insertVendor,
  updateVendor,
  type VendorData,
  vendorsOf,
  writeVendorTexts,
} from '../store/vendors.ts';
import { change, notThere } from './change.ts';
import { stillToCome } from './checks.ts';
import { asMoment, found, momentOf, workers } from './found.ts';
import { emptied, takenOut, takeOut } from './take-out.ts';

const moments = {
  discovered: 'discoveredAt',
  confirmed: 'confirmedAt',
  told: 'toldAt',
  known: 'knownAt',
} as const;

export const vendorClears = {
  found: 'Who discovered it',
  discovered: 'When the vendor first learned of it',
  confirmed: 'When the vendor was sure',
  told: 'When the vendor told us',
  known: 'When the district knew',
} as const;

function vendorFields(policy: Policy, known: boolean, there: readonly string[]) {
  const { within } = policy.pack.breaches.after.vendor;
  return fields({
    name: { kind: 'text', label: 'Which vendor?', max: 150, ...(known ? { optional: true as const } : {}) },
    found: {
      kind: 'text',
      label: 'Who discovered it?',
      hint: 'A person or a firm, as far as you know. Do not name a student.',
      max: 300,
      optional: true,
    },
    discovered: {
      kind: 'moment',
      label: 'When did the vendor first learn of it?',
      hint: 'Some laws count from then.',
      optional: true,
    },
    confirmed: {
      kind: 'moment',
      label: 'When was the vendor sure of it?',
      hint: 'Their time to tell you counts from then.',
      optional: true,
    },
    told: { kind: 'moment', label: 'When did the vendor tell you?', optional: true },
    known: {
      kind: 'moment',
      label: 'When did the district know?',
      hint: 'Also if somebody else said so before the vendor did.',
      optional: true,
    },
    counts: {
      kind: 'choice',
      label: 'How long does their contract give them to tell you?',
      options: [
        { value: 'plan', label: `It names no time: ${durationWords(within)}, as the plan says` },
        { value: 'h', label: 'So many hours' },
        { value: 'd', label: 'So many days' },
      ],
    },
    amount: {
      kind: 'text',
      label: 'How many?',
      max: 4,
      scan: false,
      showIf: { field: 'counts', is: ['h', 'd'] },
    },
    ...takeOut(vendorClears, there),
  });
}

type Asked = ReturnType<typeof vendorFields>;

export const vendorForm: FormHandler<Asked> = {
  id: 'breach.vendor',
  access: 'everyone',
  async open(ask, subject) {
    const at = await foundVendor(ask, subject);
    if (!at) return { refused: notThere };
    const { file, vendor } = at;
    return {
      title: 'A vendor is involved',
      submit: 'Keep it',
      intro: [
        {
          kind: 'text',
          text: vendor
            ? 'What you leave empty stays as it is. What stood here before is kept.'
            : 'Fill in what you know; the rest can follow.',
        },
      ],
      fields: vendorFields(file.policy, vendor !== undefined, vendor ? standing(file, vendor) : []),
      values: vendor ? shown(ask, file, vendor) : { counts: 'plan' },
    };
  },
  async submit(act, subject, values) {
    const at = await foundVendor(act, subject);
    if (!at) return { kind: 'refused', text: notThere };
    const { file, vendor } = at;
    const read = readVendor(act, file.policy, values);
    if ('errors' in read) return { kind: 'invalid', errors: read.errors };
    const cleared = takenOut(values.clear, vendorClears);
    const data = { ...read.data, ...clearedMoments(cleared) };
    const texts = { name: values.name, found: values.found, ...emptied(cleared, ['found']) };
    return change(act, file.incident.id, {
      by: workers,
      afterwards: true,
      what: vendor ? 'vendor-changed' : 'vendor-added',
      facts: vendor
        ? {
            ...{ vendor: vendor.id, changed: changesOf(vendor, data) },
            cleared: cleared.filter((one) => !(one in moments)),
          }
        : {},
      async also({ incident }) {
        const byId = act.actor.id;
        const id = vendor?.id ?? (await insertVendor(act.tx, incident.id, byId, data));
        if (vendor) await updateVendor(act.tx, id, data);
        await writeVendorTexts(act.tx, incident.id, byId, id, texts);
      },
      say: () => 'Kept. Whether they told you in time stands on its page.',
    });
  },
};

export interface FoundVendor {
  readonly file: IncidentFile;
  readonly vendor: Vendor | undefined;
}

/** The incident, and the vendor that the form is about; a form about none is about a new one. */
export async function foundVendor(ask: Ask, { id, vendor }: Payload): Promise<FoundVendor | undefined> {
  const file = await found(ask, id);
  if (!file || vendor === undefined) return file && { file, vendor: undefined };
  const known = (await vendorsOf(ask.reader, file.incident.id)).find((one) => one.id === vendor);
  return known && { file, vendor: known };
}

/** Words that somebody typed are shown on a page alone. */
export function typedBefore(
  { surface }: Ask,
  { words }: IncidentFile,
  vendor: Vendor,
  names: readonly string[],
): Readonly<Record<string, string>> {
  if (surface !== 'web') return {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const body = words[`vendor-${name}:${vendor.id}`]?.body;
      return body ? [[name, body]] : [];
    }),
  );
}

/** What could be taken out of it. */
function standing({ words }: IncidentFile, vendor: Vendor): readonly string[] {
  const times = Object.entries(moments).flatMap(([field, key]) => (vendor[key] ? [field] : []));
  return words[`vendor-found:${vendor.id}`] ? ['found', ...times] : times;
}

function clearedMoments(cleared: readonly string[]): VendorData {
  return Object.fromEntries(
    Object.entries(moments).flatMap(([field, key]) => (cleared.includes(field) ? [[key, undefined]] : [])),
  );
}

function shown(ask: Ask, file: IncidentFile, vendor: Vendor) {
  const { within } = vendor;
  const times = Object.entries(moments).flatMap(([field, key]) => {
    const at = vendor[key];
    return at ? [[field, asMoment(at, file.policy)]] : [];
  });
  return {
    ...typedBefore(ask, file, vendor, ['name', 'found']),
    ...Object.fromEntries(times),
    counts: within?.unit ?? 'plan',
    ...(within ? { amount: String(within.amount) } : {}),
  };
}

function readVendor(
  { now }: Act,
  policy: Policy,
  values: ValuesOf<Asked>,
): { readonly data: VendorData } | { readonly errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const times: Record<string, Temporal.Instant> = {};
  for (const [field, key] of Object.entries(moments)) {
    const typed = values[field as keyof typeof moments];
    if (typed === undefined) continue;
    const at = momentOf(typed, policy);
    if (Temporal.Instant.compare(at, now) > 0) errors[field] = stillToCome;
    times[key] = at;
  }
  const { counts, amount } = values;
  const given = Number(/^[1-9]\d{0,3}$/.exec(amount ?? '')?.[0]);
  if (counts !== 'plan' && Number.isNaN(given)) errors.amount = 'Please give a number, such as 72.';
  if (Object.keys(errors).length > 0) return { errors };
  const within = counts === 'plan' ? undefined : { amount: given, unit: counts as Duration['unit'] };
  return { data: { ...times, within } };
}

/** What stood there before and what stands there now, for the record. */
function changesOf(before: Vendor, after: VendorData): Readonly<Record<string, readonly (string | null)[]>> {
  const length = (within: Duration | undefined) => (within ? `${within.amount}${within.unit}` : 'plan');
  const times = Object.values(moments).flatMap((key) => {
    const [was, is] = [before[key], after[key]];
    const same = is ? was?.equals(is) : !was || !(key in after);
    return same ? [] : [[key, [was ? toIso(was) : null, is ? toIso(is) : null]] as const];
  });
  const same = length(before.within) === length(after.within);
  return {
    ...Object.fromEntries(times),
    ...(same ? {} : { within: [length(before.within), length(after.within)] }),
  };
}
