/** People who are no longer in the file: Human Resources answers for each of them, and nobody else decides it. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import type { Card, ListItem } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { people, reasonWords } from '../rules/words.ts';
import { answerGone, countOpenGone, type Gone, goneOf, openGone } from '../store/gone.ts';
import { endEmployment } from './apply.ts';
import { access } from './view.ts';

/** A card lists no more; whoever is answered for makes room for the next. */
const mostListed = 15;

export async function goneCard(ask: Ask): Promise<Card> {
  const open = await openGone(ask.reader, mostListed);
  const count = await countOpenGone(ask.reader);
  const more = count - open.length;
  return {
    audience: 'person',
    title: count === 0 ? 'Nobody is gone from the file' : `${people(count)} gone from the file`,
    blocks: [
      count === 0
        ? {
            kind: 'text',
            text: 'Everybody on the roster is in the last file, or somebody has answered for them.',
          }
        : { kind: 'list', items: open.map((gone) => itemOf(gone, gone.personId === ask.actor.id)) },
      ...(more > 0 ? [{ kind: 'text' as const, text: `And ${more} more, once these are answered.` }] : []),
    ],
    actions: [],
  };
}

function itemOf(gone: Gone, own: boolean): ListItem {
  const why = reasonWords[gone.reason] ?? '';
  return {
    title: gone.name,
    detail: [
      ...[gone.jobTitle, gone.building, gone.lastDay ? `${why} (${sayDay(gone.lastDay)})` : why],
      own ? 'a colleague answers for you' : undefined,
    ]
      .filter(Boolean)
      .join(' · '),
    ...(own
      ? {}
      : {
          action: {
            kind: 'open-form',
            form: 'roster.gone',
            label: 'Answer',
            subject: { person: gone.personId },
          },
        }),
  };
}

/** Changes nothing; a line of somebody's list can only carry a button. */
export const listGone: ActionHandler = {
  id: 'roster.gone.list',
  access,
  run: async (act) => ({ kind: 'done', text: 'Here they are.', card: await goneCard(act) }),
};

function asked(today: string, name: string) {
  return fields({
    answer: {
      kind: 'choice',
      label: `${name} …`.slice(0, 150),
      options: [
        { value: 'left', label: 'Has left', description: 'Roles, sign-ins and chat accounts end' },
        {
          value: 'kept',
          label: 'Stays; the file is wrong',
          description: 'Not asked again unless a file drops them anew',
        },
      ],
    },
    day: {
      kind: 'date',
      label: 'Last day at work',
      until: today,
      showIf: { field: 'answer', is: ['left'] },
    },
  });
}

type Asked = ReturnType<typeof asked>;

export const goneForm: FormHandler<Asked> = {
  id: 'roster.gone',
  access,
  async open(ask, subject) {
    const gone = await goneOf(ask.reader, subject.person ?? '');
    if (!gone) return { refused: 'No roster file has dropped this person.' };
    if (gone.personId === ask.actor.id)
      return { refused: 'You can’t answer for yourself. Ask a colleague in Human Resources.' };
    if (gone.state !== 'open') return { refused: await saidBy(ask, gone), card: await goneCard(ask) };
    const today = ask.policy.calendar.localDay(ask.now).toString();
    const day = gone.lastDay && gone.lastDay.toString() < today ? gone.lastDay.toString() : today;
    const why = reasonWords[gone.reason] ?? 'not in the file any more';
    return {
      title: 'Gone from the file',
      submit: 'Save',
      intro: [{ kind: 'text', text: `${gone.name} (${gone.jobTitle}): ${why}.` }],
      fields: asked(today, gone.name),
      values: { day },
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const gone = await goneOf(act.tx, subject.person ?? '');
    if (!gone) return { kind: 'refused', text: 'No roster file has dropped this person.' };
    const to = values.answer === 'left' ? 'left' : 'kept';
    return answerFor(act, gone, to, values.day ? Temporal.PlainDate.from(values.day) : undefined);
  },
};

async function answerFor(
  act: Act,
  gone: Gone,
  to: 'left' | 'kept',
  day: Temporal.PlainDate | undefined,
): Promise<Outcome> {
  if (gone.state !== 'open' || !(await answerGone(act.tx, gone, 'open', to, act.actor.id)))
    return { kind: 'refused', text: await saidBy(act, gone), card: await goneCard(act) };
  if (to === 'kept')
    act.tx.audit({
      what: 'roster.kept',
      about: { kind: 'person', id: gone.personId },
      facts: { import: gone.importId },
    });
  const text =
    to === 'kept'
      ? `${gone.name} stays on the roster.`
      : (await endEmployment(act, gone.personId, day))
        ? `${gone.name} has left: roles, sign-ins and chat accounts are ended.`
        : `${gone.name} had left already.`;
  return { kind: 'done', text, card: await goneCard(act) };
}

async function saidBy(ask: Ask, gone: Gone): Promise<string> {
  const decider = gone.decidedById ? await ask.directory.person(ask.reader, gone.decidedById) : undefined;
  if (gone.state === 'returned') return `${gone.name} is in a later file again.`;
  return decider
    ? `${decider.name} has answered already for ${gone.name}.`
    : `${gone.name} is answered for already.`;
}
