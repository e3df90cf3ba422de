/** The lists of whoever the plan asks to name people: researchers, and the groups for targeted training (R025, R054). */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome, Word } from '../../../app/feature.ts';
import { holds, type Person } from '../../../app/person.ts';
import { refused } from '../../../app/replies.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Policy } from '../../../policy/policy.ts';
import { dutyName } from '../cards/say.ts';
import { endNaming, groupsInUse, nameFor, namingsAt } from '../store/namings.ts';

/** A card lists no more. */
const mostListed = 40;

/** Duties for which this person may name others. */
function namesFor(policy: Policy, person: Person): readonly string[] {
  return Object.entries(policy.pack.duties).flatMap(([id, { on, owed_by }]) =>
    on && owed_by.some(({ named_by }) => named_by !== undefined && holds(person, named_by)) ? [id] : [],
  );
}

const notYours = 'The plan asks somebody else to name people for this: the Chief Privacy Officer, as a rule.';

async function asked(ask: Ask) {
  const groups = await groupsInUse(ask.reader);
  return fields({
    duty: {
      kind: 'choice',
      label: 'For what?',
      options: namesFor(ask.policy, ask.actor).map((duty) => ({
        value: duty,
        label: dutyName(ask.policy, duty),
      })),
    },
    people: { kind: 'people', label: 'Whom?', optional: true },
    ...(groups.length > 0
      ? {
          group: {
            kind: 'choice' as const,
            label: 'Or everybody of a group',
            hint: 'Groups of the staff file. Whoever joins one later owes it from then on.',
            options: groups.map((name) => ({ value: name, label: name.slice(0, 75) })),
            optional: true as const,
          },
        }
      : {}),
  });
}

type Asked = Awaited<ReturnType<typeof asked>>;

export const nameForm: FormHandler<Asked> = {
  id: 'duties.name',
  access: 'everyone',
  async open(ask) {
    if (namesFor(ask.policy, ask.actor).length === 0) return { refused: notYours };
    return {
      title: 'Name people',
      submit: 'Name them',
      intro: [
        {
          kind: 'text',
          text: 'They owe it from today on, by the date that the plan gives. Your name is recorded.',
        },
      ],
      fields: await asked(ask),
      values: {},
    };
  },
  submit,
};

async function submit(
  act: Act,
  _subject: unknown,
  values: {
    readonly duty: string;
    readonly people?: readonly string[] | undefined;
    readonly group?: string | undefined;
  },
): Promise<Outcome> {
  const personIds = values.people ?? [];
  if (!namesFor(act.policy, act.actor).includes(values.duty)) return { kind: 'refused', text: notYours };
  if (personIds.length === 0 && !values.group)
    return { kind: 'invalid', errors: { people: 'Please choose somebody, or a group.' } };
  const added = await nameFor(
    act.tx,
    values.duty,
    { personIds, group: values.group },
    { personId: act.actor.id, on: act.policy.calendar.localDay(act.now) },
  );
  const text =
    added === 0
      ? 'All of them stand on the list already.'
      : `${added === 1 ? 'One entry is' : `${added} entries are`} added to the list for “${dutyName(act.policy, values.duty)}”.`;
  return { kind: 'done', text, card: await namedCard(act) };
}

async function namedCard(ask: Ask): Promise<Card> {
  const duties = namesFor(ask.policy, ask.actor);
  const all = await namingsAt(ask.reader, duties, ask.policy.calendar.localDay(ask.now));
  return {
    audience: 'person',
    title: 'Named by you',
    blocks: duties.flatMap((duty): Block[] => {
      const named = all.filter((one) => one.duty === duty);
      return [
        { kind: 'heading', text: dutyName(ask.policy, duty) },
        named.length === 0
          ? { kind: 'text', text: 'Nobody yet.' }
          : {
              kind: 'list',
              items: named.slice(0, mostListed).map((one) => ({
                title: one.group ? `Everybody in the group “${one.who}”` : one.who,
                detail: `since ${sayDay(one.namedOn)}`,
                action: {
                  kind: 'run',
                  id: 'duties.naming.end',
                  label: 'Take off',
                  payload: { naming: one.id },
                },
              })),
            },
        ...(named.length > mostListed
          ? [{ kind: 'text' as const, text: `And ${named.length - mostListed} more.` }]
          : []),
      ];
    }),
    actions: [{ kind: 'open-form', form: 'duties.name', label: 'Name people', subject: {} }],
  };
}

export const endNamingAction: ActionHandler = {
  id: 'duties.naming.end',
  access: 'everyone',
  async run(act, payload) {
    const mine = await namingsAt(
      act.reader,
      namesFor(act.policy, act.actor),
      act.policy.calendar.localDay(act.now),
    );
    if (!mine.some(({ id }) => id === payload.naming)) return { kind: 'refused', text: notYours };
    const yesterday = act.policy.calendar.localDay(act.now).subtract({ days: 1 });
    const ended = await endNaming(act.tx, payload.naming ?? '', act.actor.id, yesterday);
    const card = await namedCard(act);
    return ended
      ? { kind: 'done', text: 'Taken off the list; what is open of it ends within minutes.', card }
      : { kind: 'refused', text: 'This had ended already.', card };
  },
};

export const namedWord: Word = {
  command: 'safekeep',
  word: 'named',
  summary: 'Whom you named for researchers’ or targeted training',
  access: 'everyone',
  offered: (policy, person) => namesFor(policy, person).length > 0,
  run: async (ask) =>
    namesFor(ask.policy, ask.actor).length > 0
      ? { kind: 'card', card: await namedCard(ask) }
      : refused(notYours),
};
