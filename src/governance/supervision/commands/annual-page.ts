/** The annual report as the IT Security Manager reads it: who has confirmed, who lacks what, and whether it adds up (R056). */
import type { Ask } from '../../../app/context.ts';
import type { Payload } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document, DocumentBlock } from '../../../chat/document.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { keeperName } from '../rules/rounds.ts';
import { count, sayDue } from '../rules/say.ts';
import { linesOf, type Reconciled, reconcile } from '../store/annual.ts';
import { type List, listsOfRound, type Round, roundsOf } from '../store/lists.ts';
import { dutyColumns } from './list-page.ts';
import { readsReport } from './lists.ts';
import { todayOf } from './surroundings.ts';

interface Report {
  readonly round: Round;
  readonly earlier: readonly Round[];
  readonly lists: readonly List[];
  readonly counted: Reconciled;
}

export async function loadAnnual(ask: Ask, asOf: string | undefined): Promise<Report | undefined> {
  if (!readsReport(ask)) return undefined;
  const rounds = await roundsOf(ask.reader, 'annual');
  const round = asOf === undefined ? rounds[0] : rounds.find((one) => one.asOf === asOf);
  if (!round) return undefined;
  return {
    round,
    earlier: rounds.filter((one) => one !== round),
    lists: await listsOfRound(ask.reader, 'annual', round.asOf),
    counted: await reconcile(ask.reader, round.asOf),
  };
}

/** The roster's own count of that day against the lines of all lists. */
export function addsUp({ round, counted }: Report): boolean {
  return round.active === counted.active && round.onLeave === counted.onLeave;
}

const partNames: Readonly<Record<string, string>> = {
  supervisor: 'In supervisors’ lists',
  board: 'In the board’s list',
  nobody: 'In nobody’s list (Human Resources confirm it)',
};

function checkBlocks(report: Report): readonly DocumentBlock[] {
  const { round, counted } = report;
  const total = round.active + round.onLeave;
  const listed = counted.active + counted.onLeave;
  return [
    { kind: 'heading', text: 'Does it add up?' },
    {
      kind: 'facts',
      facts: [
        {
          label: `On the roster on ${sayDay(round.asOf)}`,
          value: `${total}: ${round.active} active, ${round.onLeave} on leave`,
        },
        ...Object.entries(partNames).map(([part, label]) => ({
          label,
          value: String(counted.parts[part] ?? 0),
        })),
        { label: 'In all lists', value: `${listed}: ${counted.active} active, ${counted.onLeave} on leave` },
      ],
    },
    addsUp(report)
      ? { kind: 'note', tone: 'good', text: 'It adds up: everybody stands in exactly one list.' }
      : {
          kind: 'note',
          tone: 'danger',
          text: `It does not add up: ${Math.abs(total - listed)} people differ. Please tell whoever runs Safekeep.`,
        },
  ];
}

export async function loadReport(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const report = await loadAnnual(ask, subject.as_of);
  if (!report) return undefined;
  const { round, lists, counted, earlier } = report;
  const confirmed = lists.filter(({ confirmedAt }) => confirmedAt).length;
  return {
    kind: 'page',
    title: `Annual report as of ${sayDay(round.asOf)}`,
    subtitle: round.completedAt
      ? `Complete: the last list was confirmed on ${sayMoment(round.completedAt, ask.policy.calendar.zone)}`
      : `${confirmed} of ${count(lists.length, 'list')} confirmed; due ${sayDay(round.dueOn)}`,
    blocks: [
      ...lateOpening(ask, round),
      {
        kind: 'bars',
        caption: 'Where it stands',
        bars: [
          {
            label: 'Lists confirmed',
            value: confirmed,
            of: lists.length,
            says: `${confirmed} of ${lists.length}`,
            tone: 'good',
          },
          {
            label: 'People who lack something',
            value: counted.incomplete,
            of: counted.active + counted.onLeave,
            says: `${counted.incomplete} of ${counted.active + counted.onLeave}`,
            tone: 'danger',
          },
        ],
      },
      ...checkBlocks(report),
      await listTable(ask, lists),
      await incompleteTable(ask, round.asOf),
      ...(earlier.length > 0
        ? [
            { kind: 'heading', text: 'Earlier years' } as const,
            {
              kind: 'list',
              items: earlier.map(({ asOf }) => ({
                title: `As of ${sayDay(asOf)}`,
                action: {
                  kind: 'link',
                  label: 'Open',
                  path: `/documents/supervision.annual?as_of=${asOf}`,
                } as const,
              })),
            } as const,
          ]
        : []),
    ],
    downloads: [
      { label: 'As a spreadsheet (CSV)', path: `/documents/supervision.annual-csv?as_of=${round.asOf}` },
    ],
  };
}

