/** `/safekeep queue`: a steward's requests, by when they are due; in chat the first few, on a page all of them. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Word } from '../../../app/feature.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { allCollections } from '../../inventory/store/collections.ts';
import { deskCard, type Shown } from '../cards/desk.ts';
import { deskDocument, deskFile } from '../cards/desk-page.ts';
import { readDeskFilter } from '../rules/desk-filter.ts';
import { type DeskLine, deskPage, deskTop } from '../store/desk.ts';

/** Of each part in chat; a card of three such lists fits every surface. */
const eachInChat = 8;
const perPage = 50;
/** A file holds no more; those due first come first. */
const mostInFile = 20_000;

export async function drawDesk(ask: Ask): Promise<Card> {
  const top = await deskTop(ask, eachInChat);
  return deskCard(top, await withPlans(ask, top.lines));
}

export const deskWords: readonly Word[] = ['safekeep', 'data-request'].map((command) => ({
  command,
  word: 'queue',
  summary: 'Open data requests: what waits for you, what you may claim, by when',
  access: 'everyone',
  run: async (ask) => ({ kind: 'card', card: await drawDesk(ask) }),
}));

export const deskDocuments: readonly DocumentHandler[] = [
  {
    id: 'request.desk',
    access: 'everyone',
    async load(ask, subject) {
      const filter = readDeskFilter(subject);
      const asked = pageIn(subject);
      const wanted = await deskPage(ask, filter, { from: (asked - 1) * perPage, most: perPage });
      // A page beyond the last, as after others ended: the first is shown.
      const beyond = asked > 1 && wanted.lines.length === 0;
      const found = beyond ? await deskPage(ask, filter, { from: 0, most: perPage }) : wanted;
      return deskDocument({
        plan: ask.policy.pack.data_requests,
        filter,
        collections: await allCollections(ask.reader),
        today: ask.policy.calendar.localDay(ask.now).toString(),
        shown: await withPlans(ask, found.lines),
        total: found.total,
        page: beyond ? 1 : asked,
        perPage,
      });
    },
  },
  {
    id: 'request.desk-csv',
    access: 'everyone',
    async load(ask, subject) {
      const { lines } = await deskPage(ask, readDeskFilter(subject), { from: 0, most: mostInFile });
      const today = ask.policy.calendar.localDay(ask.now).toString();
      return deskFile(ask.policy.pack.data_requests, today, await withPlans(ask, lines));
    },
  },
];

function pageIn({ page = '1' }: Payload): number {
  const number = /^\d{1,6}$/.test(page) ? Number(page) : 1;
  return Math.max(1, number);
}

async function withPlans(ask: Ask, lines: readonly DeskLine[]): Promise<readonly Shown[]> {
  const plans = new Map<string, Shown['policy']>();
  for (const { policy } of lines) if (!plans.has(policy)) plans.set(policy, await ask.policyOf(policy));
  return lines.map((line) => ({ line, policy: plans.get(line.policy) ?? ask.policy }));
}
