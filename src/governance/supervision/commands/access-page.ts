/** The access-suspension list: who is recommended, what was decided, what IT has still to do; a page, a file, and tasks. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler, Task, Word } from '../../../app/feature.ts';
import { refused } from '../../../app/replies.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document, DocumentBlock } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { accessListCard, decideAction, owedText, switchesNothing } from '../cards/access.ts';
import { count } from '../rules/say.ts';
import {
  type AccessDecision,
  decisionsSince,
  type Recommended,
  toCarryOut,
  toGiveBack,
} from '../store/access.ts';
import { carriesOut, decides, recommendedNow } from './access.ts';
import { isAboutThem, todayOf } from './surroundings.ts';

/** Decisions that have run their course are listed for so long. */
const shownDays = 366;
/** Each bears a form on the page; the rest is in the table. */
const mostButtons = 50;

function looks(ask: Pick<Ask, 'policy' | 'actor'>): boolean {
  return decides(ask) || carriesOut(ask);
}

interface Loaded {
  readonly recommended: readonly Recommended[];
  readonly decisions: readonly AccessDecision[];
  readonly names: ReadonlyMap<string, string>;
}

async function load(ask: Ask): Promise<Loaded> {
  const decisions = await decisionsSince(ask.reader, ask.now.subtract({ hours: 24 * shownDays }));
  const people = await ask.directory.people(
    ask.reader,
    decisions.flatMap(({ personId, decidedById, endedById }) => [
      personId,
      decidedById,
      ...(endedById ? [endedById] : []),
    ]),
  );
  return {
    decisions,
    recommended: await recommendedNow(ask),
    names: new Map([...people.values()].map(({ id, name }) => [id, name])),
  };
}

async function loadPage(ask: Ask): Promise<Document | undefined> {
  if (!looks(ask)) return undefined;
  const { recommended, decisions, names } = await load(ask);
  const today = todayOf(ask);
  const mayDecide = decides(ask);
  const { src } = ask.policy.pack.supervision.access;
  return {
    kind: 'page',
    title: 'Access that may be withheld',
    subtitle: `As of ${sayDay(today)}: ${count(recommended.length, 'person', 'people')} to look at`,
    blocks: [
      { kind: 'note', tone: 'info', text: `${switchesNothing} (${src})` },
      ...(mayDecide ? buttons(ask, recommended) : []),
      {
        kind: 'table',
        caption: 'Recommended, because something is overdue',
        columns: ['Name', 'Position', 'Building', 'What', 'Decided before'],
        rows: recommended.map((one) => [
          one.name,
          one.jobTitle,
          one.building ?? '',
          owedText(ask.policy, one.owed, today),
          one.leftOn ? `left on ${sayDay(one.leftOn)}` : '',
        ]),
      },
      {
        kind: 'table',
        caption: 'Decided',
        columns: [
          'Name',
          'Decision',
          'By',
          'On',
          'Carried out',
          'Given back',
          'By',
          'Given back by IT',
          'Reason',
        ],
        rows: decisions.map((one) => decisionCells(ask, one, names)),
      },
    ],
    downloads: [{ label: 'As a spreadsheet (CSV)', path: '/documents/supervision.access-csv' }],
  };
}

function buttons(ask: Ask, all: readonly Recommended[]): readonly DocumentBlock[] {
  const others = all.filter(({ personId }) => !isAboutThem(ask.actor, personId)).slice(0, mostButtons);
  if (others.length === 0) return [];
  return [
    {
      kind: 'list',
      items: others.map((one) => ({
        title: one.name,
        detail: owedText(ask.policy, one.owed, todayOf(ask)),
        action: decideAction(one.personId),
      })),
    },
  ];
}

function decisionCells(ask: Ask, one: AccessDecision, names: ReadonlyMap<string, string>): readonly string[] {
  const day = (at: AccessDecision['doneAt']) => (at ? ask.policy.calendar.localDay(at).toString() : '');
  return [
    names.get(one.personId) ?? 'Somebody',
    one.decision === 'withhold' ? 'withheld' : `left until ${one.againOn ?? 'further notice'}`,
    names.get(one.decidedById) ?? '',
    day(one.decidedAt),
    day(one.doneAt),
    day(one.endedAt),
    one.endedById ? (names.get(one.endedById) ?? '') : '',
    day(one.endDoneAt),
    one.reason ?? '',
  ];
}