/** The program was down, or reminders were off: said, because the status of those on leave is that of the opening. */
function lateOpening(ask: Ask, round: Round): readonly DocumentBlock[] {
  const openedOn = ask.policy.calendar.localDay(round.openedAt).toString();
  if (openedOn === round.asOf) return [];
  return [
    {
      kind: 'note',
      tone: 'warning',
      text: `It was opened on ${sayDay(openedOn)}. Who was employed, and what was done, stands as of ${sayDay(round.asOf)}; who was on leave, and whose supervisor was whose, as of the opening.`,
    },
  ];
}

async function listTable(ask: Ask, lists: readonly List[]): Promise<DocumentBlock> {
  const today = todayOf(ask);
  const people = await ask.directory.people(
    ask.reader,
    lists.flatMap(({ holderId, confirmedById }) => [holderId ?? [], confirmedById ?? []].flat()),
  );
  const name = (id: string | undefined) => (id && people.get(id)?.name) || 'somebody';
  const who = (list: List) => (list.holderId ? name(list.holderId) : keeperName(ask.policy, list));
  const sorted = [...lists].sort(
    (a, b) =>
      Number(a.confirmedAt !== undefined) - Number(b.confirmedAt !== undefined) ||
      who(a).localeCompare(who(b)),
  );
  return {
    kind: 'table',
    caption: 'Who has confirmed',
    columns: ['Who', 'About', 'People', 'Incomplete', 'State'],
    rows: sorted.map((list) => [
      who(list),
      {
        supervisor: 'their people',
        owner: 'their people',
        board: 'board members',
        nobody: 'people without a supervisor',
      }[list.part],
      String(list.people),
      String(list.incomplete),
      list.confirmedAt
        ? `confirmed ${sayDay(ask.policy.calendar.localDay(list.confirmedAt))} by ${name(list.confirmedById)}`
        : `not confirmed, ${sayDue(list.dueOn, today)}`,
    ]),
  };
}

async function incompleteTable(ask: Ask, asOf: string): Promise<DocumentBlock> {
  const lines = (await linesOf(ask.reader, { asOf })).filter(({ incomplete }) => incomplete);
  const columns = dutyColumns(ask);
  return {
    kind: 'table',
    caption: `Who lacks something: ${lines.length}`,
    columns: ['Name', 'Position', 'Status', ...columns.map(({ name }) => name), 'Remark'],
    rows: lines.map((line) => [
      line.name,
      line.jobTitle,
      line.status === 'leave' ? 'on leave' : 'active',
      ...columns.map(({ duty }) => line.standing[duty]?.state ?? 'not owed'),
      line.remark ?? '',
    ]),
  };
}

/** Everybody's line, complete or not: what the counts are counted over. */
export async function loadReportFile(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const report = await loadAnnual(ask, subject.as_of);
  if (!report) return undefined;
  const { round, lists } = report;
  const byId = new Map(lists.map((list) => [list.id, list]));
  const holders = await ask.directory.people(
    ask.reader,
    lists.flatMap(({ holderId }) => holderId ?? []),
  );
  const duties = dutyColumns(ask).map(({ duty }) => duty);
  const head = [
    'name',
    'position',
    'kind',
    'building',
    'status',
    'list',
    'holder',
    'confirmed_on',
    'incomplete',
  ];
  return csvFile(
    `annual-report-${round.asOf}.csv`,
    [...head, ...duties.flatMap((duty) => [duty, `${duty}_due_on`]), 'remark'],
    (await linesOf(ask.reader, { asOf: round.asOf })).map((line) => {
      const list = byId.get(line.listId);
      return [
        line.name,
        line.jobTitle,
        line.personType,
        line.building ?? '',
        line.status,
        list?.part ?? '',
        list?.holderId ? (holders.get(list.holderId)?.name ?? '') : '',
        list?.confirmedAt ? ask.policy.calendar.localDay(list.confirmedAt).toString() : '',
        line.incomplete ? 'yes' : 'no',
        ...duties.flatMap((duty) => [
          line.standing[duty]?.state ?? 'not-owed',
          line.standing[duty]?.dueOn ?? '',
        ]),
        line.remark ?? '',
      ];
    }),
  );
}
