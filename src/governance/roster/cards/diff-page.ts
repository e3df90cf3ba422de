/** Every change of an import: a page to read, and a file for a spreadsheet. */
import { csvFile } from '../../../chat/csv.ts';
import type { Document, DocumentBlock } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { defectWords, fieldWords, reasonWords, sayCounts, sayValue } from '../rules/words.ts';
import type { Change, Facts, Kind, ShownDefect } from '../store/changes.ts';
import type { RosterImport } from '../store/imports.ts';
import { defectItems, nameOf } from './import-card.ts';

export interface DiffView {
  readonly found: RosterImport;
  /** The first of each kind. */
  readonly changes: Readonly<Record<Kind, readonly Change[]>>;
  readonly defects: readonly ShownDefect[];
  readonly zone: string;
}

/** A page lists so many of a kind; the file has all. */
export const mostListed = 300;

export function diffPage(view: DiffView): Document {
  const { found, changes, zone } = view;
  const items = defectItems(found);
  return {
    kind: 'page',
    title: `Roster: ${nameOf(found)}`,
    subtitle: `${sayCounts(found.counts)}, read ${sayMoment(found.stagedAt ?? found.begunAt, zone)}`,
    blocks: [
      { kind: 'facts', facts: filesOf(found) },
      ...section(
        'Gone',
        changes.gone,
        found.counts.gone,
        ['Name', 'Title', 'School', 'Why', 'Answer'],
        goneRow,
      ),
      ...section(
        'Changed',
        changes.changed,
        found.counts.changed,
        ['Name', 'What', 'Before', 'After'],
        changedRow,
      ),
      ...section('Back', changes.back, found.counts.back, ['Name', 'What', 'Before', 'After'], changedRow),
      ...section('New', changes.new, found.counts.new, newColumns, newRow),
      ...(items.length > 0
        ? ([
            { kind: 'heading', text: 'What is amiss' },
            { kind: 'list', items },
          ] as const)
        : []),
      ...defectTable(view),
    ],
    downloads: [
      { label: 'Everything as a spreadsheet (CSV)', path: `/documents/roster.diff-csv?import=${found.id}` },
    ],
  };
}

function filesOf({ files, mode, counts }: RosterImport) {
  return [
    {
      label: 'Files',
      value: files
        .map(({ name, encoding }) =>
          encoding === 'utf-8' ? name : `${name} (read as ${encoding}, not UTF-8)`,
        )
        .join(', '),
    },
    {
      label: 'Kind',
      value:
        mode === 'delta' ? 'only what changed (delta)' : 'everybody (bulk): whoever it lacks may be gone',
    },
    { label: 'Rows about staff', value: counts.staff.toLocaleString('en-US') },
  ];
}

function section(
  title: string,
  rows: readonly Change[],
  count: number,
  columns: readonly string[],
  row: (change: Change) => readonly (readonly string[])[],
): readonly DocumentBlock[] {
  if (rows.length === 0) return [];
  const more = count - rows.length;
  return [
    {
      kind: 'table',
      caption: `${title}: ${count.toLocaleString('en-US')}`,
      columns,
      rows: rows.flatMap(row),
    },
    ...(more > 0
      ? [
          {
            kind: 'text',
            text: `And ${more.toLocaleString('en-US')} more: the spreadsheet has all.`,
          } as const,
        ]
      : []),
  ];
}

const newColumns = ['Name', 'Title', 'Kind', 'School', 'Supervisor', 'Hired', 'E-mail'];

function newRow({ name, after }: Change): readonly (readonly string[])[] {
  const of = (field: string) => (after[field] === undefined ? '' : sayValue(field, after[field]));
  const rest = ['jobTitle', 'personType', 'building', 'supervisorId', 'hireDate', 'email'].map(of);
  return [[name, ...rest]];
}

/** A line a field, so that each before stands beside its after. */
function changedRow({ name, before, after, state }: Change): readonly (readonly string[])[] {
  return fieldsOf(after).map((field) => [
    state === 'stale' ? `${name} (not applied: the roster had changed)` : name,
    fieldWords[field] ?? field,
    sayValue(field, before[field]),
    sayValue(field, after[field]),
  ]);
}

const answers: Readonly<Record<string, string>> = {
  proposed: '',
  open: 'waits for an answer',
  left: 'has left',
  kept: 'stays',
  returned: 'is in a later file',
  stale: 'had left already',
};

function goneRow(change: Change): readonly (readonly string[])[] {
  const { name, jobTitle, building, reason, lastDay, state } = change;
  const why = reasonWords[reason ?? ''] ?? '';
  return [
    [
      name,
      jobTitle ?? '',
      building ?? '',
      lastDay ? `${why} (${sayDay(lastDay)})` : why,
      answers[state] ?? state,
    ],
  ];
}

function defectTable({ found, defects }: DiffView): readonly DocumentBlock[] {
  if (defects.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Where',
      columns: ['Who', 'What', 'File', 'Line'],
      rows: defects
        .slice(0, mostListed)
        .map((one) => [
          one.about ?? '',
          defectWords[one.kind]?.says ?? one.kind,
          one.file === undefined ? '' : (found.files[one.file]?.name ?? ''),
          one.line === undefined ? '' : String(one.line),
        ]),
    },
  ];
}

export function fieldsOf(facts: Facts): readonly string[] {
  return Object.keys(fieldWords).filter((field) => field in facts);
}

/** A line a changed field, in the order of the file; a new person is one line. */
export function diffFile(
  found: RosterImport,
  changes: readonly Change[],
  defects: readonly ShownDefect[],
): Document {
  const head = ['kind', 'name', 'person', 'field', 'before', 'after', 'remark'];
  const amiss = defects.map((one) => [
    ...['amiss', one.about ?? '', '', defectWords[one.kind]?.says ?? one.kind, '', ''],
    one.file === undefined ? '' : `${found.files[one.file]?.name ?? ''}, line ${one.line ?? '?'}`,
  ]);
  const day = (found.stagedAt ?? found.begunAt).toString().slice(0, 10);
  return csvFile(`roster-${day}.csv`, head, [...changes.flatMap(fileRows), ...amiss]);
}

function fileRows(change: Change): readonly (readonly string[])[] {
  const { kind, name, personId, after, before, reason, state } = change;
  if (kind === 'gone')
    return [[kind, name, personId, '', '', reasonWords[reason ?? ''] ?? '', answers[state] ?? state]];
  const remark = state === 'stale' ? 'not applied: the roster had changed' : '';
  if (kind === 'new') {
    const facts = fieldsOf(after).map((field) => `${fieldWords[field]}: ${sayValue(field, after[field])}`);
    return [[kind, name, personId, '', '', facts.join('; '), remark]];
  }
  return fieldsOf(after).map((field) => [
    ...[kind, name, personId, fieldWords[field] ?? field],
    ...[sayValue(field, before[field]), sayValue(field, after[field]), remark],
  ]);
}
