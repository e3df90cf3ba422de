/** The coverage map: each collection with its data stewards, and where too few of them can be reached. */
import type { Card } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Coverage, Keeper } from '../rules/coverage.ts';

export const coveragePath = '/documents/request.coverage';

export interface CoverageView {
  readonly all: readonly Coverage[];
  readonly gaps: readonly Coverage[];
  readonly least: number;
  readonly today: string;
  /** Each collection leads to the form that names its stewards. */
  readonly mayName: boolean;
}

const mostInChat = 12;

const whatToDo =
  'Name another data steward for it in the inventory, or ask those it has to connect an account: quality assurance is another steward’s (003 §5.3.2.2).';

export function sayGap({ collection, reachable }: Coverage, least: number): string {
  const who = reachable === 0 ? 'No data steward' : `Only ${reachable} of ${least} data stewards`;
  return `${who} of ${collection} can be reached`;
}

export function coverageCard({ all, gaps, least }: CoverageView): Card {
  const shown = gaps.slice(0, mostInChat);
  return {
    audience: 'person',
    title: 'Who stewards which data',
    status:
      gaps.length === 0
        ? { label: 'All covered', tone: 'good' }
        : { label: `${gaps.length} of ${all.length} lack stewards`, tone: 'danger' },
    blocks:
      gaps.length === 0
        ? [
            {
              kind: 'text',
              text: `Each of ${all.length} collections has at least ${least} data stewards who can be reached.`,
            },
          ]
        : [
            {
              kind: 'list',
              items: shown.map((one) => ({
                title: sayGap(one, least),
                detail: sayKeepers(one),
                tone: 'danger' as const,
              })),
            },
            ...(gaps.length > shown.length
              ? [{ kind: 'text' as const, text: `And ${gaps.length - shown.length} more on the web page.` }]
              : []),
            { kind: 'text', text: whatToDo },
          ],
    actions: [{ kind: 'link', label: 'Open the map', path: coveragePath }],
  };
}

export function coveragePage({ all, gaps, least, today, mayName }: CoverageView): Document {
  const isGap = new Set(gaps);
  return {
    kind: 'page',
    title: 'Who stewards which data',
    subtitle: `As of ${sayDay(today)}: ${gaps.length} of ${all.length} collections lack stewards`,
    blocks: [
      ...(gaps.length > 0 ? [{ kind: 'note' as const, tone: 'danger' as const, text: whatToDo }] : []),
      {
        kind: 'table',
        caption: `Each needs ${least} who are here and can be reached`,
        columns: ['Collection', 'System', 'Data stewards', 'Can be reached', 'Enough?'],
        rows: all.map((one) => [
          one.collection,
          one.system,
          sayKeepers(one),
          `${one.reachable} of ${least}`,
          isGap.has(one) ? 'No: too few' : 'Yes',
        ]),
        lines: all.map((one) => ({
          ...(mayName ? { path: `/forms/inventory.stewards?p.collection=${one.collectionId}` } : {}),
          ...(isGap.has(one) ? { tone: 'danger' as const } : {}),
        })),
      },
    ],
    downloads: [{ label: 'As a spreadsheet (CSV)', path: `${coveragePath}-csv` }],
  };
}

/** A line for each steward; a collection that has none has a line of its own. */
export function coverageFile({ all, gaps, today }: CoverageView): Document {
  const isGap = new Set(gaps);
  return csvFile(
    `coverage-${today}.csv`,
    ['collection', 'system', 'steward', 'in_place_of', 'status', 'reachable', 'enough'],
    all.flatMap((one) => {
      const enough = isGap.has(one) ? 'no' : 'yes';
      if (one.keepers.length === 0) return [[one.collection, one.system, '', '', '', '', enough]];
      return one.keepers.map(({ name, forName, status, reachable }) => [
        ...[one.collection, one.system, name, forName ?? '', status, reachable ? 'yes' : 'no', enough],
      ]);
    }),
  );
}

function sayKeepers({ keepers }: Coverage): string {
  return keepers.map(sayKeeper).join('; ') || 'nobody named yet';
}

function sayKeeper({ name, status, reachable, forName }: Keeper): string {
  const who = forName ? `${name} (for ${forName})` : name;
  if (status === 'left') return `${who}, left`;
  if (status === 'leave') return `${who}, away`;
  return reachable ? who : `${who}, not reached by messages`;
}
