/** The register as Human Resources reads it: a card of counts, a page with a row a person, and a file for a spreadsheet. */
import type { Block, Card } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Agreement } from '../../../policy/schema.ts';
import { capital, people, plainName } from '../rules/say.ts';
import type { RegisterState } from '../rules/state-words.ts';
import type { RegisterRow } from '../store/register.ts';
import { signedWords } from './state.ts';

export interface RegisterLine extends RegisterRow {
  readonly state: RegisterState;
  /** When the next signature is due, YYYY-MM-DD. */
  readonly dueOn: string | undefined;
}

export interface Register {
  readonly id: string;
  readonly agreement: Agreement;
  readonly lines: readonly RegisterLine[];
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** A card names no more late people than this; the page has all. */
const mostNamed = 10;

export function registerCard(register: Register): Card {
  const { id, agreement, lines } = register;
  const late = lines.filter((line) => line.state === 'Overdue');
  return {
    audience: 'person',
    title: `${capital(plainName(id, agreement))}: register`,
    status:
      late.length > 0
        ? { label: `${late.length} overdue`, tone: 'danger' }
        : { label: 'Nobody is late', tone: 'good' },
    blocks: [
      { kind: 'facts', facts: countsOf(lines) },
      ...(late.length > 0 ? [{ kind: 'heading' as const, text: 'Overdue' }, lateList(late)] : []),
      ...(late.length > mostNamed
        ? [
            {
              kind: 'text' as const,
              text: `And ${people(late.length - mostNamed)} more: the whole register has all.`,
            },
          ]
        : []),
    ],
    actions: [
      { kind: 'link', label: 'Open the register', path: pathTo('register', id) },
      {
        kind: 'open-form',
        form: 'agreement.paper',
        label: 'Record a paper form',
        subject: { agreement: id },
      },
      { kind: 'link', label: 'Download (CSV)', path: pathTo('register-csv', id) },
      { kind: 'link', label: 'All certificates', path: pathTo('all', id) },
    ],
  };
}

function lateList(late: readonly RegisterLine[]): Block {
  return {
    kind: 'list',
    items: late.slice(0, mostNamed).map((line) => ({
      title: line.name,
      detail: [line.jobTitle, line.dueOn ? `was due ${sayDay(line.dueOn)}` : undefined]
        .filter(Boolean)
        .join(' · '),
      tone: 'danger',
    })),
  };
}

export function registerPage(register: Register): Document {
  const { id, agreement, lines, today } = register;
  return {
    kind: 'page',
    title: `${capital(plainName(id, agreement))}: register`,
    subtitle: `As of ${sayDay(today)}`,
    blocks: [
      { kind: 'facts', facts: countsOf(lines) },
      {
        kind: 'table',
        caption: 'Everybody whom the agreement binds',
        columns: ['Name', 'Position', 'State', 'Signed', 'Due'],
        rows: mostUrgentFirst(lines).map((line) => [
          line.name,
          [line.jobTitle, line.personType, line.building].filter(Boolean).join(' · '),
          line.status === 'leave' ? `${line.state} (on leave)` : line.state,
          line.latest ? signedWords(line.latest) : '',
          line.dueOn ? sayDay(line.dueOn) : '',
        ]),
      },
      { kind: 'note', tone: 'neutral', text: agreement.renew.says },
    ],
    downloads: [
      { label: 'Register as a spreadsheet (CSV)', path: pathTo('register-csv', id) },
      { label: 'Every certificate on one page', path: pathTo('all', id) },
    ],
  };
}

export function registerFile({ id, lines, today }: Register): Document {
  const head = [
    'name',
    'email',
    'position',
    'kind',
    'building',
    'status',
    'state',
    'signed_on',
    'how',
    'version',
    'due_on',
    'rule',
    'paper_kept_at',
    'seal',
  ];
  const rows = lines.map((line) => [
    line.name,
    line.email ?? '',
    line.jobTitle,
    line.personType,
    line.building ?? '',
    line.status,
    line.state,
    line.latest?.signedOn ?? '',
    wayOf(line),
    line.latest ? String(line.latest.version) : '',
    line.dueOn ?? '',
    line.rule ?? '',
    line.latest?.keptAt ?? '',
    line.latest?.seal ?? '',
  ]);
  return csvFile(`${id}-register-${today}.csv`, head, rows);
}

function wayOf(line: RegisterLine): string {
  if (!line.latest) return '';
  return line.latest.way === 'paper' ? 'on paper' : 'electronically';
}

const urgency: readonly RegisterState[] = [
  'Overdue',
  'Missing',
  'Due soon',
  'Signed',
  'Left, agreement kept',
];

/** Within one state by name, as they came. */
function mostUrgentFirst(lines: readonly RegisterLine[]): readonly RegisterLine[] {
  return [...lines].sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state));
}

function countsOf(lines: readonly RegisterLine[]): { label: string; value: string }[] {
  const states: readonly RegisterState[] = [
    'Signed',
    'Due soon',
    'Missing',
    'Overdue',
    'Left, agreement kept',
  ];
  return states
    .map((state) => ({ state, count: lines.filter((line) => line.state === state).length }))
    .filter(({ state, count }) => count > 0 || state === 'Signed' || state === 'Overdue')
    .map(({ state, count }) => ({ label: state, value: people(count) }));
}

function pathTo(page: 'register' | 'register-csv' | 'all', id: string): string {
  return `/documents/agreement.${page}?agreement=${id}`;
}
