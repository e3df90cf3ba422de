/** The page behind the weekly message: everybody who is late or due soon, with filters, a chart and the trend; and as a file. */
import type { Ask } from '../../../app/context.ts';
import type { ListItem, Payload } from '../../../chat/card.ts';
import { csvFile } from '../../../chat/csv.ts';
import type { Document, DocumentBlock } from '../../../chat/document.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Policy } from '../../../policy/policy.ts';
import { hasNews, listItem, peopleActions } from '../cards/weekly.ts';
import { correctionWords } from '../rules/corrections.ts';
import { isAboutPeople, type PartKind, partName } from '../rules/parts.ts';
import { count, sayDue } from '../rules/say.ts';
import type { LatePerson, OwedItem, Section } from '../store/sections.ts';
import { trendOf } from '../store/weekly.ts';
import { lookingOn, type Seat, seatOf } from './surroundings.ts';
import { seatSections } from './weekly.ts';

/** A page and a file hold no more of one part; those who are latest come first. */
const mostRows = 5000;
const trendWeeks = 12;

interface Filter {
  readonly show: 'all' | 'late' | 'soon';
  /** A key of the pack's duties; nothing for all. */
  readonly duty: string | undefined;
}

/** What is not known is no filter. */
function filterOf(policy: Policy, { show, duty }: Payload): Filter {
  return {
    show: show === 'late' || show === 'soon' ? show : 'all',
    duty: duty !== undefined && Object.hasOwn(policy.pack.duties, duty) ? duty : undefined,
  };
}

function fits({ show, duty }: Filter, item: OwedItem, today: string): boolean {
  const late = item.dueOn < today;
  return (show === 'all' || (show === 'late') === late) && (duty === undefined || item.duty === duty);
}

interface Line {
  readonly person: LatePerson;
  readonly item: OwedItem;
}

function linesOf(section: Section, filter: Filter, today: string): readonly Line[] {
  return section.listed.flatMap((person) =>
    person.owed.filter((item) => fits(filter, item, today)).map((item) => ({ person, item })),
  );
}

export async function loadWeekly(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const seat = await seatOf(ask, subject);
  const sections = seat ? await seatSections(ask, seat, mostRows) : [];
  if (!seat || sections.length === 0) return undefined;
  const { policy } = ask;
  const { today } = lookingOn(policy, policy.calendar.localDay(ask.now).toString());
  const filter = filterOf(policy, subject);
  const people = sections.some((one) => isAboutPeople(one.kind) && one.late + one.soon > 0);
  const parts: DocumentBlock[] = [];
  for (const section of sections) parts.push(...(await partBlocks(ask, seat, section, filter, today)));
  return {
    kind: 'page',
    title: seat.standsIn ? `Who is late: the people of ${seat.owner.name}` : 'Who is late',
    subtitle: `As of ${sayDay(today)}${sayFilter(policy, filter)}`,
    blocks: [
      ...(sections.some(hasNews)
        ? []
        : [
            {
              kind: 'text',
              text: 'Nobody to tell you about, late or due soon. People hear what they owe before you do.',
            } as const,
          ]),
      ...(sections.some((one) => one.late + one.soon > 0)
        ? [
            { kind: 'heading', text: 'Show' } as const,
            { kind: 'list', items: filterItems(seat, sections, policy, today) } as const,
          ]
        : []),
      ...(people ? [{ kind: 'list', items: doItems(seat) } as const] : []),
      ...parts,
    ],
    downloads: [{ label: 'As a spreadsheet (CSV)', path: pathOf('weekly-csv', seat, filter) }],
  };
}

function sayFilter(policy: Policy, { show, duty }: Filter): string {
  const shown = { all: '', late: ': late', soon: ': due soon' }[show];
  return duty === undefined ? shown : `${shown}: ${policy.pack.duties[duty]?.name ?? duty}`;
}

function pathOf(page: 'weekly' | 'weekly-csv', { owner }: Seat, { show, duty }: Partial<Filter>): string {
  const more = [...(show && show !== 'all' ? [`&show=${show}`] : []), ...(duty ? [`&duty=${duty}`] : [])];
  return `/documents/supervision.${page}?of=${owner.id}${more.join('')}`;
}

/** Filters are links, so that a view can be kept and sent on. */
function filterItems(
  seat: Seat,
  sections: readonly Section[],
  policy: Policy,
  today: string,
): readonly ListItem[] {
  const all = sections.flatMap(({ listed }) => listed.flatMap(({ owed }) => owed));
  const link = (title: string, filter: Partial<Filter>, amount: number): ListItem => ({
    title,
    detail: count(amount, 'duty', 'duties'),
    action: { kind: 'link', label: 'Show', path: pathOf('weekly', seat, filter) },
  });
  const duties = [...new Set(all.map(({ duty }) => duty))].sort();
  const late = all.filter(({ dueOn }) => dueOn < today).length;
  return [
    link('Everything', {}, all.length),
    link('Late', { show: 'late' }, late),
    link('Due soon', { show: 'soon' }, all.length - late),
    ...duties.map((duty) =>
      link(policy.pack.duties[duty]?.name ?? duty, { duty }, all.filter((one) => one.duty === duty).length),
    ),
  ];
}

