/** Human Resources say that somebody leaves, on a day that has come or one to come; or that they do not after all. */
import type { Act } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import type { Person } from '../../../app/person.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { markInactive } from '../inactive.ts';
import { mayChangeStatus, type StatusProblem } from '../rules/status.ts';
import { callOffDeparture, planDeparture, plannedDeparture } from '../store/departures.ts';
import { lockPerson } from '../store/lock.ts';
import { tell } from '../tell.ts';
import { localDay } from '../today.ts';
import { changeable } from './away.ts';
import { drawPerson } from './person.ts';

const access = { anyOf: ['hr'] };

const leaveFields = (today: Temporal.PlainDate) =>
  fields({
    day: {
      kind: 'date',
      label: 'The last day at work',
      hint: 'Today or earlier: it takes effect at once. Later: when that day is over.',
      from: today.subtract({ years: 5 }).toString(),
      until: today.add({ years: 2 }).toString(),
    },
    letter_to: {
      kind: 'text',
      label: 'An address of their own',
      hint: 'What they signed about confidential data goes on after they leave; they are written that once more, to here if you know where.',
      max: 200,
      format: 'email',
      scan: false,
      optional: true,
    },
  });

export const leaveForm: FormHandler<ReturnType<typeof leaveFields>> = {
  id: 'people.leave',
  access,
  async open(ask, subject) {
    const person = await ask.directory.person(ask.reader, subject.person ?? '');
    if (!person) return { refused: notThere };
    const problem = problemOf(ask.actor.id, person);
    if (problem) return { refused: problem };
    const planned = await plannedDeparture(ask.reader, person.id);
    const today = localDay(ask);
    return {
      title: 'Somebody leaves',
      submit: 'Save',
      intro: [
        {
          kind: 'text',
          text: `${person.name}’s roles, sign-ins and chat accounts end; what they hold is offered to others and listed for the Coordinator. What they signed and did stays on file.`,
        },
      ],
      fields: leaveFields(today),
      values: {
        day: (planned?.lastDay ?? today).toString(),
        ...(planned?.letterTo ? { letter_to: planned.letterTo } : {}),
      },
    };
  },
  async submit(act, subject, { day, letter_to: letterTo }): Promise<Outcome> {
    const personId = subject.person ?? '';
    await lockPerson(act.tx, personId);
    const person = await act.directory.person(act.tx, personId);
    if (!person) return { kind: 'refused', text: notThere };
    const problem = problemOf(act.actor.id, person);
    if (problem) return { kind: 'refused', text: problem };
    const lastDay = Temporal.PlainDate.from(day);
    const later = Temporal.PlainDate.compare(lastDay, localDay(act)) > 0;
    if (later) await plan(act, person, lastDay, letterTo);
    else if (!(await markInactive(act, personId, { status: 'left', lastDay, letterTo })))
      return { kind: 'refused', text: refusals.same };
    act.tx.moved({ kind: 'person', id: personId });
    const card = await drawPerson(act, personId);
    return {
      kind: 'done',
      text: later
        ? `${person.name} leaves: ${sayDay(day)} is the last day. They are told, and it takes effect when that day is over.`
        : `${person.name} left on ${sayDay(day)}: roles, sign-ins and chat accounts are ended.`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};

async function plan(act: Act, person: Person, lastDay: Temporal.PlainDate, letterTo: string | undefined) {
  const before = await plannedDeparture(act.tx, person.id);
  await planDeparture(act.tx, { personId: person.id, lastDay, letterTo, madeById: act.actor.id });
  // Another address alone is no news to them.
  if (before && Temporal.PlainDate.compare(before.lastDay, lastDay) === 0) return;
  tell(act, person.id, 'people.leaving', {});
}

const notThere = 'Nobody on the roster has this id. Please search again.';

function problemOf(actorId: string, person: Person): string | undefined {
  const problem = mayChangeStatus({ personId: person.id, actorId, from: person.status, to: 'left' });
  return problem && refusals[problem];
}

const refusals: Record<StatusProblem, string> = {
  own: 'You can’t change your own standing. Ask a colleague in Human Resources.',
  same: 'Somebody has just changed this already. Look at the person again.',
  'has-left': 'This person has left. If they are back, say so first.',
};

export const stayAction: ActionHandler = {
  id: 'people.leave.call-off',
  access,
  async run(act, { person: personId = '' }) {
    const person = await changeable(act, personId);
    if ('refused' in person) return { kind: 'refused', text: person.refused };
    if (!(await callOffDeparture(act.tx, personId, act.actor.id)))
      return { kind: 'refused', text: 'No departure is planned any more.' };
    tell(act, personId, 'people.leaving', {});
    act.tx.moved({ kind: 'person', id: personId });
    const card = await drawPerson(act, personId);
    return {
      kind: 'done',
      text: `${person.name} stays.`,
      about: { kind: 'person', id: personId },
      ...(card ? { card } : {}),
    };
  },
};
