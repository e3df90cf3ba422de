/** The page of an exercise, and its course as a file: for whoever leads or may hold one, and afterwards for whoever played. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler } from '../../../app/feature.ts';
import { csvFile } from '../../../chat/csv.ts';
import { sayDay } from '../../../chat/say-when.ts';
import {
  answerLines,
  listed,
  type PageView,
  pageBlocks,
  sayGiven,
  timeline,
  verdicts,
} from '../cards/after-page.ts';
import { csvRow } from '../mark.ts';
import { leads, mayHold, partsPlayed } from '../rules/drill.ts';
import { openDrill } from '../store/drills.ts';
import { deskNow } from './answer.ts';

/** While it runs only whoever does not play may look: the page says what is expected. */
async function viewOf(ask: Ask, id: string | undefined): Promise<PageView | undefined> {
  const file = id === undefined ? undefined : await openDrill(ask, { id });
  if (!file) return undefined;
  const { drill } = file;
  const plays = partsPlayed(drill, ask.actor.id).length > 0;
  const reads =
    leads(drill, ask.policy.pack, ask.actor) ||
    (drill.state === 'ended' && (plays || mayHold(ask.policy.pack, ask.actor)));
  return reads ? { file, now: ask.now, desk: await deskNow(ask, file) } : undefined;
}

export const drillPage: DocumentHandler = {
  id: 'drill.page',
  access: 'everyone',
  async load(ask, { id }) {
    const view = await viewOf(ask, id);
    if (!view) return undefined;
    const { drill, scenario, policy } = view.file;
    return {
      kind: 'page',
      title: `${drill.reference}: ${scenario.scenario.title}`,
      subtitle: `An exercise, ${sayDay(policy.calendar.localDay(drill.startedAt).toString())}`,
      blocks: pageBlocks(view),
      downloads: [{ label: 'As a spreadsheet (CSV)', path: `/documents/drill.file?id=${drill.id}` }],
    };
  },
};

export const drillFile: DocumentHandler = {
  id: 'drill.file',
  access: 'everyone',
  async load(ask, { id }) {
    const view = await viewOf(ask, id);
    if (!view) return undefined;
    const { drill } = view.file;
    return csvFile(
      `${drill.reference}.csv`,
      csvRow(['what', 'in the exercise', 'really', 'who', 'expected', 'answered', 'how they meet']),
      [
        ...timeline(view.file).map(([clock = '', really = '', who = '', what = '']) =>
          csvRow([what, clock, really, who, '', '', '']),
        ),
        ...answerLines(view).map(({ question, judged, answered }) =>
          csvRow([
            question.asks,
            ...['', answered?.after ?? '', answered?.by ?? ''],
            listed(judged.expected),
            answered ? sayGiven(judged, answered.words) : '',
            answered ? verdicts[judged.verdict] : '',
          ]),
        ),
      ],
    );
  },
};
