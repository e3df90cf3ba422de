/** Human Resources says that somebody has left, is on leave, or is back. */
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Person } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { markInactive } from '../inactive.ts';
import { mayChangeStatus, type StatusProblem } from '../rules/status.ts';
import { setActive } from '../store/lifecycle.ts';
import { localDay } from '../today.ts';
import { drawPerson } from './person.ts';

function asked(person: Person, today: string) {
  const all = [
    { value: 'left', label: 'Has left', description: 'Roles, sign-ins and chat accounts end' },
    { value: 'leave', label: 'Is on leave', description: 'Sign-ins end; roles and accounts are kept' },
    { value: 'active', label: 'Is back at work' },
  ];
  return fields({
    status: {
      kind: 'choice',
      label: `${person.name} …`.slice(0, 150),
      options: all.filter(({ value }) =>
        person.status === 'left' ? value === 'active' : value !== person.status,
      ),
    },
    day: {
      kind: 'date',
      label: 'Since when?',
      hint: 'The last day at work, or for somebody hired again the new hire date.',
      until: today,
    },
  });
}

export const leaveForm: FormHandler<ReturnType<typeof asked>> = {
  id: 'people.leave',
  access: { anyOf: ['hr'] },
  async open(ask, subject) {
    const person = await ask.directory.person(ask.reader, subject.person ?? '');
    if (!person) return { refused: 'Nobody on the roster has this id. Please search again.' };
    if (person.id === ask.actor.id) return { refused: refusals.own };
    const today = localDay(ask).toString();
    return {
      title: 'At work, or not',
      submit: 'Save',
      intro: [
        {
          kind: 'text',
          text: 'Takes effect at once. Whatever hangs on this person in Safekeep is ended or handed on; what they signed and did stays on file.',
        },
      ],
      fields: asked(person, today),
      values: { status: person.status === 'active' ? 'left' : 'active', day: today },
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const person = await act.directory.person(act.tx, subject.person ?? '');
    if (!person) return { kind: 'refused', text: 'Nobody on the roster has this id. Please search again.' };
    const to = values.status as Person['status'];
    const problem = mayChangeStatus({
      personId: person.id,
      actorId: act.actor.id,
      from: person.status,
      to,
    });
    if (problem) return { kind: 'refused', text: refusals[problem] };
    const day = Temporal.PlainDate.from(values.day);
    const done =
      to === 'active'
        ? await setActive(act.tx, person.id, person.status === 'left' ? day : undefined)
        : await markInactive(act, person.id, { status: to, lastDay: day });
    if (!done) return { kind: 'refused', text: refusals.same };
    const card = await drawPerson(act, person.id);
    return {
      kind: 'done',
      text: said(person, to, sayDay(day)),
      about: { kind: 'person', id: person.id },
      ...(card ? { card } : {}),
    };
  },
};

const refusals: Record<StatusProblem, string> = {
  own: 'You can’t change your own standing. Ask a colleague in Human Resources.',
  same: 'Somebody has just changed this already. Look at the person again.',
  'has-left': 'This person has left. If they are back, say so first.',
};

function said(person: Person, to: Person['status'], day: string): string {
  if (to === 'left') return `${person.name} left on ${day}: roles, sign-ins and chat accounts are ended.`;
  if (to === 'leave') return `${person.name} is on leave since ${day}: sign-ins are ended.`;
  return `${person.name} is back. Roles and chat accounts are not restored by themselves where they had ended.`;
}