function doItems(seat: Seat): readonly ListItem[] {
  const says = [
    'Everybody late or due soon gets one reminder, at most one a day.',
    'Human Resources are asked; until they decide nothing changes.',
    'Human Resources are asked; until they decide nothing changes.',
  ];
  return peopleActions(seat.owner.id).map((action, at) => ({
    title: action.label,
    detail: says[at] ?? '',
    action,
  }));
}

async function partBlocks(
  ask: Ask,
  seat: Seat,
  section: Section,
  filter: Filter,
  today: string,
): Promise<readonly DocumentBlock[]> {
  const { policy } = ask;
  const lines = linesOf(section, filter, today);
  const name = partName(policy, section.kind, seat.standsIn ? seat.owner.name : undefined);
  return [
    { kind: 'heading', text: name },
    ...chart(section),
    ...(await trend(ask, seat.owner.id, section.kind)),
    ...(section.lists.length > 0
      ? [{ kind: 'list', items: section.lists.map((list) => listItem({ policy, today }, list)) } as const]
      : []),
    ...(lines.length > 0
      ? [
          {
            kind: 'table',
            caption: `${name}: ${count(new Set(lines.map(({ person }) => person.id)).size, 'person', 'people')}`,
            columns: ['Name', 'Position', 'Building', 'What', 'Due', 'How late', 'Last reminded', 'Reported'],
            rows: lines.map((line) => cellsOf(policy, line, today)),
          } as const,
        ]
      : []),
  ];
}

function cellsOf(policy: Policy, { person, item }: Line, today: string): readonly string[] {
  return [
    person.name,
    person.jobTitle,
    person.building ?? '',
    policy.pack.duties[item.duty]?.name ?? item.duty,
    sayDay(item.dueOn),
    sayDue(item.dueOn, today),
    item.remindedOn ? sayDay(item.remindedOn) : 'not yet',
    person.asked.map(correctionWords).join('; '),
  ];
}

function chart({ people, late, soon }: Section): readonly DocumentBlock[] {
  if (people === 0) return [];
  const bar = (label: string, value: number, tone: 'good' | 'warning' | 'danger') => ({
    ...{ label, value, of: people, says: `${value} of ${people}`, tone },
  });
  return [
    {
      kind: 'bars',
      caption: 'How it stands',
      bars: [
        bar('Late', late, 'danger'),
        bar('Due soon', soon, 'warning'),
        bar('Nothing late or due soon', people - late - soon, 'good'),
      ],
    },
  ];
}

async function trend(ask: Ask, ownerId: string, kind: PartKind): Promise<readonly DocumentBlock[]> {
  const points = await trendOf(ask.reader, ownerId, kind, trendWeeks);
  if (points.length < 2) return [];
  // As long as the bars above it: 2 of 6 must not look like all of them.
  const most = Math.max(...points.map(({ people }) => people), 1);
  return [
    {
      kind: 'bars',
      caption: 'Late, week by week',
      bars: points.map(({ week, late, people }) => ({
        label: `Week of ${sayDay(week)}`,
        value: late,
        of: most,
        says: `${late} of ${people}`,
        tone: late > 0 ? 'danger' : 'good',
      })),
    },
  ];
}

export async function loadWeeklyFile(ask: Ask, subject: Payload): Promise<Document | undefined> {
  const seat = await seatOf(ask, subject);
  const sections = seat ? await seatSections(ask, seat, mostRows) : [];
  if (!seat || sections.length === 0) return undefined;
  const today = ask.policy.calendar.localDay(ask.now).toString();
  const filter = filterOf(ask.policy, subject);
  return csvFile(
    `late-${today}.csv`,
    ['part', 'name', 'position', 'building', 'duty', 'due_on', 'late', 'last_reminded', 'reported'],
    sections.flatMap((section) =>
      linesOf(section, filter, today).map(({ person, item }) => [
        partName(ask.policy, section.kind),
        person.name,
        person.jobTitle,
        person.building ?? '',
        ask.policy.pack.duties[item.duty]?.name ?? item.duty,
        item.dueOn,
        item.dueOn < today ? 'yes' : 'no',
        item.remindedOn ?? '',
        person.asked.join('; '),
      ]),
    ),
  );
}
