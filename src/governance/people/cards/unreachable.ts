/** Who cannot be reached, why and what to do: a card, a page with a row each, and a file for a spreadsheet. */
import type { Person } from '../../../app/person.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Barrier, Cause } from '../rules/unreachable.ts';
import { surfaceNames } from './account.ts';

export interface UnreachableLine {
  readonly person: Person;
  readonly barrier: Barrier;
  /** YYYY-MM-DD, the district's day. */
  readonly since: string | undefined;
}

/** A notice that no message brought. */
export interface LostNotice {
  readonly to: string;
  /** YYYY-MM-DD. */
  readonly on: string;
  /** What it is about, for whoever may see that. */
  readonly about: string | undefined;
  readonly reason: string;
  readonly onWeb: boolean;
}

export interface Unreachable {
  readonly lines: readonly UnreachableLine[];
  readonly lost: readonly LostNotice[];
  /** More were lost than are listed. */
  readonly lostMore: boolean;
  /** Anything goes out here beside the web. */
  readonly sends: boolean;
  readonly byMail: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** A card names no more; the page has all. */
export const mostNamed = 20;
const mostLost = 5;

const nothingGoesOut =
  'Neither Slack nor Teams nor e-mail is connected: everybody is told on the web page alone. Whoever runs Safekeep can connect one.';
const noLinks =
  'E-mail is not set up (SMTP_URL), so nobody can be sent the link that lets them in on the web either.';

export function unreachableCard(all: Unreachable): Card {
  const { lines, lost } = all;
  const count = peopleIn(lines);
  const shown = lost.slice(0, mostLost);
  const more = count > mostNamed;
  return {
    audience: 'person',
    title: 'Who can’t be reached',
    status:
      count === 0
        ? { label: 'Nobody is missing', tone: 'good' }
        : { label: count === 1 ? '1 person' : `${count} people`, tone: 'warning' },
    blocks: [
      ...notes(all),
      ...(lines.length === 0 ? [] : [{ kind: 'list' as const, items: lines.slice(0, mostNamed).map(item) }]),
      ...(more ? [text(`The first ${mostNamed} are shown; the page has everybody.`)] : []),
      ...(shown.length === 0
        ? []
        : ([
            { kind: 'heading', text: 'Not brought by any message, last 30 days' },
            { kind: 'list', items: shown.map(lostItem) },
          ] as const)),
      ...(lost.length > shown.length ? [text('The newest are shown; the page has more.')] : []),
    ],
    actions:
      count > 0 || lost.length > 0
        ? [
            { kind: 'link', label: 'Open the whole list', path: pagePath },
            { kind: 'link', label: 'Download (CSV)', path: filePath },
          ]
        : [],
  };
}

const pagePath = '/documents/people.unreachable';
const filePath = '/documents/people.unreachable-csv';

export function unreachablePage(all: Unreachable): Document {
  const { lines, lost, today } = all;
  return {
    kind: 'page',
    title: 'Who can’t be reached',
    subtitle: `As of ${sayDay(today)}`,
    blocks: [
      ...notes(all),
      {
        kind: 'table',
        caption: 'People',
        columns: ['Name', 'Position', 'Where', 'Since', 'Why', 'What to do', 'Told meanwhile'],
        rows: lines.map((line) => [line.person.name, positionOf(line), ...wordsOf(line)]),
      },
      {
        kind: 'table',
        caption: 'Notices of the last 30 days that no message brought',
        columns: ['To', 'On', 'About', 'Why'],
        rows: lost.map((one) => [one.to, sayDay(one.on), one.about ?? '', whyLost(one)]),
      },
      ...(all.lostMore ? [text(`The newest ${lost.length} notices are listed.`)] : []),
    ],
    downloads: [{ label: 'People as a spreadsheet (CSV)', path: filePath }],
  };
}

export function unreachableFile({ lines, today }: Unreachable): Document {
  return csvFile(
    `unreachable-${today}.csv`,
    ['name', 'email', 'position', 'where', 'since', 'why', 'what_to_do', 'told_meanwhile'],
    lines.map((line) => {
      const [where, , why, toDo, meanwhile] = wordsOf(line);
      const { name, email } = line.person;
      return [name, email ?? '', positionOf(line), where, line.since ?? '', why, toDo, meanwhile];
    }),
  );
}

export function peopleIn(lines: readonly UnreachableLine[]): number {
  return new Set(lines.map(({ person }) => person.id)).size;
}

function notes({ lines, sends, byMail }: Unreachable): Block[] {
  if (!sends) return [{ kind: 'note', tone: 'info', text: nothingGoesOut }];
  if (lines.length === 0) return [text('Everybody who works here can be written to.')];
  if (byMail || !lines.some(({ barrier }) => barrier.meanwhile === 'web')) return [];
  return [{ kind: 'note', tone: 'warning', text: noLinks }];
}

function item(line: UnreachableLine) {
  const [where, since, why, toDo, meanwhile] = wordsOf(line);
  return {
    title: `${line.person.name}: ${where}`,
    detail: `${since ? `Since ${since}: ` : ''}${why} ${toDo} Told meanwhile: ${meanwhile}.`,
    tone: line.barrier.meanwhile === 'web' ? ('danger' as const) : ('warning' as const),
  };
}

function lostItem(one: LostNotice) {
  return {
    title: `${one.to}, ${sayDay(one.on)}${one.about ? `: ${one.about}` : ''}`,
    detail: whyLost(one),
  };
}

function whyLost({ reason, onWeb }: LostNotice): string {
  return onWeb ? `On their web page only. ${reason}` : reason;
}

const meanwhileWords = { slack: 'Slack', teams: 'Teams', email: 'e-mail', web: 'web page only' } as const;

/** Where, since when, why, what to do, how they are told meanwhile. */
function wordsOf({ barrier, since }: UnreachableLine): [string, string, string, string, string] {
  const { cause, meanwhile } = barrier;
  return [
    whereOf(cause),
    since ? sayDay(since) : '',
    whyOf(cause),
    toDoAbout(cause),
    meanwhileWords[meanwhile],
  ];
}

function positionOf({ person }: UnreachableLine): string {
  return [person.jobTitle, person.building].filter(Boolean).join(' · ');
}

function whereOf(cause: Cause): string {
  switch (cause.kind) {
    case 'uninstalled':
    case 'blocked':
    case 'held':
      return surfaceNames[cause.on];
    case 'failed':
      return cause.said.includes('e-mail: ') ? 'E-mail' : 'Last message';
    case 'unknown':
      return 'No account';
    default:
      return assertNever(cause);
  }
}

function whyOf(cause: Cause): string {
  switch (cause.kind) {
    case 'uninstalled':
      return cause.said ?? 'They removed the Safekeep app.';
    case 'blocked':
      return cause.said ?? 'Nothing reaches them there.';
    case 'held':
      return `Their new ${surfaceNames[cause.on]} account waits for a yes.`;
    case 'failed':
      return `Their newest message did not arrive (${cause.said}).`;
    case 'unknown':
      return cause.hasAddress
        ? 'They have never written to Safekeep, and it sends no e-mail here.'
        : 'They have never written to Safekeep, and the roster has no e-mail address for them.';
    default:
      return assertNever(cause);
  }
}

const addInTeams =
  'Ask them to add the Safekeep app in Teams: Apps, search for Safekeep, Add. Or assign it to them in the Teams admin center.';

function toDoAbout(cause: Cause): string {
  switch (cause.kind) {
    case 'uninstalled':
      return cause.on === 'teams'
        ? addInTeams
        : 'Ask them to open Safekeep under Apps in Slack and send it “help”.';
    case 'blocked':
      return cause.on === 'teams'
        ? 'Ask them to add the Safekeep app in Teams (Apps, search for Safekeep, Add), or to unblock it in its chat, and then to send it “help”. If a policy is in the way, ask your Teams administrator.'
        : 'Ask them to open Safekeep under Apps in Slack and send it “help”. If their account was deactivated, ask your Slack administrator.';
    case 'held':
      return 'Decide with /safekeep accounts.';
    case 'failed':
      return 'Correct the address on the roster, or ask them to send “help” to Safekeep in Slack or Teams once.';
    case 'unknown':
      return 'Ask them to send “help” to the Safekeep app in Slack or Teams once, or give the roster their address.';
    default:
      return assertNever(cause);
  }
}

function text(words: string): Block {
  return { kind: 'text', text: words };
}
