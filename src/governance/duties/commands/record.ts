/** Writing down what somebody did elsewhere: Human Resources from paper, assessors what they found. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { writeTexts } from '../../../store/texts.ts';
import { meetObligation } from '../../people/store/obligations.ts';
import { dutyName } from '../cards/say.ts';
import { paperKeepers, recordable } from '../rules/record.ts';
import { doneOn } from '../store/done.ts';
import { todayOf } from './mine.ts';

/** The words beside what was recorded stand under the person and the duty. */
export const recordKind = 'duty-record';

function asked(ask: Ask) {
  return fields({
    person: { kind: 'person', label: 'Who did it?' },
    duty: {
      kind: 'choice',
      label: 'What?',
      options: recordable(ask.policy, ask.actor.roles).map((duty) => ({
        value: duty,
        label: dutyName(ask.policy, duty),
      })),
    },
    done_on: { kind: 'date', label: 'On which day?', until: todayOf(ask) },
    note: {
      kind: 'text',
      label: 'Where it can be looked up',
      hint: 'Such as: HR office, cabinet 2, or the number of a certificate.',
      max: 300,
      optional: true,
    },
  });
}

export const recordForm: FormHandler<ReturnType<typeof asked>> = {
  id: 'duties.record',
  access: 'everyone',
  async open(ask, subject) {
    if (recordable(ask.policy, ask.actor.roles).length === 0) return { refused: notYours };
    return {
      title: 'Record what was done',
      submit: 'Record',
      intro: [
        {
          kind: 'text',
          text: holds(ask.actor, ...paperKeepers)
            ? 'For what was signed or taken elsewhere; it is marked as recorded from paper. A privacy agreement (NDA) on paper is recorded with /nda paper.'
            : 'For an assessment that you held.',
        },
      ],
      fields: asked(ask),
      values: { ...(subject.person ? { person: subject.person } : {}) },
    };
  },
  submit,
};

export const notYours = 'This is recorded by Human Resources. Please give them the paper, or its number.';

async function submit(
  act: Act,
  _subject: unknown,
  values: {
    readonly person: string;
    readonly duty: string;
    readonly done_on: string;
    readonly note: string | undefined;
  },
): Promise<Outcome> {
  if (!recordable(act.policy, act.actor.roles).includes(values.duty))
    return { kind: 'refused', text: notYours };
  const person = await act.directory.person(act.tx, values.person);
  if (!person) return invalid('person', 'This person is not on the roster. Please choose again.');
  if (person.id === act.actor.id)
    return invalid('person', 'Nobody records for themselves. Ask a colleague to do it.');
  if (await doneOn(act.tx, person.id, values.duty, values.done_on))
    return invalid('done_on', 'This is on record for that day already.');
  const assessed = act.policy.pack.duties[values.duty]?.met_by.assessment !== undefined;
  const met = await meetObligation(act.tx, {
    ...{ personId: person.id, duty: values.duty, metOn: Temporal.PlainDate.from(values.done_on) },
    ...(assessed ? { metBy: 'assessment' } : { metBy: 'paper', way: 'paper' as const }),
    recordedById: act.actor.id,
  });
  if (values.note)
    await writeTexts(
      act.tx,
      { kind: recordKind, id: `${person.id}:${values.duty}:${values.done_on}` },
      act.actor.id,
      {
        note: values.note,
      },
    );
  const about = { kind: 'person', id: person.id };
  const said = `${person.name}: “${dutyName(act.policy, values.duty)}”, done on ${sayDay(values.done_on)}, is recorded${assessed ? '' : ' from paper'}.`;
  return { kind: 'done', text: met ? said : `${said} Nothing that is open now is met by it.`, about };
}

function invalid(field: string, message: string): Outcome {
  return { kind: 'invalid', errors: { [field]: message } };
}
