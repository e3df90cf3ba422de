/** What IT is asked to take away after a look through: a list, and a person who closes each line once it is done. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, NoticeKind, Outcome, Task } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import type { Card, ListItem } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { reasonWords } from '../rules/reasons.ts';
import { count } from '../rules/say.ts';
import { type AccessLine, accessLineById, closeLine, linesToRemove } from '../store/access-lines.ts';
import { listCase } from '../store/lists.ts';
import { removalsNotice } from './review.ts';

const mostListed = 20;

function removes(ask: Ask): boolean {
  return holds(ask.actor, ask.policy.pack.supervision.personal_data.removed_by);
}

async function removalsCard(ask: Ask): Promise<Card | undefined> {
  if (!removes(ask)) return undefined;
  const lines = await linesToRemove(ask.reader);
  if (lines.length === 0) return undefined;
  return {
    audience: 'person',
    title: 'Access to be taken away',
    status: { label: `${lines.length} open`, tone: 'warning' },
    blocks: [
      {
        kind: 'text',
        text: 'Whoever answers for these people said that they no longer need to see personal data. Safekeep changes no other system: take it away there, then say so here.',
      },
      {
        kind: 'list',
        items: lines.slice(0, mostListed).map((line) => itemOf(ask, line)),
      },
      ...(lines.length > mostListed
        ? [{ kind: 'text', text: `And ${lines.length - mostListed} others; close these first.` } as const]
        : []),
    ],
    actions: [],
  };
}

/** What is about the reader is for somebody else to close. */
function itemOf(ask: Ask, line: AccessLine): ListItem {
  const detail = detailOf(ask, line);
  if (line.personId === ask.actor.id)
    return { title: line.name, detail: `${detail}. This is about yourself; somebody else closes it.` };
  const subject = { line: line.id };
  const action = { kind: 'open-form', form: 'supervision.removed', label: 'Done?', subject } as const;
  return { title: line.name, detail, action };
}

function detailOf(ask: Ask, line: AccessLine): string {
  const where = line.system ? ` (${line.system})` : '';
  const on = line.decidedAt ? `, decided ${sayDay(ask.policy.calendar.localDay(line.decidedAt))}` : '';
  return `${line.jobTitle}: ${reasonWords(ask.policy, line)}${where}${on}`;
}

export const showRemovals: ActionHandler = {
  id: 'supervision.removals',
  access: 'everyone',
  async run(act): Promise<Outcome> {
    const card = await removalsCard(act);
    return card
      ? { kind: 'done', text: 'Here is what is to be taken away.', card }
      : { kind: 'refused', text: 'Nothing is to be taken away, or it is not yours to see.' };
  },
};

const closing = fields({
  outcome: {
    kind: 'choice',
    label: 'What was done?',
    options: [
      { value: 'removed', label: 'Taken away', description: 'They can no longer see the data' },
      { value: 'kept', label: 'Not taken away', description: 'It could not be, or they need it after all' },
    ],
  },
});

export const removedForm: FormHandler<typeof closing> = {
  id: 'supervision.removed',
  access: 'everyone',
  async open(ask, subject) {
    const line = await find(ask, subject.line);
    if ('refused' in line) return line;
    return {
      title: 'Access taken away?',
      submit: 'Save',
      intro: [{ kind: 'text', text: `${line.name}: ${detailOf(ask, line)}. Whoever decided it is told.` }],
      fields: closing,
      values: {},
    };
  },
  async submit(act, subject, { outcome }): Promise<Outcome> {
    const line = await find(act, subject.line);
    if ('refused' in line) return { kind: 'refused', text: line.refused };
    const how = outcome === 'removed' ? 'removed' : 'kept';
    if (!(await closeLine(act.tx, line.id, act.actor.id, how)))
      return { kind: 'refused', text: 'Somebody has just closed it.' };
    const about = { kind: listCase, id: line.listId };
    act.tx.audit({ what: 'access.removal-closed', about, facts: { line: line.id, outcome: how } });
    act.tx.moved(about);
    if (line.decidedById && line.decidedById !== act.actor.id)
      act.tx.notify({
        notice: 'supervision.removal-closed',
        about,
        to: { personId: line.decidedById },
        facts: { line: line.id },
      });
    const card = await removalsCard(act);
    return {
      kind: 'done',
      text: `Saved: ${how === 'removed' ? 'taken away from' : 'not taken away from'} ${line.name}.`,
      about,
      ...(card ? { card } : {}),
    };
  },
};

async function find(ask: Ask, id: string | undefined): Promise<AccessLine | { readonly refused: string }> {
  const line = removes(ask) && id ? await accessLineById(ask.reader, id) : undefined;
  if (line?.decision !== 'remove')
    return { refused: 'There is nothing to take away here, or it is not yours to do.' };
  // a person closes what is about somebody else
  if (line.personId === ask.actor.id)
    return { refused: 'This is about yourself; somebody else has to close it.' };
  if (line.closedAt)
    return { refused: `It was closed on ${sayDay(ask.policy.calendar.localDay(line.closedAt))} already.` };
  return line;
}

export const removalNotices: readonly NoticeKind[] = [
  { id: removalsNotice, render: (ask) => removalsCard(ask) },
  {
    id: 'supervision.removal-closed',
    async render(ask, { facts }) {
      const line = typeof facts.line === 'string' ? await accessLineById(ask.reader, facts.line) : undefined;
      if (!line?.outcome || line.decidedById !== ask.actor.id) return undefined;
      const taken = line.outcome === 'removed';
      return {
        audience: 'person',
        title: `${line.name}: ${taken ? 'access was taken away' : 'access was not taken away'}`,
        status: { label: taken ? 'Done' : 'Kept', tone: taken ? 'good' : 'warning' },
        blocks: [
          {
            kind: 'text',
            text: taken
              ? 'IT says that it is done, as you had asked.'
              : 'IT says that it could not be taken away, or is needed after all. Please ask them why.',
          },
        ],
        actions: [],
      };
    },
  },
];

export async function removalTasks(ask: Ask): Promise<readonly Task[]> {
  if (!removes(ask)) return [];
  const lines = await linesToRemove(ask.reader);
  if (lines.length === 0) return [];
  return [
    {
      list: 'waits-for-me',
      title: `Take access to personal data away from ${count(new Set(lines.map(({ personId }) => personId)).size, 'person', 'people')}`,
      detail: 'Safekeep changes no other system: do it there, then say so',
      action: { kind: 'run', id: 'supervision.removals', label: 'Look', payload: {} },
    },
  ];
}
