/** The annual report in chat: where it stands, for whoever reads it; one's own list, for whoever confirms one. */
import type { Ask } from '../../../app/context.ts';
import type { NoticeKind, Word } from '../../../app/feature.ts';
import type { Card } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { openedNotice } from '../round-jobs.ts';
import { count, textBar } from '../rules/say.ts';
import { addsUp, loadAnnual } from './annual-page.ts';
import { completeNotice } from './confirm.ts';
import { drawList, waitingLists } from './lists.ts';
import { todayOf } from './surroundings.ts';

async function reportCard(ask: Ask, asOf?: string): Promise<Card | undefined> {
  const report = await loadAnnual(ask, asOf);
  if (!report) return undefined;
  const { round, lists, counted } = report;
  const confirmed = lists.filter(({ confirmedAt }) => confirmedAt).length;
  const people = counted.active + counted.onLeave;
  return {
    audience: 'person',
    title: `Annual report as of ${sayDay(round.asOf)}`,
    status: round.completedAt
      ? { label: 'Complete', tone: 'good' }
      : { label: `${confirmed} of ${lists.length} confirmed`, tone: 'info' },
    blocks: [
      {
        kind: 'text',
        text: `${textBar(confirmed, lists.length)} ${confirmed} of ${count(lists.length, 'list')} confirmed, due ${sayDay(round.dueOn)}. ${counted.incomplete} of ${count(people, 'person', 'people')} lack something.`,
      },
      addsUp(report)
        ? {
            kind: 'note',
            tone: 'good',
            text: `It adds up with the roster: ${round.active} active, ${round.onLeave} on leave.`,
          }
        : {
            kind: 'note',
            tone: 'danger',
            text: 'It does not add up with the roster of that day: see the page.',
          },
    ],
    actions: [
      { kind: 'link', label: 'Open the report', path: `/documents/supervision.annual?as_of=${round.asOf}` },
    ],
  };
}

export const reportNotices: readonly NoticeKind[] = [openedNotice, completeNotice].map((id) => ({
  id,
  render: (ask, { facts }) => reportCard(ask, typeof facts.asOf === 'string' ? facts.asOf : undefined),
}));

export const reportWord: Word = {
  command: 'safekeep',
  word: 'annual-report',
  summary: 'The annual report on agreements and trainings: your list, or who has confirmed theirs',
  access: 'everyone',
  async run(ask) {
    const mine = (await waitingLists(ask)).find(({ kind }) => kind === 'annual');
    const own = mine && (await drawList(ask, mine.id));
    const card = (await reportCard(ask)) ?? own;
    if (card) return { kind: 'card', card };
    return {
      kind: 'done',
      tone: 'good',
      text: `No list waits for you. The next annual report opens on ${nextDay(ask)}.`,
    };
  },
};

function nextDay(ask: Ask): string {
  const { on } = ask.policy.pack.supervision.annual_report;
  const today = todayOf(ask);
  const year = Number(today.slice(0, 4));
  const day = `${year}-${on}`;
  return sayDay(day > today ? day : `${year + 1}-${on}`);
}
