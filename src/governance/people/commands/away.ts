/** Human Resources say from when until when somebody is away, that they are back, or that it is off. */
import type { Act } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import type { Person } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { absenceNames, sayDays } from '../cards/away.ts';
import {
  type AbsenceKind,
  absenceById,
  absenceWithin,
  beginDue,
  callOffAbsences,
  comeBack,
  planAbsences,
} from '../store/absences.ts';
import { lockPerson } from '../store/lock.ts';
import { tell } from '../tell.ts';
import { localDay } from '../today.ts';
import { drawPerson } from './person.ts';

const access = { anyOf: ['hr'] };
const notThere = 'Nobody on the roster has this id. Please search again.';
const own = 'You can’t change your own standing. Ask a colleague in Human Resources.';

export const kindField = {
  kind: 'choice',
  label: 'What is it?',
  options: [
    { value: 'leave', label: 'Leave of absence', description: 'Sign-ins end; roles and accounts are kept' },
    {
      value: 'off-contract',
      label: 'Off contract',
      description: 'The time between two contracts, as in summer',
    },
  ],
} as const;

export function dayFields(today: Temporal.PlainDate) {
  return fields({
    from: {
      kind: 'date',
      label: 'The first day away',
      from: today.subtract({ years: 2 }).toString(),
      until: today.add({ years: 2 }).toString(),
    },
    until: {
      kind: 'date',
      label: 'The last day away',
      hint: 'They are back by themselves on the day after. Leave it empty while nobody knows.',
      optional: true,
    },
  });
}

export const awayForm: FormHandler = {
  id: 'people.away',
  access,
  async open(ask, subject) {
    const person = await ask.directory.person(ask.reader, subject.person ?? '');
    if (!person) return { refused: notThere };
    if (person.id === ask.actor.id) return { refused: own };
    if (person.status === 'left')
      return { refused: `${person.name} has left. If they are back, say so first.` };
    const today = localDay(ask);
    return {
      title: 'Away',
      submit: 'Save',
      intro: [
        {
          kind: 'text',
          text: `${person.name} is reminded of nothing meanwhile, and what they hold is offered to others. It begins and ends by itself on these days.`,
        },
      ],
      fields: { kind: kindField, ...dayFields(today) },
      values: { kind: 'leave', from: today.toString() },
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const { kind, from, until } = values as unknown as {
      readonly kind: AbsenceKind;
      readonly from: string;
      readonly until?: string;
    };
    const personId = subject.person ?? '';
    await lockPerson(act.tx, personId);
    const person = await act.directory.person(act.tx, personId);
    if (!person || person.status === 'left') return { kind: 'refused', text: notThere };
    const days = readDays(from, until);
    const errors = { ...faultsIn(kind, days), ...(await overlapping(act, personId, kind, days)) };
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const [id = ''] = await planAbsences(act.tx, [{ personId, kind, ...days, setById: act.actor.id }]);
    act.tx.audit({
      what: 'absence.set',
      about: { kind: 'person', id: personId },
      facts: { absence: id, kind, from, ...(until ? { until } : {}) },
    });
    const { people } = await beginDue(act.tx, localDay(act), { ids: [id] });
    for (const one of people) await act.house.personLeft(act, one);
    act.tx.moved({ kind: 'person', id: personId });
    for (const one of [personId, person.supervisorId]) tell(act, one, 'people.away', { absence: id });
    const card = await drawPerson(act, personId);
    return {
      kind: 'done',
      text: `${person.name}: ${absenceNames[kind].toLowerCase()} ${sayDays(days)}.`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};

export interface Days {
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | undefined;
}

export function readDays(from: string, until: string | undefined): Days {
  return { from: Temporal.PlainDate.from(from), until: until ? Temporal.PlainDate.from(until) : undefined };
}

export function faultsIn(kind: string, { from, until }: Days): Record<string, string> {
  if (until && Temporal.PlainDate.compare(until, from) < 0)
    return { until: 'The last day is before the first.' };
  if (kind === 'off-contract' && !until)
    return { until: 'A contract begins again on a day that is known. Please give the last day before it.' };
  return {};
}

async function overlapping(
  act: Act,
  personId: string,
  kind: AbsenceKind,
  days: Days,
): Promise<Record<string, string>> {
  const same = await absenceWithin(act.tx, personId, days, kind);
  return same
    ? { from: `They are away already ${sayDays(same)}. End that first, or choose other days.` }
    : {};
}

/** Whoever came back without a date, or earlier than it said. */
export const backAction: ActionHandler = {
  id: 'people.back',
  access,
  async run(act, { person: personId = '' }) {
    const person = await changeable(act, personId);
    if ('refused' in person) return { kind: 'refused', text: person.refused };
    const yesterday = localDay(act).subtract({ days: 1 });
    if (!(await comeBack(act.tx, personId, yesterday, act.actor.id)))
      return { kind: 'refused', text: `${person.name} is not away.` };
    act.tx.moved({ kind: 'person', id: personId });
    tell(act, person.supervisorId, 'people.back', { person: personId });
    const card = await drawPerson(act, personId);
    return {
      kind: 'done',
      text: `${person.name} is back at work. What waited for them is told to them now.`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};

export const callOffAwayAction: ActionHandler = {
  id: 'people.away.call-off',
  access,
  async run(act, { absence: id = '' }) {
    const absence = await absenceById(act.tx, id);
    const person = await changeable(act, absence?.personId ?? '');
    if ('refused' in person) return { kind: 'refused', text: person.refused };
    if ((await callOffAbsences(act.tx, { id }, act.actor.id)) === 0)
      return { kind: 'refused', text: 'It has begun already, or was called off.' };
    for (const one of [person.id, person.supervisorId]) tell(act, one, 'people.away', { absence: id });
    act.tx.moved({ kind: 'person', id: person.id });
    const card = await drawPerson(act, person.id);
    return {
      kind: 'done',
      text: `${person.name} is not away ${absence ? `from ${sayDay(absence.from)}` : 'then'} after all.`,
      about: { kind: 'person', id: person.id },
      ...(card ? { card } : {}),
    };
  },
};

/** Nobody changes their own standing. */
export async function changeable(act: Act, personId: string): Promise<Person | { readonly refused: string }> {
  const person = await act.directory.person(act.tx, personId);
  if (!person) return { refused: notThere };
  return person.id === act.actor.id ? { refused: own } : person;
}
