/** Calling the roll: everybody who should be there is ticked, and the trainer unticks who is absent. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Person } from '../../../app/person.ts';
import type { Payload } from '../../../chat/card.ts';
import type { Field, Fields, RawValues, ValuesOf } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { peopleOfRoll } from '../../people/store/groups.ts';
import { courseName } from '../cards/mine.ts';
import { longestRoll, rollGroups } from '../rules/roll.ts';
import { completionsAt } from '../store/completions.ts';
import { type Session, sessionById, sessionKind } from '../store/sessions.ts';
import { recordPresence } from './session.ts';
import { drawSession, todayOf } from './surroundings.ts';

export const rollForm: FormHandler<Fields> = {
  id: 'training.roll',
  access: 'everyone',
  open,
  submit,
};

async function open(ask: Ask, subject: Payload): ReturnType<FormHandler<Fields>['open']> {
  const called = await callable(ask, subject);
  if ('refused' in called) return called;
  const { session, people, recorded } = called;
  const groups = rollGroups(people.filter(({ id }) => !recorded.has(id)));
  return {
    title: 'Call the roll',
    submit: 'Record who is here',
    intro: [
      {
        kind: 'text',
        text: `${courseName(ask.policy.pack.training, session.course)}, ${sayDay(session.heldOn)}. Everybody is ticked: untick who is absent. ${recorded.size > 0 ? `${recorded.size} checked in already and are left out here.` : ''}`.trim(),
      },
    ],
    fields: Object.fromEntries(
      groups.map((group): [string, Field] => [
        group.key,
        {
          kind: 'choices',
          label: group.label,
          optional: true,
          options: group.people.map(({ id, name, jobTitle }) => ({
            value: id,
            label: name.slice(0, 75),
            description: jobTitle.slice(0, 75),
          })),
        },
      ]),
    ),
    values: Object.fromEntries(groups.map((group) => [group.key, group.people.map(({ id }) => id)])),
  };
}

interface Callable {
  readonly session: Session;
  readonly people: readonly Person[];
  readonly recorded: ReadonlySet<string>;
}

async function callable(ask: Ask, subject: Payload): Promise<Callable | { readonly refused: string }> {
  const session = subject.session ? await sessionById(ask.reader, subject.session) : undefined;
  if (!session || session.trainerId !== ask.actor.id)
    return { refused: 'Whoever holds a session calls its roll.' };
  if (session.closed)
    return { refused: 'This session is closed. Open another one for that day if somebody is missing.' };
  if (session.heldOn > todayOf(ask))
    return {
      refused: `The roll is called once the session has been held, from ${sayDay(session.heldOn)} on.`,
    };
  const people = await peopleOfRoll(ask.reader, todayOf(ask), ask.actor, session.roll);
  if (people.length === 0) return { refused: 'The roster names nobody else for this roll.' };
  if (people.length > longestRoll)
    return {
      refused: `The roll holds at most ${longestRoll} people, and this one has ${people.length}. Use the check-in code, or import the sign-in list.`,
    };
  const recorded = new Set((await completionsAt(ask.reader, session.id)).map(({ personId }) => personId));
  return { session, people, recorded };
}

async function submit(act: Act, subject: Payload, given: ValuesOf<Fields>): Promise<Outcome> {
  const called = await callable(act, subject);
  if ('refused' in called) return { kind: 'refused', text: called.refused };
  const values: RawValues = given;
  const ticked = new Set(Object.values(values).flatMap((value) => (Array.isArray(value) ? value : [])));
  const present = called.people.filter(({ id }) => ticked.has(id));
  let recorded = 0;
  for (const person of present)
    if (await recordPresence(act, called.session, person, 'roll-call')) recorded += 1;
  const about = { kind: sessionKind, id: called.session.id };
  act.tx.audit({ what: 'training.roll-called', about, facts: { ticked: present.length, recorded } });
  act.tx.moved(about);
  const card = await drawSession(act, called.session.id);
  const already = present.length - recorded;
  return {
    kind: 'done',
    text: `${recorded} recorded${already > 0 ? `; ${already} had this training on file for that day already` : ''}.`,
    about,
    ...(card ? { card } : {}),
  };
}
