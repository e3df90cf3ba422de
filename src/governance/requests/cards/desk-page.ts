/** The desk as a page: a table to filter, search and turn the pages of; and as a file. */

import { csvFile } from '../../../chat/csv.ts';
import type { Document, DocumentBlock } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import type { Collection } from '../../inventory/store/collections.ts';
import { type DeskFilter, noLevel, writeDeskFilter } from '../rules/desk-filter.ts';
import { reference } from '../rules/request.ts';
import { deskPath, pathOfLine, type Shown, sayDueOf, standsAt, titleOfLine, toneOf } from './desk.ts';

export interface DeskView {
  readonly plan: DataRequestPolicy;
  readonly filter: DeskFilter;
  /** Those that exist today, by name. */
  readonly collections: readonly Collection[];
  readonly today: string;
  readonly shown: readonly Shown[];
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
}

export function deskDocument(view: DeskView): Document {
  const { shown, total, page, perPage } = view;
  const first = (page - 1) * perPage + 1;
  const range = total > perPage ? `, ${first} to ${first + shown.length - 1} of ${total}` : '';
  return {
    kind: 'page',
    title: 'Data requests',
    subtitle: `As of ${sayDay(view.today)}: ${total === 1 ? '1 request' : `${total} requests`}${view.filter.ended ? '' : ' open'}`,
    blocks: [
      filters(view),
      ...(shown.length === 0
        ? [
            {
              kind: 'text' as const,
              text: 'Nothing that you may see fits. Take a filter away, or search for less.',
            },
          ]
        : [
            {
              kind: 'table' as const,
              caption: `Soonest due first${range}`,
              columns: [
                'Request',
                'What',
                'Stands at',
                'Due',
                'With',
                'Asked by',
                'Data',
                'Risk level',
                'Kind',
              ],
              rows: shown.map((one) => cellsOf(view.plan, one)),
              lines: shown.map((one) => ({ path: pathOfLine(one.line), tone: toneOf(one) })),
            },
          ]),
      ...turning(view),
    ],
    downloads: [{ label: 'As a spreadsheet (CSV)', path: addressOf(view.filter, {}, `${deskPath}-csv`) }],
  };
}

function cellsOf(plan: DataRequestPolicy, shown: Shown): readonly string[] {
  const { line } = shown;
  return [
    reference(line),
    titleOfLine(line),
    standsAt(shown),
    sayDueOf(line),
    line.holder ?? (line.state === 'open' ? 'nobody yet' : ''),
    line.asker,
    line.collections.join(', '),
    line.level === undefined ? 'not set' : (plan.levels[line.level]?.name ?? line.level),
    plan.routes[line.route]?.name ?? line.route,
  ];
}

function filters({ plan, filter, collections }: DeskView): DocumentBlock {
  const option = (value: string, label: string) => ({ value, label });
  return {
    kind: 'filters',
    label: 'Which requests are shown',
    path: deskPath,
    fields: [
      { kind: 'text', name: 'text', label: 'Number or words', value: filter.text },
      {
        kind: 'choice',
        name: 'show',
        label: 'Whose',
        value: filter.show === 'all' ? '' : filter.show,
        options: [
          option('', 'All that I may see'),
          option('mine', 'Waits for me'),
          option('unclaimed', 'I may claim'),
        ],
      },
      {
        kind: 'choice',
        name: 'level',
        label: 'Risk level',
        value: filter.level,
        options: [
          option('', 'Any'),
          option(noLevel, 'Not set'),
          ...Object.entries(plan.levels).map(([id, { name }]) => option(id, name)),
        ],
      },
      {
        kind: 'choice',
        name: 'kind',
        label: 'Kind',
        value: filter.kind,
        options: [
          option('', 'Any'),
          ...Object.entries(plan.routes).map(([id, { name }]) => option(id, name)),
        ],
      },
      {
        kind: 'choice',
        name: 'collection',
        label: 'Data',
        value: filter.collection,
        options: [option('', 'Any'), ...collections.map(({ id, name }) => option(id, name))],
      },
      { kind: 'tick', name: 'late', label: 'Late only', value: filter.late },
      { kind: 'tick', name: 'ended', label: 'Ended ones too', value: filter.ended },
    ],
  };
}

/** The way to the next lines and back. */
function turning({ filter, total, page, perPage }: DeskView): readonly DocumentBlock[] {
  const last = Math.ceil(total / perPage);
  const to = (title: string, number: number, label: string) => ({
    title,
    action: { kind: 'link' as const, label, path: addressOf(filter, { page: String(number) }) },
  });
  const items = [
    ...(page > 1 ? [to(`Page ${page - 1} of ${last}`, page - 1, 'Previous page')] : []),
    ...(page < last ? [to(`Page ${page + 1} of ${last}`, page + 1, 'Next page')] : []),
  ];
  return items.length > 0 ? [{ kind: 'list', items }] : [];
}

export function addressOf(
  filter: DeskFilter,
  more: Readonly<Record<string, string>> = {},
  path = deskPath,
): string {
  const asked = new URLSearchParams({ ...writeDeskFilter(filter), ...more }).toString();
  return asked === '' ? path : `${path}?${asked}`;
}

export function deskFile(plan: DataRequestPolicy, today: string, shown: readonly Shown[]): Document {
  return csvFile(
    `data-requests-${today}.csv`,
    [
      'number',
      'title',
      'stands_at',
      'due_on',
      'late',
      'with',
      'asked_by',
      'data',
      'level',
      'kind',
      'filed_on',
    ],
    shown.map((one) => {
      const { line } = one;
      return [
        ...[reference(line), titleOfLine(line), standsAt(one), line.dueOn ?? '', line.late ? 'yes' : 'no'],
        ...[line.holder ?? '', line.asker, line.collections.join('; '), line.level ?? ''],
        ...[plan.routes[line.route]?.name ?? line.route, line.filedOn],
      ];
    }),
  );
}
