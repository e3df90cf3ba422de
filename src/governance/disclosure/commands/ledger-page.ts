/** The ledger of releases as a page with filters and a file. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { readTexts } from '../../../store/texts.ts';
import { allCollections } from '../../inventory/store/collections.ts';
import { type CaseWords, wordsIn } from '../cards/line.ts';
import { type Entry, entries, groupsOf } from '../store/ledger.ts';
import { type Names, namesFor } from '../store/parties.ts';
import { readsLedger, todayOf } from './surroundings.ts';

/** A page and a file hold no more; the newest come first. */
const mostRows = 20_000;

export interface DrawnEntry {
  readonly entry: Entry;
  readonly names: Names;
  readonly words: CaseWords;
}

export async function drawnEntries(ask: Ask, found: readonly Entry[]): Promise<readonly DrawnEntry[]> {
  const names = await namesFor(ask, {
    people: found.flatMap((one) => [one.askedById, one.sentById, ...one.recipientIds]),
    outsiders: found.map(({ outsiderId }) => outsiderId),
    collections: [...new Set(found.flatMap(({ collectionIds }) => [...collectionIds]))],
  });
  const byKind = new Map<string, Awaited<ReturnType<typeof readTexts>>>();
  for (const kind of new Set(found.map(({ about }) => about.kind))) {
    const ids = found.flatMap(({ about }) => (about.kind === kind ? [about.id] : []));
    byKind.set(kind, await readTexts(ask.reader, kind, [...new Set(ids)]));
  }
  return found.map((entry) => ({
    ...{ entry, names },
    words: byKind.get(entry.about.kind)?.get(entry.about.id) ?? {},
  }));
}

export function sentTo({ entry, names }: DrawnEntry): string {
  const outside = entry.outsiderId === undefined ? [] : [names.outsider(entry.outsiderId)];
  return [...outside, ...entry.recipientIds.map((id) => names.person(id))].join('; ');
}

export function dataOf({ entry, names }: DrawnEntry): string {
  return entry.collectionIds.map((id) => names.collection(id)).join(', ');
}

export function detailOf(ask: Ask, { detail }: Entry): string {
  return ask.policy.pack.data_requests.details.find(({ id }) => id === detail)?.label ?? detail;
}

interface Filter {
  readonly collectionId?: string;
  readonly outside?: boolean;
  readonly from?: string;
  readonly until?: string;
}

/** Of one collection, of a year of sending, or only what went outside. */
function filterOf({ collection, year, outside }: Payload): Filter {
  return {
    ...(collection ? { collectionId: collection } : {}),
    ...(outside === 'yes' ? { outside: true } : {}),
    ...(year && /^\d{4}$/.test(year) ? { from: `${year}-01-01`, until: `${year}-12-31` } : {}),
  };
}

function queryOf({ collection, year, outside }: Payload): string {
  const given = Object.entries({ collection, year, outside }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

async function loadLedger(ask: Ask, subject: Payload): Promise<Document | undefined> {
  if (!readsLedger(ask)) return undefined;
  const drawn = await drawnEntries(ask, await entries(ask.reader, { ...filterOf(subject), limit: mostRows }));
  return {
    kind: 'page',
    title: 'Ledger of releases',
    subtitle: `As of ${sayDay(todayOf(ask))}: ${drawn.length} on this page`,
    blocks: [
      {
        kind: 'text',
        text: 'Figures and de-identified files that were sent: two about the same data and days may tell together what neither tells alone. What identifies students stands in the record of disclosures instead.',
      },
      { kind: 'list', items: await filterItems(ask) },
      {
        kind: 'table',
        caption: 'Newest first',
        columns: [
          'Request',
          'Version',
          'Sent',
          'To',
          'Data',
          'How detailed',
          'Groups',
          'From',
          'Until',
          'Sent by',
          'Called back',
        ],
        rows: drawn.map((one) => [
          one.entry.reference,
          String(one.entry.release.version),
          sayDay(one.entry.sentOn),
          sentTo(one),
          dataOf(one),
          detailOf(ask, one.entry),
          wordsIn(one.words, groupsOf(one.entry.id)),
          one.entry.period.from,
          one.entry.period.until,
          one.names.person(one.entry.sentById),
          one.entry.recalledAt ? sayDay(ask.policy.calendar.localDay(one.entry.recalledAt)) : '',
        ]),
      },
    ],
    downloads: [
      { label: 'As a spreadsheet (CSV)', path: `/documents/disclosure.ledger-csv${queryOf(subject)}` },
    ],
  };
}

async function filterItems(ask: Ask) {
  const show = (title: string, query: Payload) => ({
    title,
    action: { kind: 'link' as const, label: 'Show', path: `/documents/disclosure.ledger${queryOf(query)}` },
  });
  const year = ask.policy.calendar.localDay(ask.now).year;
  const collections = await allCollections(ask.reader);
  return [
    show('Everything', {}),
    show('What went outside the district', { outside: 'yes' }),
    ...[year, year - 1, year - 2].map((one) => show(`Sent in ${one}`, { year: String(one) })),
    ...collections.map(({ id, name }) => show(name, { collection: id })),
  ];
}

async function loadFile(ask: Ask, subject: Payload): Promise<Document | undefined> {
  if (!readsLedger(ask)) return undefined;
  const drawn = await drawnEntries(ask, await entries(ask.reader, { ...filterOf(subject), limit: mostRows }));
  return csvFile(
    `releases-${todayOf(ask)}.csv`,
    [
      ...[
        'request',
        'version',
        'sent_on',
        'to',
        'outside',
        'data',
        'detail',
        'groups',
        'period_from',
        'period_until',
      ],
      ...['sent_by', 'level', 'called_back_on'],
    ],
    drawn.map((one) => [
      ...[one.entry.reference, String(one.entry.release.version), one.entry.sentOn.toString(), sentTo(one)],
      ...[one.entry.outsiderId ? 'yes' : 'no', dataOf(one), detailOf(ask, one.entry)],
      ...[wordsIn(one.words, groupsOf(one.entry.id)), one.entry.period.from, one.entry.period.until],
      ...[one.names.person(one.entry.sentById), one.entry.level ?? ''],
      one.entry.recalledAt ? ask.policy.calendar.localDay(one.entry.recalledAt).toString() : '',
    ]),
  );
}

export const ledgerDocuments: readonly DocumentHandler[] = [
  { id: 'disclosure.ledger', access: 'everyone', load: loadLedger },
  { id: 'disclosure.ledger-csv', access: 'everyone', load: loadFile },
];
