/** The fields of a new data request (003 §5.3; line by line what the Coordinator and a steward need to know). */
import { type Field, fields, type Option } from '../../../chat/form.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Collection } from '../../inventory/store/collections.ts';
import type { Standing } from '../store/standing.ts';

/** The choice that names no regular report. */
export const oneOff = 'one_off';

export type FileFields = ReturnType<typeof fileFields>;

const forOthers = { field: 'asker', is: ['colleague', 'outsider'] } as const;
const forOutsiders = { field: 'asker', is: ['outsider'] } as const;

export function fileFields(
  policy: Policy,
  collections: readonly Collection[],
  standings: readonly Standing[],
  today: string,
) {
  const plan = policy.pack.data_requests;
  return fields({
    asker: {
      kind: 'choice',
      label: 'Who is asking for the data?',
      options: [
        { value: 'me', label: 'Me' },
        { value: 'colleague', label: 'A colleague' },
        { value: 'outsider', label: 'Somebody outside the district' },
      ],
    },
    colleague: {
      kind: 'person',
      label: 'Which colleague?',
      hint: 'They are told, and you both see the request.',
      showIf: { field: 'asker', is: ['colleague'] },
    },
    outsider_name: { kind: 'text', label: 'Their name', max: 100, scan: false, showIf: forOutsiders },
    outsider_organisation: {
      kind: 'text',
      label: 'Their organisation',
      max: 150,
      optional: true,
      showIf: forOutsiders,
    },
    outsider_email: {
      kind: 'text',
      label: 'Their e-mail address',
      hint: 'They are told by e-mail. Without one you are asked to tell them.',
      max: 254,
      format: 'email',
      scan: false,
      optional: true,
      showIf: forOutsiders,
    },
    outsider_phone: {
      kind: 'text',
      label: 'Their phone number',
      max: 40,
      format: 'phone',
      scan: false,
      optional: true,
      showIf: forOutsiders,
    },
    came_in_by: {
      kind: 'choice',
      label: 'How did it come in?',
      options: plan.came_in_by.map(asOption),
      showIf: forOthers,
    },
    came_in_on: { kind: 'date', label: 'When did it come in?', until: today, showIf: forOthers },
    title: { kind: 'text', label: 'Title', hint: 'A few words that everybody will recognise', max: 120 },
    question: {
      kind: 'text',
      label: 'Question',
      hint: 'What do you want to know?',
      multiline: true,
      max: 3000,
    },
    purpose: {
      kind: 'text',
      label: 'Purpose',
      hint: 'What will the data be used for?',
      multiline: true,
      max: 2000,
    },
    recipients: {
      kind: 'text',
      label: 'Who will receive the data?',
      hint: 'Everybody who will see them, by role or organisation',
      max: 500,
    },
    collections: {
      kind: 'choices',
      label: 'Data collections',
      options: collections.map(({ id, name, system }) => ({
        value: id,
        label: name.slice(0, 75),
        description: system.slice(0, 75),
      })),
    },
    detail: { kind: 'choice', label: 'How detailed?', options: plan.details.map(asOption) },
    groups: {
      kind: 'text',
      label: 'Groups and years',
      hint: 'Such as: grade 3, all schools, 2023 to 2026',
      multiline: true,
      max: 1000,
    },
    format: { kind: 'choice', label: 'Format', options: plan.formats.map(asOption) },
    needed_by: { kind: 'date', label: 'Needed by', from: today, optional: true },
    interest: {
      kind: 'text',
      label: 'Legitimate interest',
      hint: plan.interest_hint,
      multiline: true,
      max: 2000,
    },
    ...reportField(standings),
  });
}

type ReportField = Extract<Field, { readonly kind: 'choice' }> & { readonly optional: true };

/** Not asked while no regular report has a standing decision: there would be nothing to choose. */
function reportField(standings: readonly Standing[]): { readonly report?: ReportField } {
  const report: ReportField = {
    kind: 'choice',
    label: 'Is it for a regular report?',
    hint: 'For these the Coordinator has set the risk level once for all.',
    optional: true,
    options: [
      { value: oneOff, label: 'No, this is a request of its own' },
      ...standings.map(({ id, report }) => ({ value: id, label: report.slice(0, 75) })),
    ],
  };
  return standings.length > 0 ? { report } : {};
}

function asOption(choice: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
}): Option {
  return { value: choice.id, label: choice.label, ...(choice.hint ? { description: choice.hint } : {}) };
}
