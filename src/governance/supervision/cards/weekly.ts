/** The weekly message: who is late, by how long, when they were last reminded; five names and a page for the rest. */
import type { Action, Block, Card, ListItem } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Policy } from '../../../policy/policy.ts';
import { correctionWords } from '../rules/corrections.ts';
import { isAboutPeople, partName, roleOf } from '../rules/parts.ts';
import { keeperName } from '../rules/rounds.ts';
import { count, sayDue, textBar } from '../rules/say.ts';
import type { LatePerson, Section, ShownList } from '../store/sections.ts';

/** Of each part; everybody stands on the page. */
export const mostNamed = 5;

/** The case that every card of one person's weekly message is about, by the person's id. */
export const weeklyKind = 'weekly';

export interface WeeklyView {
  readonly policy: Policy;
  readonly ownerId: string;
  /** Whose people they are, where somebody else reads. */
  readonly ownerName: string | undefined;
  readonly sections: readonly Section[];
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly until: string;
  /** Settings are offered where somebody asked for the list, not in the weekly message. */
  readonly asked: boolean;
}

export function hasNews({ late, soon, lists }: Section): boolean {
  return late + soon + lists.length > 0;
}

export function weeklyCard(view: WeeklyView): Card {
  const { sections, ownerId, ownerName } = view;
  const news = sections.filter(hasNews);
  return {
    audience: 'person',
    title: ownerName === undefined ? 'Your week: who is late' : `Who is late: the people of ${ownerName}`,
    status: statusOf(news),
    blocks:
      news.length > 0
        ? news.flatMap((section) => sectionBlocks(view, section, news.length > 1))
        : [
            {
              kind: 'text',
              text: `Nobody to tell you about, late or due by ${sayDay(view.until)}. People hear what they owe before you do.`,
            },
          ],
    actions: actionsOf(view, news),
    about: { kind: weeklyKind, id: ownerId },
  };
}

function statusOf(sections: readonly Section[]): NonNullable<Card['status']> {
  const late = sections.reduce((sum, one) => sum + one.late, 0);
  const soon = sections.reduce((sum, one) => sum + one.soon, 0);
  const lists = sections.reduce((sum, one) => sum + one.lists.length, 0);
  if (late > 0) return { label: `${late} late`, tone: 'danger' };
  if (soon > 0) return { label: `${soon} due soon`, tone: 'warning' };
  if (lists > 0) return { label: `${count(lists, 'list')} not confirmed`, tone: 'warning' };
  return { label: 'All is well', tone: 'good' };
}

function sectionBlocks(view: WeeklyView, section: Section, several: boolean): Block[] {
  const { policy, ownerName } = view;
  const heading = several || roleOf(section.kind) !== undefined || section.kind !== 'team';
  const rest = section.late + section.soon - section.listed.length;
  return [
    ...(heading
      ? [{ kind: 'heading', text: partName(policy, section.kind, ownerName) } satisfies Block]
      : []),
    ...(section.late + section.soon > 0
      ? [
          { kind: 'text', text: lengthWords(view, section) } satisfies Block,
          {
            kind: 'list',
            items: section.listed.map((person) => lateItem(policy, person, view.today)),
          } satisfies Block,
        ]
      : []),
    ...(rest > 0
      ? [{ kind: 'text', text: `And ${count(rest, 'other', 'others')}: see the page.` } satisfies Block]
      : []),
    ...(section.lists.length > 0
      ? [
          {
            kind: 'list',
            items: section.lists.slice(0, mostNamed).map((list) => listItem(view, list)),
          } satisfies Block,
        ]
      : []),
  ];
}

function lengthWords({ until }: WeeklyView, section: Section): string {
  const { people, late, soon } = section;
  const counts = [
    ...(late > 0 ? [`${late} late`] : []),
    ...(soon > 0 ? [`${soon} due by ${sayDay(until)}`] : []),
  ].join(', ');
  if (!isAboutPeople(section.kind)) return `${count(people, 'person', 'people')}: ${counts}`;
  const well = people - late - soon;
  return `${textBar(well, people)} ${well} of ${people} have nothing late or due soon: ${counts}`;
}

export function lateItem(policy: Policy, person: LatePerson, today: string): ListItem {
  const late = person.owed.some(({ dueOn }) => dueOn < today);
  return {
    title: person.name,
    detail: [...owedWords(policy, person, today), ...askedWords(person)].join('. '),
    tone: late ? 'danger' : 'warning',
  };
}

/** One sentence a duty. */
export function owedWords(policy: Policy, person: LatePerson, today: string): readonly string[] {
  return person.owed.map(
    ({ duty, dueOn, remindedOn }) =>
      `${policy.pack.duties[duty]?.name ?? duty}: ${sayDue(dueOn, today)}, ${remindedOn ? `last reminded ${sayDay(remindedOn)}` : 'not reminded yet'}`,
  );
}

function askedWords({ asked }: LatePerson): readonly string[] {
  return asked.map(
    (kind) => `Human Resources were told that this person ${correctionWords(kind)}, and have not decided`,
  );
}

export function listItem({ policy, today }: Pick<WeeklyView, 'policy' | 'today'>, list: ShownList): ListItem {
  const what = list.kind === 'annual' ? 'annual report' : 'list of who may see personal data';
  return {
    title: `${list.holder ?? keeperName(policy, list)}: ${what} not confirmed`,
    detail: `As of ${sayDay(list.asOf)}, ${sayDue(list.dueOn, today)}`,
    tone: 'warning',
  };
}

function actionsOf(view: WeeklyView, news: readonly Section[]): readonly Action[] {
  const of = view.ownerId;
  const people = news.some((one) => isAboutPeople(one.kind) && one.late + one.soon > 0);
  return [
    ...(people ? peopleActions(of) : []),
    { kind: 'link', label: 'Open the page', path: `/documents/supervision.weekly?of=${of}` },
    ...(view.asked && view.ownerName === undefined
      ? [
          {
            kind: 'open-form',
            form: 'supervision.weekly-day',
            label: 'Choose the day',
            subject: {},
          } as const,
          { kind: 'open-form', form: 'supervision.stand-in', label: 'Name a stand-in', subject: {} } as const,
        ]
      : []),
  ];
}

export function peopleActions(of: string): readonly Action[] {
  return [
    { kind: 'run', id: 'supervision.remind', label: 'Remind all', payload: { of }, style: 'primary' },
    {
      kind: 'open-form',
      form: 'supervision.correct',
      label: 'Somebody is on leave',
      subject: { of, kind: 'on-leave' },
    },
    {
      kind: 'open-form',
      form: 'supervision.correct',
      label: 'Not my staff',
      subject: { of, kind: 'not-my-staff' },
    },
  ];
}
