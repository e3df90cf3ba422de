/** The numbers of data requests: a few in chat, all of them with charts on a page, and as a file. */
import type { Card } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document, DocumentBlock } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import type { Figures, Period, Report } from '../rules/report.ts';
import { allSteps } from '../rules/workflow.ts';
import { deskPath } from './desk.ts';

const path = '/documents/request.report';

export function reportPath({ from, until }: Period, page = path): string {
  return `${page}?${new URLSearchParams({ from, until })}`;
}

export function reportCard(plan: DataRequestPolicy, report: Report): Card {
  const { all, period } = report;
  return {
    audience: 'person',
    title: 'Data requests in numbers',
    status:
      all.late > 0 ? { label: `${all.late} late`, tone: 'danger' } : { label: 'None late', tone: 'good' },
    blocks: [
      { kind: 'text', text: sayPeriod(period) },
      {
        kind: 'facts',
        facts: [
          { label: 'Open now', value: `${all.open}, of these late: ${all.late}` },
          { label: 'Came in', value: String(all.cameIn) },
          { label: 'Answered', value: String(all.answered) },
          { label: 'From filing to the answer', value: sayMedian(all.medianDays) },
        ],
      },
      ...(report.byLevel.length > 0
        ? [
            {
              kind: 'list' as const,
              items: named(report.byLevel, (one) => levelName(plan, one.level)).map(([name, one]) => ({
                title: name,
                detail: `${one.open} open, ${one.late} late; ${one.answered} answered, ${sayMedian(one.medianDays)}`,
              })),
            },
          ]
        : []),
    ],
    actions: [{ kind: 'link', label: 'Open the report', path: reportPath(period) }],
  };
}

export function reportPage(plan: DataRequestPolicy, report: Report): Document {
  const { all, period, steps, months } = report;
  const levels = named(report.byLevel, (one) => levelName(plan, one.level));
  const kinds = named(report.byKind, (one) => plan.routes[one.kind]?.name ?? one.kind);
  return {
    kind: 'page',
    title: 'Data requests in numbers',
    subtitle: sayPeriod(period),
    blocks: [
      {
        kind: 'filters',
        label: 'Which time is counted',
        path,
        fields: [
          { kind: 'date', name: 'from', label: 'From', value: period.from },
          { kind: 'date', name: 'until', label: 'Until', value: period.until },
        ],
      },
      {
        kind: 'facts',
        facts: [
          { label: 'Open now', value: String(all.open) },
          { label: 'Late now', value: String(all.late) },
          { label: 'Came in', value: String(all.cameIn) },
          { label: 'Answered', value: String(all.answered) },
          { label: 'Ended otherwise', value: String(all.endedOtherwise) },
          { label: 'From filing to the answer', value: sayMedian(all.medianDays) },
        ],
      },
      ...openBars('Open now, by risk level', levels),
      ...openBars('Open now, by kind of requester', kinds),
      ...bars('Came in, month by month', months, ({ month, cameIn, answered }) => ({
        label: month,
        value: cameIn,
        says: `${cameIn}; ${answered} answered`,
      })),
      ...bars('Days that a step takes, half of them less', steps, ({ step, medianDays, done }) => ({
        label: stepName(plan, step),
        value: medianDays,
        says: `${sayDays(medianDays)}, of ${done}`,
      })),
      table('By risk level', 'Risk level', levels),
      table('By kind of requester', 'Kind', kinds),
      {
        kind: 'table',
        caption: 'Steps done in this time, without the days in which the requester was asked',
        columns: ['Step', 'Done', 'Done late', 'Median'],
        rows: steps.map((one) => [
          stepName(plan, one.step),
          String(one.done),
          String(one.late),
          sayDays(one.medianDays),
        ]),
      },
      {
        kind: 'list',
        items: [
          {
            title: 'What is late now',
            action: { kind: 'link', label: 'Show', path: `${deskPath}?late=yes` },
          },
        ],
      },
    ],
    downloads: [{ label: 'As a spreadsheet (CSV)', path: reportPath(period, `${path}-csv`) }],
  };
}

export function reportFile(plan: DataRequestPolicy, report: Report): Document {
  const line = (part: string, name: string, one: Figures) => [
    ...[part, name, one.open, one.late, one.cameIn, one.answered, one.endedOtherwise].map(String),
    one.medianDays === undefined ? '' : one.medianDays.toFixed(2),
  ];
  return csvFile(
    `data-requests-${report.period.from}-${report.period.until}.csv`,
    ['part', 'name', 'open_now', 'late', 'came_in', 'answered', 'ended_otherwise', 'median_days'],
    [
      line('all', '', report.all),
      ...named(report.byLevel, (one) => levelName(plan, one.level)).map(([name, one]) =>
        line('level', name, one),
      ),
      ...named(report.byKind, (one) => plan.routes[one.kind]?.name ?? one.kind).map(([name, one]) =>
        line('kind', name, one),
      ),
      ...report.steps.map((one) => [
        ...['step', stepName(plan, one.step), '', String(one.late), '', String(one.done), ''],
        one.medianDays.toFixed(2),
      ]),
      ...report.months.map((one) => [
        'month',
        one.month,
        '',
        '',
        String(one.cameIn),
        String(one.answered),
        '',
        '',
      ]),
    ],
  );
}

function named<One extends Figures>(
  all: readonly One[],
  nameOf: (one: One) => string,
): readonly [string, One][] {
  return all.map((one): [string, One] => [nameOf(one), one]).sort(([a], [b]) => a.localeCompare(b));
}

function levelName(plan: DataRequestPolicy, level: string | undefined): string {
  return level === undefined ? 'No risk level' : (plan.levels[level]?.name ?? level);
}

/** The same step has the same name in every level, but for a word or two. */
function stepName(plan: DataRequestPolicy, step: string): string {
  return allSteps(plan).find(({ id }) => id === step)?.name ?? step;
}

function sayPeriod({ from, until }: Period): string {
  return `From ${sayDay(from)} until ${sayDay(until)}`;
}

function sayMedian(days: number | undefined): string {
  return days === undefined ? 'none answered' : `half of them in ${sayDays(Math.max(days, 0.1))} or less`;
}

function sayDays(days: number): string {
  return `${days.toFixed(1)} days`;
}

function openBars(caption: string, all: readonly [string, Figures][]): readonly DocumentBlock[] {
  return bars(caption, all, ([label, { open, late }]) => ({
    label,
    value: open,
    says: late > 0 ? `${open}, ${late} late` : String(open),
    ...(late > 0 ? { tone: 'danger' as const } : {}),
  }));
}

type Bar = Omit<Extract<DocumentBlock, { kind: 'bars' }>['bars'][number], 'of'>;

function bars<One>(caption: string, all: readonly One[], barOf: (one: One) => Bar): readonly DocumentBlock[] {
  const drawn = all.map(barOf);
  if (drawn.length === 0) return [];
  const of = Math.max(...drawn.map(({ value }) => value));
  return [{ kind: 'bars', caption, bars: drawn.map((bar) => ({ ...bar, of })) }];
}

function table(caption: string, first: string, all: readonly [string, Figures][]): DocumentBlock {
  return {
    kind: 'table',
    caption,
    columns: [first, 'Open now', 'Late', 'Came in', 'Answered', 'Ended otherwise', 'To the answer'],
    rows: all.map(([name, one]) => [
      name,
      ...[one.open, one.late, one.cameIn, one.answered, one.endedOtherwise].map(String),
      sayMedian(one.medianDays),
    ]),
  };
}
