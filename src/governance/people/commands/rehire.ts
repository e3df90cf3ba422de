/** Somebody who left is here again: hired anew with a new hire date (T7), or they had not left after all. */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { lastDeparture } from '../store/departures.ts';
import { setActive } from '../store/lifecycle.ts';
import { localDay } from '../today.ts';
import { drawPerson } from './person.ts';

const rehireFields = (from: string, until: string) =>
  fields({
    how: {
      kind: 'choice',
      label: 'What is it?',
      options: [
        {
          value: 'again',
          label: 'Hired again',
          description: 'With a new hire date: what is owed begins anew',
        },
        {
          value: 'gap',
          label: 'Had not left after all',
          description: 'The hire date stays, and what was done counts',
        },
      ],
    },
    day: {
      kind: 'date',
      label: 'The new hire date',
      ...{ from, until },
      showIf: { field: 'how', is: ['again'] },
    },
  });

export const rehireForm: FormHandler<ReturnType<typeof rehireFields>> = {
  id: 'people.rehire',
  access: { anyOf: ['hr'] },
  async open(ask, subject) {
    const person = await ask.directory.person(ask.reader, subject.person ?? '');
    if (!person) return { refused: 'Nobody on the roster has this id. Please search again.' };
    if (person.status !== 'left')
      return { refused: `${person.name} works here. Nobody needs to hire them again.` };
    const left = await lastDeparture(ask.reader, person.id);
    const today = localDay(ask);
    // Where the last day is not known, the hire date before is the bound.
    const from = left?.lastDay.add({ days: 1 }) ?? Temporal.PlainDate.from(person.hireDate);
    return {
      title: 'Back at the district',
      submit: 'Save',
      intro: [
        {
          kind: 'text',
          text: `${person.name}${left ? ` left on ${sayDay(left.lastDay)}` : ' left'}. Roles are not given back by themselves; a chat account waits for a person’s yes. Title, building and supervisor can be changed on the card afterwards.`,
        },
      ],
      fields: rehireFields(from.toString(), today.add({ years: 1 }).toString()),
      values: { how: 'again', day: (Temporal.PlainDate.compare(from, today) > 0 ? from : today).toString() },
    };
  },
  async submit(act, subject, { how, day }): Promise<Outcome> {
    const personId = subject.person ?? '';
    const hireDate = how === 'again' && day ? Temporal.PlainDate.from(day) : undefined;
    const by = { id: act.actor.id, surface: act.surface };
    if (!(await setActive(act.tx, personId, hireDate, by)))
      return { kind: 'refused', text: 'Somebody has just changed this already. Look at the person again.' };
    await act.house.personChanged(act, [personId]);
    act.tx.moved({ kind: 'person', id: personId });
    const person = await act.directory.person(act.tx, personId);
    const card = await drawPerson(act, personId);
    return {
      kind: 'done',
      text: hireDate
        ? `${person?.name} is hired again from ${sayDay(hireDate)}. What the plan asks of new people begins anew.`
        : `${person?.name} had not left after all: the hire date stays. Roles are not given back by themselves.`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};
