/** `/data-request report`: the numbers over a time, for the Coordinator and the Student Data Manager. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Word } from '../../../app/feature.ts';
import { refused } from '../../../app/replies.ts';
import type { Payload } from '../../../chat/card.ts';
import { reportCard, reportFile, reportPage } from '../cards/report.ts';
import { lastYear, type Period, periodIn, type Report } from '../rules/report.ts';
import { reportOver } from '../store/report.ts';
import { onlyOverseers, oversees } from './coverage.ts';

const notATime =
  'Say which time you mean: a year (2026), a month (2026-09), or its first and last day (2026-09-01 2026-11-30).';

export const reportWord: Word = {
  command: 'data-request',
  word: 'report',
  takes: 'TIME',
  summary: 'The numbers over a time, such as 2026-09 (for the Coordinator)',
  access: 'everyone',
  async run(ask, typed) {
    if (!oversees(ask)) return refused(onlyOverseers(ask));
    const period = periodIn(typed, ask.policy.calendar.localDay(ask.now));
    if (!period) return refused(notATime);
    return { kind: 'card', card: reportCard(ask.policy.pack.data_requests, await reportOver(ask, period)) };
  },
};

export const reportDocuments: readonly DocumentHandler[] = [
  { id: 'request.report', access: 'everyone', load: loaded(reportPage) },
  { id: 'request.report-csv', access: 'everyone', load: loaded(reportFile) },
];

function loaded(draw: typeof reportPage): DocumentHandler['load'] {
  return async (ask, subject) => {
    if (!oversees(ask)) return undefined;
    return draw(ask.policy.pack.data_requests, await reportFor(ask, subject));
  };
}

function reportFor(ask: Ask, subject: Payload): Promise<Report> {
  return reportOver(ask, periodOf(ask, subject));
}

/** What is no time is the twelve months until today, as at first. */
function periodOf(ask: Ask, { from = '', until = '' }: Payload): Period {
  const today = ask.policy.calendar.localDay(ask.now);
  const asked = from !== '' && until !== '' ? periodIn(`${from} ${until}`, today) : undefined;
  return asked ?? lastYear(today);
}
