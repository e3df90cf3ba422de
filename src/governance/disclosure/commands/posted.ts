/** Posting: FERPA's record belongs with each student's own, and is there only once a person says so (34 CFR 99.32(a)(2)). */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, NoticeKind, Outcome, Task } from '../../../app/feature.ts';
import type { Card } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { factsOfLine, kindWords } from '../cards/line.ts';
import { disclosureById, disclosureKind, disclosures, isToPost, markPosted } from '../store/disclosures.ts';
import { drawnLines } from './drawn.ts';
import { keepsRecord, mayPost } from './surroundings.ts';

/** One line, for whoever keeps the record or posts it. */
export async function drawDisclosure(ask: Ask, id: string): Promise<Card | undefined> {
  if (!mayPost(ask)) return undefined;
  const line = await disclosureById(ask.reader, id);
  const [drawn] = line ? await drawnLines(ask, [line]) : [];
  if (!line || !drawn) return undefined;
  const open = isToPost(line);
  return {
    audience: 'person',
    title: `Data about students: ${line.reference}`,
    status: open
      ? { label: 'To be posted', tone: 'warning' }
      : { label: kindWords[line.kind], tone: line.kind === 'refused' ? 'neutral' : 'info' },
    blocks: [
      ...(open
        ? [
            {
              kind: 'text' as const,
              text: 'Post this to the record of each student concerned, in the student information system: the law keeps it there as long as the record itself. Then say so here.',
            },
          ]
        : []),
      { kind: 'facts', facts: factsOfLine(drawn) },
    ],
    actions: [
      ...(open
        ? [
            {
              kind: 'run' as const,
              id: 'disclosure.posted',
              label: 'It is posted',
              payload: { id: line.id },
              style: 'primary' as const,
              confirm: {
                title: 'Is it in each record?',
                text: 'Your name and the time are kept with it.',
                yes: 'Yes, in each',
              },
            },
          ]
        : []),
      ...(keepsRecord(ask)
        ? [{ kind: 'link' as const, label: 'Open the record', path: caseAddress(line.id) }]
        : []),
    ],
    about: { kind: disclosureKind, id: line.id },
  };
}

/** The printable record of the one request that this line belongs to. */
export function caseAddress(id: string): string {
  return `/documents/disclosure.case?line=${id}`;
}

const notThere = 'There is no such record, or it is not yours to see.';

export const posted: ActionHandler = {
  id: 'disclosure.posted',
  access: 'everyone',
  async run(act, { id }): Promise<Outcome> {
    const line = id === undefined || !mayPost(act) ? undefined : await disclosureById(act.reader, id);
    if (!line) return { kind: 'refused', text: notThere };
    const done = isToPost(line) && (await markPosted(act.tx, line, act.actor.id));
    const card = await drawDisclosure(act, line.id);
    return {
      kind: done ? 'done' : 'refused',
      text: done
        ? `Recorded: ${line.reference} stands in each student’s record.`
        : 'This was confirmed before, or need not be posted. Here is how it stands.',
      ...(card ? { card } : {}),
    };
  },
};

/** Changes nothing; a row of a list can only carry a button. */
export const showDisclosure: ActionHandler = {
  id: 'disclosure.show',
  access: 'everyone',
  async run(act, { id = '' }): Promise<Outcome> {
    const card = await drawDisclosure(act, id);
    return card ? { kind: 'done', text: 'Here it is.', card } : { kind: 'refused', text: notThere };
  },
};

export const toPostNotice: NoticeKind = {
  id: 'disclosure.to-post',
  render: (ask, { caseId = '' }) => drawDisclosure(ask, caseId),
};

/** Oldest first on a list that nobody empties for them. */
const mostTasks = 100;

export async function postTasks(ask: Ask): Promise<readonly Task[]> {
  if (!mayPost(ask)) return [];
  const lines = await disclosures(ask.reader, { toPost: true, limit: mostTasks });
  return lines.map((line) => ({
    list: 'waits-for-me',
    title: `Post ${line.reference} to each student’s record`,
    detail: `${kindWords[line.kind]} on ${sayDay(line.happenedOn)}. Do it in the student information system, then say so here.`,
    action: { kind: 'run', id: 'disclosure.show', label: 'Look', payload: { id: line.id } },
  }));
}
