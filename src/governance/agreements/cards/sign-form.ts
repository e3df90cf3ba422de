/** The signing form: every line of the pack's agreement with a box of its own, in its groups. */
import type { Block } from '../../../chat/card.ts';
import type { Field, Form, RawValues } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Agreement } from '../../../policy/schema.ts';
import { initialsNeeded } from '../rules/completeness.ts';
import { capital, plainName, shortened } from '../rules/say.ts';
import { oneLine } from '../rules/text.ts';
import type { Variant } from '../rules/variant.ts';
import type { Version } from '../rules/versions.ts';

export interface ToSign {
  readonly id: string;
  readonly agreement: Agreement;
  readonly variant: Variant;
  readonly version: Version;
  readonly signer: string;
  /** Lines initialled in an earlier sitting. */
  readonly drafted: readonly string[];
}

/** Fields that are not lines of the agreement; the pack's line ids are a capital and a digit, so none can collide. */
export const consentField = 'electronic_signature';
export const nameField = 'typed_name';

/** A modal's title holds 24 characters. */
const longestTitle = 24;

export function signForm(to: ToSign): Form {
  const name = capital(plainName(to.id, to.agreement));
  return {
    title: name.length <= longestTitle ? name : 'Sign the agreement',
    submit: 'Sign',
    intro: introOf(to),
    fields: { ...lineFields(to.agreement), ...closingFields(to) },
    values: Object.fromEntries(to.drafted.map((line) => [line, true])) as RawValues,
    keepsDraft: true,
  };
}

function introOf({ id, agreement, variant, version }: ToSign): Block[] {
  return [
    {
      kind: 'facts',
      facts: [
        { label: 'Agreement', value: agreement.name },
        { label: 'Version', value: `${version.version}, in effect from ${sayDay(version.effective)}` },
        { label: 'Wording for you approved by', value: variant.approvedBy },
      ],
    },
    { kind: 'note', tone: 'info', text: oneLine(agreement.renew.says) },
    ...attachedBlock(id, agreement),
    // the same while it is filled in: a form that is drawn again must not change under the signer's hand
    {
      kind: 'text',
      text: `Initial ${initialsNeeded(agreement)} lines, one by one. Each is kept with its own time as soon as you tick it, so you may stop and go on later.`,
    },
    { kind: 'text', text: oneLine(variant.preamble) },
  ];
}

function attachedBlock(id: string, agreement: Agreement): Block[] {
  if (agreement.attached.length === 0) return [];
  return [
    {
      kind: 'list',
      items: agreement.attached.map((part) => ({
        title: part.title,
        detail: 'Attached to this agreement. Please read it first.',
        action: {
          kind: 'link',
          label: 'Read',
          path: `/documents/agreement.attached?agreement=${id}&part=${part.id}`,
        },
      })),
    },
  ];
}

function lineFields(agreement: Agreement): Record<string, Field> {
  return Object.fromEntries(
    agreement.groups.flatMap((group) =>
      group.lines.map((line, index): [string, Field] => [
        line.id,
        {
          kind: 'initial',
          label: oneLine(line.text),
          says: `I initial line ${line.id}`,
          ...(index === 0 ? { section: oneLine(group.title) } : {}),
          // which of them is missing is said by our own rule, not by the field (R042)
          ...(group.alternatives
            ? {
                optional: true,
                hint: `Initial exactly one of ${group.lines.map(({ id }) => id).join(' and ')}.`,
              }
            : {}),
        },
      ]),
    ),
  );
}

function closingFields({ agreement, signer }: ToSign): Record<string, Field> {
  return {
    [consentField]: {
      kind: 'tick',
      section: 'Your signature',
      label: 'Signing electronically',
      says: agreement.electronic_signature.says,
      hint: shortened(oneLine(agreement.electronic_signature.hint), 150),
    },
    [nameField]: {
      kind: 'text',
      label: 'Your full name',
      hint: shortened(`Type it as it stands on the roster: ${signer}`, 150),
      max: 200,
      scan: false,
    },
  };
}
