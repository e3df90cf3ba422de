/** What the vendor did about it: cause, corrective steps, who accessed it by the logs, and their affidavit of deletion (L04). */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import type { Affidavit } from '../rules/vendor.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { updateVendor, writeVendorTexts } from '../store/vendors.ts';
import { change, notThere } from './change.ts';
import { isAhead, stillToCome } from './checks.ts';
import { workers } from './found.ts';
import { emptied, takenOut, takeOut } from './take-out.ts';
import { foundVendor, typedBefore } from './vendor.ts';

const long = { kind: 'text', multiline: true, max: 2000, optional: true } as const;

export const repairClears = {
  cause: 'What caused it',
  steps: 'What the vendor put right',
  logs: 'Who accessed it, by the logs',
} as const;

const typed = Object.keys(repairClears);

const repairFields = (there: readonly string[]) =>
  fields({
    cause: { ...long, label: 'What caused it?', hint: 'As the vendor explains it. Do not name a student.' },
    steps: { ...long, label: 'What did the vendor put right?' },
    logs: {
      ...long,
      label: 'Who accessed it, by the logs?',
      hint: 'Who looked through which logs, of which days, and what they found.',
    },
    affidavit: {
      kind: 'choice',
      label: 'Sworn affidavit that the data are deleted',
      options: [
        { value: 'none', label: 'Not asked for' },
        { value: 'asked', label: 'Asked for' },
        { value: 'received', label: 'Received' },
      ],
    },
    asked_on: {
      kind: 'date',
      label: 'Asked for on',
      showIf: { field: 'affidavit', is: ['asked', 'received'] },
    },
    received_on: { kind: 'date', label: 'Received on', showIf: { field: 'affidavit', is: ['received'] } },
    reference: {
      kind: 'text',
      label: 'Where does it lie?',
      hint: 'A file number or a folder. Never the paper itself.',
      max: 300,
      showIf: { field: 'affidavit', is: ['received'] },
    },
    ...takeOut(repairClears, there),
  });

export const vendorRepair: FormHandler<ReturnType<typeof repairFields>> = {
  id: 'breach.vendor-repair',
  access: 'everyone',
  async open(ask, subject) {
    const at = await foundVendor(ask, subject);
    if (!at?.vendor) return { refused: notThere };
    const { file, vendor } = at;
    const { affidavit, askedOn, receivedOn } = vendor;
    const before = typedBefore(ask, file, vendor, [...typed, 'affidavit']);
    const { affidavit: reference, ...others } = before;
    const there = typed.filter((name) => file.words[`vendor-${name}:${vendor.id}`]);
    return {
      title: 'What the vendor did',
      submit: 'Keep it',
      intro: [{ kind: 'text', text: 'What you leave empty stays as it is. What stood here before is kept.' }],
      fields: repairFields(there),
      values: {
        ...others,
        affidavit,
        ...(askedOn ? { asked_on: askedOn } : {}),
        ...(receivedOn ? { received_on: receivedOn } : {}),
        ...(reference ? { reference } : {}),
      },
    };
  },
  async submit(act, subject, values) {
    const at = await foundVendor(act, subject);
    if (!at?.vendor) return { kind: 'refused', text: notThere };
    const { file, vendor } = at;
    const { cause, steps, logs, asked_on: askedOn, received_on: receivedOn, reference } = values;
    const affidavit = values.affidavit as Affidavit;
    for (const [field, day] of Object.entries({ asked_on: askedOn, received_on: receivedOn }))
      if (day !== undefined && isAhead(day, file.policy, act.now))
        return { kind: 'invalid', errors: { [field]: stillToCome } };
    if (askedOn !== undefined && receivedOn !== undefined && receivedOn < askedOn)
      return { kind: 'invalid', errors: { received_on: 'It can’t come before it was asked for.' } };
    const cleared = takenOut(values.clear, repairClears);
    return change(act, file.incident.id, {
      by: workers,
      afterwards: true,
      what: 'vendor-repair',
      facts: {
        vendor: vendor.id,
        said: Object.entries({ cause, steps, logs }).flatMap(([name, text]) => (text ? [name] : [])),
        affidavit: [vendor.affidavit, affidavit],
        cleared,
      },
      async also({ incident }) {
        // What is no longer asked for has no days; a form that does not ask for one leaves it undefined.
        await updateVendor(act.tx, vendor.id, { affidavit, askedOn, receivedOn });
        const texts = {
          ...{ cause, steps, logs, affidavit: affidavit === 'received' ? reference : gone(file, vendor.id) },
          ...emptied(cleared, typed),
        };
        await writeVendorTexts(act.tx, incident.id, act.actor.id, vendor.id, texts);
      },
      say: () => 'Kept.',
    });
  },
};

/** Where an affidavit lies that was received by mistake. */
function gone({ words }: IncidentFile, vendorId: string): string | undefined {
  return words[`vendor-affidavit:${vendorId}`] ? '' : undefined;
}
