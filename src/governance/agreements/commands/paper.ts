/** Human Resources records a form that was signed on paper: whose, when, where it is kept, and which alternative it bears. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Field, Fields, RawValues, ValuesOf } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Agreement } from '../../../policy/schema.ts';
import { capital, plainName, shortened } from '../rules/say.ts';
import { oneLine } from '../rules/text.ts';
import { variantFor } from '../rules/variant.ts';
import { recordSignature } from '../store/record.ts';
import { signaturesOf } from '../store/signatures.ts';
import { agreementOf, keepsRecords, noAgreement, todayOf } from './agreement-of.ts';
import { receiptOf } from './receipt.ts';

export const paperHandler: FormHandler<Fields> = {
  id: 'agreement.paper',
  access: { anyOf: ['hr'] },
  open,
  submit,
};

const notYours = 'Signed agreements are kept by Human Resources; please give the paper form to them.';

async function open(ask: Ask, subject: Payload): ReturnType<FormHandler<Fields>['open']> {
  const found = agreementOf(ask, subject);
  if (!found) return { refused: noAgreement };
  if (!keepsRecords(ask.actor, found.agreement)) return { refused: notYours };
  const alternatives = alternativesOf(found.agreement);
  return {
    title: 'Record a paper form',
    submit: 'Record',
    intro: [
      {
        kind: 'text',
        text: `For a ${plainName(found.id, found.agreement)} that was signed on paper, with every line initialled. The signer is told that it is recorded.`,
      },
      ...(alternatives.length > 0
        ? [
            {
              kind: 'facts' as const,
              facts: alternatives.flatMap((group) =>
                group.lines.map((line) => ({ label: `Line ${line.id}`, value: oneLine(line.text) })),
              ),
            },
          ]
        : []),
    ],
    fields: paperFields(found.agreement, todayOf(ask)),
    values: {},
  };
}

function alternativesOf(agreement: Agreement): Agreement['groups'] {
  return agreement.groups.filter((group) => group.alternatives);
}

function firstEffective(agreement: Agreement): string {
  return agreement.versions.reduce(
    (first, one) => (one.effective < first ? one.effective : first),
    '9999-12-31',
  );
}

function lineField(groupId: string): string {
  return `line_${groupId}`;
}

/** An option's label holds 75 characters; the whole line stands above the form. */
function paperFields(agreement: Agreement, today: string): Record<string, Field> {
  return {
    person: { kind: 'person', label: 'Who signed' },
    // nobody signed an agreement before there was one
    signed_on: { kind: 'date', label: 'Date on the form', from: firstEffective(agreement), until: today },
    ...Object.fromEntries(
      alternativesOf(agreement).map((group): [string, Field] => [
        lineField(group.id),
        {
          kind: 'choice',
          label: `${group.title}: which line is initialled`,
          options: group.lines.map((line) => ({
            value: line.id,
            label: shortened(`${line.id}: ${oneLine(line.text)}`, 75),
          })),
        },
      ]),
    ),
    kept_at: {
      kind: 'text',
      label: 'Where the form is kept',
      hint: 'A place, such as: HR office, cabinet 2, folder “NDA 2026”.',
      max: 200,
    },
  };
}

async function submit(act: Act, subject: Payload, given: ValuesOf<Fields>): Promise<Outcome> {
  const values: RawValues = given;
  const found = agreementOf(act, subject);
  if (!found) return { kind: 'refused', text: noAgreement };
  if (!keepsRecords(act.actor, found.agreement)) return { kind: 'refused', text: notYours };
  const { id, agreement } = found;
  const signedOn = String(values.signed_on);
  const person = await act.directory.person(act.reader, String(values.person));
  if (!person) return invalid('person', 'This person is not on the roster. Please choose again.');
  if (!variantFor(agreement, person.personType))
    return invalid(
      'person',
      `The plan asks no ${plainName(id, agreement)} of people in this kind of position.`,
    );
  const before = await signaturesOf(act.reader, act.policy.calendar, id, person.id);
  if (before.some((one) => one.paper?.date === signedOn))
    return invalid('signed_on', `A paper form of ${person.name} with this date is recorded already.`);

  const recorded = await recordSignature(act.tx, {
    policy: act.policy,
    agreement: id,
    person,
    how: {
      way: 'paper',
      signedOn,
      keptAt: String(values.kept_at),
      lines: alternativesOf(agreement).map((group) => String(values[lineField(group.id)])),
      recordedById: act.actor.id,
    },
  });
  const about = { kind: 'signature', id: recorded.signature.id };
  if (person.status !== 'left')
    act.tx.notify({ notice: 'agreement.receipt', about, to: { personId: person.id } });
  const next = recorded.renewal
    ? ` It is due again on ${sayDay(recorded.renewal.dueOn)}.`
    : ' A newer signature or a newer version already takes its place, so nothing else changes.';
  return {
    kind: 'done',
    text: `${capital(plainName(id, agreement))} of ${person.name}, signed on ${sayDay(signedOn)}, is recorded.${next}`,
    card: await receiptOf(act, found, recorded.signature),
    about,
  };
}

function invalid(field: string, message: string): Outcome {
  return { kind: 'invalid', errors: { [field]: message } };
}
