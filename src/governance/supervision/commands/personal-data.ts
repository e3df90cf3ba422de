/** Who may see students' personal data, with the reason for each and what was last said about it (R016 (5)). */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Word } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import { refused } from '../../../app/replies.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { reasonWords } from '../rules/reasons.ts';
import { count } from '../rules/say.ts';
import { type Seeing, whoSees } from '../store/access-round.ts';
import { listsOfRound, roundsOf } from '../store/lists.ts';
import { decisionWords } from './list-page.ts';
import { todayOf } from './surroundings.ts';

function keeps(ask: Ask): boolean {
  return holds(ask.actor, ...ask.policy.pack.supervision.personal_data.kept_by);
}

function load(ask: Ask): Promise<readonly Seeing[]> {
  const { roles } = ask.policy.pack.supervision.personal_data;
  return whoSees(ask.reader, roles, { today: todayOf(ask), zone: ask.policy.calendar.zone });
}

function peopleOf(lines: readonly Seeing[]): number {
  return new Set(lines.map(({ personId }) => personId)).size;
}

/** Where the last look through stands, in a sentence. */
async function roundWords(ask: Ask): Promise<string> {
  const [round] = await roundsOf(ask.reader, 'access');
  if (!round) return 'Nobody has looked through it yet.';
  const lists = await listsOfRound(ask.reader, 'access', round.asOf);
  const done = lists.filter(({ confirmedAt }) => confirmedAt).length;
  return `Looked through as of ${sayDay(round.asOf)}: ${done} of ${count(lists.length, 'list')} done${round.completedAt ? '' : `, due ${sayDay(round.dueOn)}`}.`;
}

async function loadPage(ask: Ask): Promise<Document | undefined> {
  if (!keeps(ask)) return undefined;
  const lines = await load(ask);
  const { src } = ask.policy.pack.supervision.personal_data;
  return {
    kind: 'page',
    title: 'Who may see students’ personal data',
    subtitle: `As of ${sayDay(todayOf(ask))}: ${count(peopleOf(lines), 'person', 'people')}`,
    blocks: [
      { kind: 'text', text: `${await roundWords(ask)} (${src})` },
      {
        kind: 'note',
        tone: 'info',
        text: 'From the roster, roles of the plan and the inventory of data collections. It changes no other system.',
      },
      {
        kind: 'table',
        caption: 'Who, and why',
        columns: ['Name', 'Position', 'Building', 'Status', 'Why', 'Last decision', 'By', 'On'],
        rows: lines.map((line) => [
          line.name,
          line.jobTitle,
          line.building ?? '',
          line.onLeave ? 'on leave' : 'active',
          reasonWords(ask.policy, line),
          decisionWords(line),
          line.decidedBy ?? '',
          line.decidedOn ? sayDay(line.decidedOn) : '',
        ]),
      },
    ],
    downloads: [{ label: 'As a spreadsheet (CSV)', path: '/documents/supervision.personal-data-csv' }],
  };
}

async function loadFile(ask: Ask): Promise<Document | undefined> {
  if (!keeps(ask)) return undefined;
  return csvFile(
    `who-may-see-personal-data-${todayOf(ask)}.csv`,
    [
      'name',
      'position',
      'building',
      'status',
      'ground',
      'why',
      'decision',
      'decided_by',
      'decided_on',
      'outcome',
    ],
    (await load(ask)).map((line) => [
      line.name,
      line.jobTitle,
      line.building ?? '',
      line.onLeave ? 'leave' : 'active',
      line.collection ?? 'roster',
      reasonWords(ask.policy, line),
      line.decision ?? '',
      line.decidedBy ?? '',
      line.decidedOn ?? '',
      line.outcome ?? '',
    ]),
  );
}

export const personalDataDocuments: readonly DocumentHandler[] = [
  { id: 'supervision.personal-data', access: 'everyone', load: loadPage },
  { id: 'supervision.personal-data-csv', access: 'everyone', load: loadFile },
];

export const personalDataWord: Word = {
  command: 'safekeep',
  word: 'personal-data',
  summary: 'Who may see students’ personal data, and why',
  access: 'everyone',
  async run(ask) {
    if (!keeps(ask)) return refused('This list is kept by others. Ask the Student Data Manager.');
    const people = peopleOf(await load(ask));
    return {
      kind: 'card',
      card: {
        audience: 'person',
        title: 'Who may see students’ personal data',
        status: { label: count(people, 'person', 'people'), tone: 'info' },
        blocks: [{ kind: 'text', text: await roundWords(ask) }],
        actions: [
          { kind: 'link', label: 'Open the list', path: '/documents/supervision.personal-data' },
          { kind: 'link', label: 'Save as CSV', path: '/documents/supervision.personal-data-csv' },
        ],
      },
    };
  },
};
