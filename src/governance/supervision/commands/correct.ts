/** A supervisor says that somebody in the weekly message is on leave, or is not theirs: Human Resources are asked. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Field, Fields, ValuesOf } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { weeklyKind } from '../cards/weekly.ts';
import { type CorrectionKind, correctionWords, isCorrectionKind } from '../rules/corrections.ts';
import { askCorrection, correctionCase, openCorrection } from '../store/corrections.ts';
import { type Named, peopleOfSeat } from '../store/people.ts';
import { drawCorrection, keepers } from './corrections.ts';
import { lookingOn, notYourList, type Seat, seatOf, todayOf } from './surroundings.ts';

/** A list to choose from holds no more on some platforms; then the name is typed. */
const mostOffered = 100;

export const correctForm: FormHandler<Fields> = {
  id: 'supervision.correct',
  access: 'everyone',
  async open(ask, subject) {
    const seen = await look(ask, subject);
    if ('refused' in seen) return seen;
    const { people, kind } = seen;
    return {
      title: kind === 'on-leave' ? 'On leave' : 'Not my staff',
      submit: 'Tell HR',
      intro: [
        {
          kind: 'text',
          text: 'Human Resources are asked, and you are told what they decide. Until then nothing changes: the person is still shown and reminded.',
        },
      ],
      fields: {
        person: whoField(people, kind),
        note: {
          kind: 'text',
          label:
            kind === 'on-leave'
              ? 'Since when, and until when if you know'
              : 'Whose staff are they, if you know',
          hint: 'Not why: health and family matters do not belong here.',
          max: 300,
          optional: true,
        },
      },
      values: people.some(({ id }) => id === subject.person) ? { person: subject.person } : {},
    };
  },
  submit,
};

function whoField(people: readonly Named[], kind: CorrectionKind): Field {
  const label = kind === 'on-leave' ? 'Who is on leave?' : 'Who is not your staff?';
  if (people.length > mostOffered) return { kind: 'person', label };
  return {
    kind: 'choice',
    label,
    options: people.map(({ id, name, jobTitle }) => ({
      value: id,
      label: name.slice(0, 75),
      description: jobTitle.slice(0, 75),
    })),
  };
}

interface Looked {
  readonly seat: Seat;
  readonly kind: CorrectionKind;
  /** Everybody who is theirs, late or not; never the one who looks. */
  readonly people: readonly Named[];
}

async function look(ask: Ask, subject: Payload): Promise<Looked | { readonly refused: string }> {
  const seat = await seatOf(ask, subject);
  if (!seat || !isCorrectionKind(subject.kind)) return { refused: notYourList };
  const all = await peopleOfSeat(ask.reader, seat.owner.id, lookingOn(ask.policy, todayOf(ask)));
  const people = all.filter(({ id }) => id !== ask.actor.id);
  if (people.length === 0)
    return { refused: 'The roster names nobody as yours, so there is nobody to report.' };
  return { seat, kind: subject.kind, people };
}

async function submit(
  act: Parameters<FormHandler['submit']>[0],
  subject: Payload,
  given: ValuesOf<Fields>,
): Promise<Outcome> {
  const seen = await look(act, subject);
  if ('refused' in seen) return { kind: 'refused', text: seen.refused };
  const { kind, people, seat } = seen;
  const values = given as { readonly person: string; readonly note?: string };
  const person = people.find(({ id }) => id === values.person);
  if (!person)
    return {
      kind: 'invalid',
      errors: { person: 'By now the roster names them as somebody else’s. Please choose again.' },
    };
  const asked = { personId: person.id, kind, byId: act.actor.id, note: values.note };
  const id = await askCorrection(act.tx, asked);
  if (!id) return { kind: 'invalid', errors: { person: await saidBefore(act, person, kind) } };
  const about = { kind: correctionCase, id };
  for (const keeper of await keepers(act))
    if (keeper.id !== person.id && keeper.id !== act.actor.id)
      act.tx.notify({ notice: 'supervision.correction-asked', about, to: { personId: keeper.id } });
  act.tx.moved({ kind: weeklyKind, id: seat.owner.id });
  const card = await drawCorrection(act, id);
  return {
    kind: 'done',
    text: `Human Resources are asked whether ${person.name} ${correctionWords(kind)}, and you will be told. Until then nothing changes.`,
    about,
    ...(card ? { card } : {}),
  };
}

async function saidBefore(ask: Ask, person: Named, kind: CorrectionKind): Promise<string> {
  const before = await openCorrection(ask.reader, person.id, kind);
  const on = before ? ` on ${sayDay(ask.policy.calendar.localDay(before.askedAt))}` : '';
  return `Human Resources were asked about ${person.name}${on} already, and have not decided yet.`;
}
