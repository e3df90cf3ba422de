/** FERPA's record as a page, a file, and printable for one request (34 CFR 99.32). */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import {
  askedBy,
  type Drawn,
  factsOfLine,
  kindWords,
  postedWords,
  receivedBy,
  termsWords,
  wordsIn,
} from '../cards/line.ts';
import {
  type Disclosure,
  type DisclosureKind,
  disclosureById,
  disclosures,
  disclosuresOfCase,
  isToPost,
} from '../store/disclosures.ts';
import { drawnLines } from './drawn.ts';
import { caseAddress } from './posted.ts';
import { keepsRecord, todayOf } from './surroundings.ts';

/** A page and a file hold no more; the newest come first. */
const mostRows = 20_000;

const filters: readonly (readonly [string, string, string])[] = [
  ['All', '', ''],
  ['To be posted', 'post', 'open'],
  ...Object.entries(kindWords).map(([kind, label]) => [label, 'kind', kind] as const),
];

function wantedBy(subject: Payload): readonly [string, Parameters<typeof disclosures>[1]] {
  const kind = Object.keys(kindWords).find((one) => one === subject.kind) as DisclosureKind | undefined;
  if (subject.post === 'open') return ['post=open', { toPost: true, limit: mostRows }];
  return kind ? [`kind=${kind}`, { kind, limit: mostRows }] : ['', { limit: mostRows }];
}

async function loadRecord(ask: Ask, subject: Payload): Promise<Document | undefined> {
  if (!keepsRecord(ask)) return undefined;
  const [query, wanted] = wantedBy(subject);
  const lines = await drawnLines(ask, await disclosures(ask.reader, wanted));
  const waiting = lines.filter(({ line }) => isToPost(line)).length;
  return {
    kind: 'page',
    title: 'Record of disclosures of students’ data',
    subtitle: `As of ${sayDay(todayOf(ask))}: ${lines.length} on this page, ${waiting} to be posted`,
    blocks: [
      {
        kind: 'text',
        text: 'Who asked for data that identify students, who was given them, and why (34 CFR 99.32). It names no student: the list of those concerned lies where each line says.',
      },
      {
        kind: 'list',
        items: filters.map(([label, name, value]) => ({
          title: label,
          action: {
            kind: 'link' as const,
            label: 'Show',
            path: `/documents/disclosure.record${name ? `?${name}=${value}` : ''}`,
          },
        })),
      },
      {
        kind: 'table',
        caption: 'Newest first',
        columns: [
          'Request',
          'What',
          'On',
          'Asked for by',
          'Received by',
          'Interest',
          'Records',
          'Whose they are',
          'Ground',
          'Authorised by',
          'In each record',
        ],
        rows: lines.map((drawn) => [
          drawn.line.reference,
          kindWords[drawn.line.kind],
          sayDay(drawn.line.happenedOn),
          askedBy(drawn),
          receivedBy(drawn),
          wordsIn(drawn.words, 'interest'),
          wordsIn(drawn.words, `disclosed_parts:${drawn.line.id}`),
          wordsIn(drawn.words, `student_list:${drawn.line.id}`),
          drawn.line.basis,
          drawn.names.person(drawn.line.approvedById),
          postedWords(drawn),
        ]),
      },
      ...printLinks(lines),
    ],
    downloads: [
      {
        label: 'As a spreadsheet (CSV)',
        path: `/documents/disclosure.record-csv${query ? `?${query}` : ''}`,
      },
    ],
  };
}

/** More would be a page of links. */
const mostLinks = 50;

function printLinks(lines: readonly Drawn[]): Extract<Document, { kind: 'page' }>['blocks'] {
  const firsts = new Map<string, Disclosure>();
  for (const { line } of lines) if (!firsts.has(line.about.id)) firsts.set(line.about.id, line);
  if (firsts.size === 0) return [];
  return [
    { kind: 'heading', text: 'One request, to print' },
    {
      kind: 'list',
      items: [...firsts.values()].slice(0, mostLinks).map(({ id, reference }) => ({
        title: reference,
        action: { kind: 'link', label: 'Open', path: caseAddress(id) },
      })),
    },
  ];
}

async function loadFile(ask: Ask, subject: Payload): Promise<Document | undefined> {
  if (!keepsRecord(ask)) return undefined;
  const lines = await drawnLines(ask, await disclosures(ask.reader, wantedBy(subject)[1]));
  return csvFile(
    `disclosures-${todayOf(ask)}.csv`,
    [
      ...[
        'request',
        'what',
        'on',
        'asked_by',
        'received_by',
        'others_to_see_it',
        'interest',
        'purpose',
        'records',
      ],
      ...[
        'students_listed_in',
        'ground',
        'threat',
        'may_be_passed_on_to',
        'authorised_by',
        'exempt',
        'posted',
      ],
      ...['terms', 'called_back_on', 'recorded_by'],
    ],
    lines.map((drawn) => csvRow(ask, drawn)),
  );
}

function csvRow(ask: Ask, drawn: Drawn): readonly string[] {
  const { line, words, names } = drawn;
  return [
    ...[line.reference, line.kind, line.happenedOn.toString(), askedBy(drawn), receivedBy(drawn)],
    ...['recipients', 'interest', 'purpose'].map((field) => wordsIn(words, field)),
    ...[`disclosed_parts:${line.id}`, `student_list:${line.id}`].map((field) => wordsIn(words, field)),
    ...[line.basis, wordsIn(words, `threat:${line.id}`), wordsIn(words, `passed_on:${line.id}`)],
    ...[names.person(line.approvedById), line.exempt ?? '', postedWords(drawn), termsWords(drawn)],
    line.recalledAt ? ask.policy.calendar.localDay(line.recalledAt).toString() : '',
    names.person(line.recordedById),
  ];
}

async function loadCase(ask: Ask, { line = '' }: Payload): Promise<Document | undefined> {
  const first = keepsRecord(ask) ? await disclosureById(ask.reader, line) : undefined;
  if (!first) return undefined;
  const lines = await drawnLines(ask, await disclosuresOfCase(ask.reader, first.about));
  return {
    kind: 'page',
    title: `Record of disclosure: ${first.reference}`,
    subtitle: `${ask.policy.pack.pack.district}, printed ${sayDay(todayOf(ask))}`,
    blocks: lines.flatMap((drawn) => [
      { kind: 'heading' as const, text: `${kindWords[drawn.line.kind]}, ${sayDay(drawn.line.happenedOn)}` },
      { kind: 'facts' as const, facts: factsOfLine(drawn) },
    ]),
  };
}

export const recordDocuments: readonly DocumentHandler[] = [
  { id: 'disclosure.record', access: 'everyone', load: loadRecord },
  { id: 'disclosure.record-csv', access: 'everyone', load: loadFile },
  { id: 'disclosure.case', access: 'everyone', load: loadCase },
];
