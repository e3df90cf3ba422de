/** Looking through who may see personal data: keep or remove, a few people at a time; nobody says it of themselves. */
import type { Ask } from '../../../app/context.ts';
import type { FormHandler, Outcome } from '../../../app/feature.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import type { Field, Fields, ValuesOf } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { shortened } from '../../../chat/split-text.ts';
import { reasonWords } from '../rules/reasons.ts';
import { count } from '../rules/say.ts';
import { type AccessLine, accessLinesOf, type Decision, decideLines } from '../store/access-lines.ts';
import { confirmList, type List, listCase } from '../store/lists.ts';
import { drawList, mayConfirm, notYours, seenList } from './lists.ts';
import { isAboutThem } from './surroundings.ts';

/** More on one form is ticked without being read. */
const atOnce = 10;

interface Looked {
  readonly list: List;
  readonly lines: readonly AccessLine[];
  /** Still to be decided, by this person. */
  readonly open: readonly AccessLine[];
}

async function look(
  ask: Ask,
  subject: Payload,
): Promise<Looked | { readonly refused: string; readonly card?: Card }> {
  const list = await seenList(ask, subject.list);
  if (list?.kind !== 'access' || !mayConfirm(ask, list)) return { refused: notYours };
  const lines = await accessLinesOf(ask.reader, list.id);
  const undecided = lines.filter(({ decision, left }) => decision === undefined && !left);
  const open = undecided.filter(({ personId }) => !isAboutThem(ask.actor, personId));
  if (open.length > 0) return { list, lines, open };
  const card = await drawList(ask, list.id);
  return {
    refused:
      undecided.length > 0
        ? 'What is left here is about yourself, and somebody else has to decide it.'
        : 'Everybody on this list is decided on already.',
    ...(card ? { card } : {}),
  };
}

const options = [
  { value: 'keep', label: 'Keep', description: 'They still need it for their work' },
  { value: 'remove', label: 'Remove', description: 'IT is asked to take it away' },
];

export const reviewForm: FormHandler<Fields> = {
  id: 'supervision.review',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await look(ask, subject);
    if ('refused' in looked) return looked;
    const { list, open } = looked;
    return {
      title: 'Who needs it?',
      submit: 'Save',
      intro: [
        {
          kind: 'text',
          text: `As of ${sayDay(list.asOf)}. ${count(open.length, 'line')} to go. “Remove” asks IT to take the access away; it does not change PowerSchool or any other system by itself.`,
        },
      ],
      fields: Object.fromEntries(
        open.slice(0, atOnce).map((line): [string, Field] => [
          line.id,
          {
            kind: 'choice',
            label: shortened(`${line.name}, ${line.jobTitle}`, 150),
            hint: `Why: ${reasonWords(ask.policy, line)}`,
            optional: true,
            options,
          },
        ]),
      ),
      values: {},
    };
  },
  async submit(act, subject, given: ValuesOf<Fields>): Promise<Outcome> {
    const looked = await look(act, subject);
    if ('refused' in looked)
      return { kind: 'refused', text: looked.refused, ...(looked.card ? { card: looked.card } : {}) };
    const chosen = new Map<string, Decision>();
    for (const { id } of looked.open) {
      const value = (given as Readonly<Record<string, unknown>>)[id];
      if (value === 'keep' || value === 'remove') chosen.set(id, value);
    }
    if (chosen.size === 0) {
      const [first] = looked.open;
      return { kind: 'invalid', errors: { [first?.id ?? '']: 'Please choose for at least one person.' } };
    }
    return decide(act, looked, chosen);
  },
};

async function decide(
  act: Parameters<FormHandler['submit']>[0],
  { list }: Looked,
  chosen: ReadonlyMap<string, Decision>,
): Promise<Outcome> {
  const decided = await decideLines(act.tx, chosen, act.actor.id);
  const about = { kind: listCase, id: list.id };
  const removed = [...decided].filter((id) => chosen.get(id) === 'remove');
  act.tx.audit({
    what: 'access.reviewed',
    about,
    facts: { kept: [...decided].filter((id) => chosen.get(id) === 'keep'), removed },
  });
  act.tx.moved(about);
  if (removed.length > 0) await tellIt(act, list);
  const rest = (await accessLinesOf(act.tx, list.id)).filter(({ decision, left }) => !decision && !left);
  if (rest.length === 0) await confirmList(act.tx, list, act.actor.id, { people: list.people });
  const card = await drawList(act, list.id);
  const asked =
    removed.length > 0 ? ` IT is asked to take ${removed.length} away; no system changes by itself.` : '';
  return {
    kind: 'done',
    text:
      rest.length > 0
        ? `${decided.size} saved, ${rest.length} to go.${asked}`
        : `Everybody is looked through. Thank you.${asked}`,
    about,
    ...(card ? { card } : {}),
  };
}

export const removalsNotice = 'supervision.removals';

async function tellIt(
  act: Ask & { readonly tx: Parameters<FormHandler['submit']>[0]['tx'] },
  list: List,
): Promise<void> {
  const { removed_by } = act.policy.pack.supervision.personal_data;
  for (const person of await act.directory.holders(act.tx, removed_by))
    act.tx.notify({ notice: removalsNotice, to: { personId: person.id }, facts: { list: list.id } });
}