async function loadFile(ask: Ask): Promise<Document | undefined> {
  if (!looks(ask)) return undefined;
  const { recommended, decisions, names } = await load(ask);
  const today = todayOf(ask);
  const empty = ['', '', '', '', '', '', ''];
  return csvFile(
    `access-${today}.csv`,
    [
      'name',
      'state',
      'overdue',
      'decided_by',
      'decided_on',
      'carried_out_on',
      'given_back_on',
      'given_back_by',
      'given_back_by_it_on',
      'reason',
    ],
    [
      ...recommended.map((one) => [one.name, 'recommended', owedText(ask.policy, one.owed, today), ...empty]),
      ...decisions.map((one) => {
        const [name = '', state = '', ...rest] = decisionCells(ask, one, names);
        return [name, state, '', ...rest];
      }),
    ],
  );
}

export const accessDocuments: readonly DocumentHandler[] = [
  { id: 'supervision.access', access: 'everyone', load: loadPage },
  { id: 'supervision.access-csv', access: 'everyone', load: loadFile },
];

export const accessWord: Word = {
  command: 'safekeep',
  word: 'access',
  summary: 'Whose access may be withheld because something is overdue, and what was decided',
  access: 'everyone',
  offered: (policy, actor) => looks({ policy, actor }),
  async run(ask) {
    if (!looks(ask)) return refused('Others look after this. Ask the IT Security Manager.');
    const { recommended, decisions } = await load(ask);
    const { duties } = ask.policy.pack.supervision.access;
    return {
      kind: 'card',
      card: accessListCard({
        ...{ policy: ask.policy, recommended, today: todayOf(ask) },
        withheld: decisions.filter(({ decision, endedAt }) => decision === 'withhold' && !endedAt).length,
        giveBack: (await toGiveBack(ask.reader, duties, todayOf(ask))).length,
        viewerId: decides(ask) ? ask.actor.id : undefined,
      }),
    };
  },
};

/** One line for what is to be decided, one for each thing that IT has to do or to give back. */
export async function accessTasks(ask: Ask): Promise<readonly Task[]> {
  if (!looks(ask)) return [];
  return [...(await decidingTasks(ask)), ...(await itTasks(ask))];
}

async function decidingTasks(ask: Ask): Promise<readonly Task[]> {
  if (!decides(ask)) return [];
  const others = (await recommendedNow(ask)).filter(({ personId }) => !isAboutThem(ask.actor, personId));
  const { duties } = ask.policy.pack.supervision.access;
  const done = (await toGiveBack(ask.reader, duties, todayOf(ask))).filter(
    ({ personId }) => !isAboutThem(ask.actor, personId),
  );
  const people = await ask.directory.people(
    ask.reader,
    done.map(({ personId }) => personId),
  );
  return [
    ...(others.length > 0
      ? [
          {
            list: 'waits-for-me',
            title: `Access may be withheld from ${count(others.length, 'person', 'people')}: decide, or leave it`,
            detail: 'Recommended because something is overdue; nothing happens by itself',
            action: { kind: 'link', label: 'Open the page', path: '/documents/supervision.access' },
          } as const,
        ]
      : []),
    ...done.map(
      ({ id, personId }): Task => ({
        list: 'waits-for-me',
        title: `${people.get(personId)?.name ?? 'Somebody'} has done what was missing: give access back?`,
        action: { kind: 'run', id: 'supervision.access-decision', label: 'Look', payload: { decision: id } },
      }),
    ),
  ];
}

async function itTasks(ask: Ask): Promise<readonly Task[]> {
  if (!carriesOut(ask)) return [];
  const waiting = (await toCarryOut(ask.reader)).filter(({ personId }) => !isAboutThem(ask.actor, personId));
  const people = await ask.directory.people(
    ask.reader,
    waiting.map(({ personId }) => personId),
  );
  return waiting.map((one) => ({
    list: 'waits-for-me',
    title: `${one.endedAt ? 'Give access back to' : 'Switch off the access of'} ${people.get(one.personId)?.name ?? 'somebody'}`,
    detail: 'Do it in your systems, then say so here',
    action: { kind: 'run', id: 'supervision.access-decision', label: 'Look', payload: { decision: one.id } },
  }));
}
