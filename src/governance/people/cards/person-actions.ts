/** What Human Resources may do about somebody, as buttons on their card: at most six, as Teams shows no more. */
import type { Action } from '../../../chat/card.ts';
import type { PersonView } from './person.ts';

export function changesTo(view: PersonView): readonly Action[] {
  const { person } = view;
  const subject = { person: person.id };
  const history: Action = {
    kind: 'link',
    label: 'History',
    path: `/documents/people.history?person=${encodeURIComponent(person.id)}`,
  };
  if (!view.mayChange) return [history];
  const form = (id: string, label: string, more = {}): Action => ({
    kind: 'open-form',
    form: id,
    label,
    subject: { ...subject, ...more },
  });
  if (person.status === 'left') return [form('people.rehire', 'Back at the district'), history];
  const change = form('people.change', 'Change', { seen: view.seen });
  const own = person.roles.filter((role) => !person.standsIn?.some((one) => one.role === role));
  const roles = own.length > 0 ? [form('people.role.revoke', 'Take a role back')] : [];
  if (person.status === 'leave')
    return [
      {
        kind: 'run',
        id: 'people.back',
        label: 'Back at work',
        payload: subject,
        confirm: { title: 'Back at work?', text: `${person.name} is at work from today.`, yes: 'Yes, back' },
      },
      change,
      ...(own.length > 0 ? [form('people.delegate', 'Let somebody stand in')] : []),
      ...departure(view, form('people.leave', 'Leaves')),
      history,
    ];
  return [
    change,
    form('people.role.grant', 'Give a role'),
    ...roles,
    form('people.away', 'Away'),
    ...departure(view, form('people.leave', 'Leaves')),
    history,
  ];
}

function departure({ person, leaves }: PersonView, leave: Action): readonly Action[] {
  if (!leaves) return [leave];
  return [
    {
      kind: 'run',
      id: 'people.leave.call-off',
      label: 'Stays after all',
      payload: { person: person.id },
      confirm: {
        title: 'Stays after all?',
        text: `The planned last day of ${person.name} is called off.`,
        yes: 'Yes, stays',
      },
    },
  ];
}
