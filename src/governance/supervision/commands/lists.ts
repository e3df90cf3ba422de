/** Lists that somebody confirms: who may see one, who may confirm it, and how it looks. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, NoticeKind, Outcome, Task } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import type { Card, ListItem, Payload } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { accessListCard, annualListCard, type ListFrame, listTitle } from '../cards/list.ts';
import { confirmNotice } from '../round-jobs.ts';
import { keepersOf } from '../rules/rounds.ts';
import { count, sayDue } from '../rules/say.ts';
import { accessLinesOf } from '../store/access-lines.ts';
import { linesOf } from '../store/annual.ts';
import { type List, listById, openListsOf } from '../store/lists.ts';
import { todayOf } from './surroundings.ts';

export const notYours = 'There is no such list, or it is not yours to see.';

/** Everything that waits for this person, their own and their roles'. */
export async function waitingLists(ask: Ask): Promise<readonly List[]> {
  const all = await openListsOf(ask.reader, ask.actor.id);
  return all.filter((list) => list.holderId === ask.actor.id || keeps(ask, list));
}

function keeps(ask: Ask, list: List): boolean {
  return holds(ask.actor, ...keepersOf(ask.policy, list));
}

/** Whoever keeps the list of personal data may look through any of it: nobody decides about themselves. */
export function mayConfirm(ask: Ask, list: List): boolean {
  if (list.holderId === ask.actor.id) return true;
  return (list.holderId === undefined || list.kind === 'access') && keeps(ask, list);
}

/** Those to whom the annual report goes see every list of it. */
export function readsReport(ask: Ask): boolean {
  const { annual_report, weekly } = ask.policy.pack.supervision;
  return holds(ask.actor, annual_report.to, weekly.otherwise);
}

export async function seenList(ask: Ask, id: string | undefined): Promise<List | undefined> {
  const list = id ? await listById(ask.reader, id) : undefined;
  if (!list) return undefined;
  return mayConfirm(ask, list) || (list.kind === 'annual' && readsReport(ask)) ? list : undefined;
}

export async function frameOf(ask: Ask, list: List): Promise<ListFrame> {
  const by = list.confirmedById ? await ask.directory.person(ask.reader, list.confirmedById) : undefined;
  return {
    ...{ policy: ask.policy, list, today: todayOf(ask), confirmedBy: by?.name },
    mayConfirm: mayConfirm(ask, list),
  };
}

export async function drawList(ask: Ask, id: string): Promise<Card | undefined> {
  const list = await seenList(ask, id);
  if (!list) return undefined;
  const frame = await frameOf(ask, list);
  return list.kind === 'annual'
    ? annualListCard(frame, await linesOf(ask.reader, { listId: id }))
    : accessListCard(frame, await accessLinesOf(ask.reader, id));
}

/** Changes nothing; a row of a list can only carry a button. */
export const showList: ActionHandler = {
  id: 'supervision.list',
  access: 'everyone',
  async run(act, payload: Payload): Promise<Outcome> {
    const card = await drawList(act, payload.list ?? '');
    return card ? { kind: 'done', text: 'Here it is.', card } : { kind: 'refused', text: notYours };
  },
};

function showAction(list: List) {
  return { kind: 'run', id: 'supervision.list', label: 'Look', payload: { list: list.id } } as const;
}

/** Every list that waits for this person, in one message. */
export const confirmNotices: readonly NoticeKind[] = [
  {
    id: confirmNotice,
    async render(ask) {
      const lists = await waitingLists(ask);
      const [only] = lists;
      if (!only) return undefined;
      if (lists.length === 1) return drawList(ask, only.id);
      const today = todayOf(ask);
      return {
        audience: 'person',
        title: `${count(lists.length, 'list')} to confirm`,
        blocks: [{ kind: 'list', items: lists.map((list) => item(list, today)) }],
        actions: [],
      };
    },
  },
];

function item(list: List, today: string): ListItem {
  return {
    title: listTitle(list),
    detail: `By ${sayDay(list.dueOn)}, ${sayDue(list.dueOn, today)}`,
    ...(list.dueOn < today ? { tone: 'danger' as const } : {}),
    action: showAction(list),
  };
}

export async function listTasks(ask: Ask): Promise<readonly Task[]> {
  const today = todayOf(ask);
  return (await waitingLists(ask)).map((list) => ({
    list: 'waits-for-me',
    title: listTitle(list),
    detail: `Look through it and confirm by ${sayDay(list.dueOn)}`,
    dueOn: list.dueOn,
    ...(list.dueOn < today ? { late: true } : {}),
    action: showAction(list),
  }));
}
