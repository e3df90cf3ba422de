/** Confirming a text that the plan asks everybody to have read, such as the Acceptable Use Policy (R051). */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { AcknowledgementText } from '../../../policy/schema-duties.ts';
import { sameName } from '../../agreements/rules/typed-name.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { dutiesKind, meetObligation } from '../../people/store/obligations.ts';
import { owedOf } from '../store/mine.ts';
import { todayOf } from './mine.ts';

function asked(text: AcknowledgementText | undefined) {
  return fields({
    read: { kind: 'tick', label: 'I agree', says: text?.says ?? '' },
    typed_name: {
      kind: 'text',
      label: 'Your full name',
      hint: 'As it stands on the roster.',
      max: 200,
      scan: false,
    },
  });
}

export const acknowledgeForm: FormHandler<ReturnType<typeof asked>> = {
  id: 'duties.acknowledge',
  access: 'everyone',
  async open(ask, subject) {
    const text = textOf(ask, subject);
    if (!text) return { refused: 'The plan has no such text to confirm. Please ask Human Resources.' };
    if (!(await isOwed(ask, subject))) return { refused: nothingToDo };
    const version = inForce(text, todayOf(ask));
    return {
      title: 'Read and confirm',
      submit: 'Confirm',
      intro: [
        { kind: 'heading', text: text.title },
        {
          kind: 'facts',
          facts: [
            { label: 'Where to read it', value: text.kept_at },
            ...(version
              ? [
                  {
                    label: 'Version',
                    value: `${version.version}, of ${sayDay(version.effective)}. ${version.change}`,
                  },
                ]
              : []),
          ],
        },
        ...text.text.map((paragraph) => ({ kind: 'text' as const, text: paragraph })),
      ],
      fields: asked(text),
      values: {},
    };
  },
  submit,
};

const nothingToDo = 'You have confirmed it already, or it is not asked of you. There is nothing to do now.';

function textOf(ask: Ask, subject: Payload): AcknowledgementText | undefined {
  const duty = ask.policy.pack.duties[subject.duty ?? ''];
  return duty?.on ? duty.met_by.acknowledgement : undefined;
}

async function isOwed(ask: Ask, subject: Payload): Promise<boolean> {
  const open = await owedOf(ask.reader, ask.policy.calendar.zone, { personIds: [ask.actor.id] });
  return open.some(({ duty }) => duty === subject.duty);
}

function inForce(
  text: AcknowledgementText,
  today: string,
): AcknowledgementText['versions'][number] | undefined {
  return text.versions.findLast(({ effective }) => effective <= today) ?? text.versions[0];
}

async function submit(
  act: Act,
  subject: Payload,
  values: { readonly read: boolean; readonly typed_name: string },
): Promise<Outcome> {
  const text = textOf(act, subject);
  const duty = subject.duty ?? '';
  if (!text) return { kind: 'refused', text: 'The plan has no such text to confirm any more.' };
  await lockPerson(act.tx, act.actor.id);
  if (!(await isOwed(act, subject))) return { kind: 'refused', text: nothingToDo };
  if (!sameName(values.typed_name, act.actor.name))
    return {
      kind: 'invalid',
      errors: { typed_name: `Please type your full name as it stands on the roster: ${act.actor.name}` },
    };
  const today = todayOf(act);
  const version = inForce(text, today);
  await meetObligation(act.tx, {
    ...{ personId: act.actor.id, duty, metBy: 'acknowledgement', metOn: Temporal.PlainDate.from(today) },
    ...{ surface: act.surface, policy: act.policy.fingerprint, typedName: values.typed_name },
    ...(version ? { version: version.version } : {}),
  });
  return {
    kind: 'done',
    text: `${text.title}${version ? `, version of ${sayDay(version.effective)},` : ''} is confirmed by you, today. Thank you.`,
    about: { kind: dutiesKind, id: act.actor.id },
  };
}
