/** What left the district in one month: data about students, and everything else that went outside. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, NoticeKind } from '../../../app/feature.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { askedBy, type Drawn, receivedBy, wordsIn } from '../cards/line.ts';
import { daysOf, monthOf, monthPattern, monthsAfter, sayMonth } from '../rules/month.ts';
import { disclosures } from '../store/disclosures.ts';
import { entries, groupsOf } from '../store/ledger.ts';
import { drawnLines } from './drawn.ts';
import { type DrawnEntry, dataOf, detailOf, drawnEntries, sentTo } from './ledger-page.ts';
import { keepsRecord } from './surroundings.ts';

const mostRows = 20_000;

interface Left {
  readonly lines: readonly Drawn[];
  readonly sent: readonly DrawnEntry[];
}

/** What stays with people inside leaves nothing; data about students that went to somebody outside do. */
async function leftIn(ask: Ask, month: string): Promise<Left> {
  const span = { ...daysOf(month), limit: mostRows };
  const given = await disclosures(ask.reader, { ...span, kind: 'disclosed', outside: true });
  return {
    lines: await drawnLines(ask, given),
    sent: await drawnEntries(ask, await entries(ask.reader, { ...span, outside: true })),
  };
}

/** The month that is named, else the last one. */
function monthIn(ask: Ask, { month }: Payload): string {
  if (month !== undefined && monthPattern.test(month)) return month;
  return monthsAfter(monthOf(ask.policy.calendar.localDay(ask.now)), -1);
}

async function loadPage(ask: Ask, subject: Payload): Promise<Document | undefined> {
  if (!keepsRecord(ask)) return undefined;
  const month = monthIn(ask, subject);
  const { lines, sent } = await leftIn(ask, month);
  const to = (other: string) => ({
    title: sayMonth(other),
    action: { kind: 'link' as const, label: 'Show', path: `/documents/disclosure.left?month=${other}` },
  });
  return {
    kind: 'page',
    title: `What left the district in ${sayMonth(month)}`,
    subtitle: saysHowMuch({ lines, sent }),
    blocks: [
      { kind: 'list', items: [to(monthsAfter(month, -1)), to(monthsAfter(month, 1))] },
      {
        kind: 'table',
        caption: 'Data about students',
        columns: ['Request', 'On', 'Asked for by', 'Received by', 'Records', 'Ground', 'Authorised by'],
        rows: lines.map((one) => [
          one.line.reference,
          sayDay(one.line.happenedOn),
          askedBy(one),
          receivedBy(one),
          wordsIn(one.words, `disclosed_parts:${one.line.id}`),
          one.line.basis,
          one.names.person(one.line.approvedById),
        ]),
      },
      {
        kind: 'table',
        caption: 'Figures and de-identified files',
        columns: ['Request', 'On', 'To', 'Data', 'How detailed', 'Groups', 'From', 'Until'],
        rows: sent.map((one) => [
          one.entry.reference,
          sayDay(one.entry.sentOn),
          sentTo(one),
          dataOf(one),
          detailOf(ask, one.entry),
          wordsIn(one.words, groupsOf(one.entry.id)),
          one.entry.period.from,
          one.entry.period.until,
        ]),
      },
    ],
    downloads: [{ label: 'As a spreadsheet (CSV)', path: `/documents/disclosure.left-csv?month=${month}` }],
  };
}

function saysHowMuch({ lines, sent }: { lines: readonly unknown[]; sent: readonly unknown[] }): string {
  return `${lines.length} about students, ${sent.length} ${sent.length === 1 ? 'other release' : 'other releases'}`;
}

async function loadFile(ask: Ask, subject: Payload): Promise<Document | undefined> {
  if (!keepsRecord(ask)) return undefined;
  const month = monthIn(ask, subject);
  const { lines, sent } = await leftIn(ask, month);
  return csvFile(
    `left-the-district-${month}.csv`,
    [
      'request',
      'on',
      'about_students',
      'to',
      'what',
      'detail',
      'period_from',
      'period_until',
      'ground',
      'authorised_by',
    ],
    [
      ...lines.map((one) => [
        ...[one.line.reference, one.line.happenedOn.toString(), 'yes', receivedBy(one)],
        ...[wordsIn(one.words, `disclosed_parts:${one.line.id}`), '', '', ''],
        ...[one.line.basis, one.names.person(one.line.approvedById)],
      ]),
      ...sent.map((one) => [
        ...[one.entry.reference, one.entry.sentOn.toString(), 'no', sentTo(one), dataOf(one)],
        ...[detailOf(ask, one.entry), one.entry.period.from, one.entry.period.until, '', ''],
      ]),
    ],
  );
}

export const leftDocuments: readonly DocumentHandler[] = [
  { id: 'disclosure.left', access: 'everyone', load: loadPage },
  { id: 'disclosure.left-csv', access: 'everyone', load: loadFile },
];

/** Nothing for whoever keeps the record no more. */
async function drawLeft(ask: Ask, months: readonly string[]): Promise<Card | undefined> {
  if (!keepsRecord(ask)) return undefined;
  const all = [];
  for (const month of months) {
    const { lines, sent } = await leftIn(ask, month);
    if (lines.length + sent.length > 0) all.push({ month, says: saysHowMuch({ lines, sent }) });
  }
  if (all.length === 0) return undefined;
  return {
    audience: 'person',
    title: `What left the district in ${all.map(({ month }) => sayMonth(month)).join(', ')}`,
    status: { label: 'To look at', tone: 'info' },
    blocks: [
      { kind: 'facts', facts: all.map(({ month, says }) => ({ label: sayMonth(month), value: says })) },
    ],
    actions: all.map(({ month }) => ({
      kind: 'link',
      label: `Open ${sayMonth(month)}`,
      path: `/documents/disclosure.left?month=${month}`,
    })),
  };
}

export const leftNotice: NoticeKind = {
  id: 'disclosure.left',
  render: (ask, { facts }) => drawLeft(ask, Array.isArray(facts.months) ? facts.months.map(String) : []),
};
