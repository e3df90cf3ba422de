/** The weekly message drawn now, for whoever may see it: as it is delivered, when it is looked at, and when it is asked for. */
import type { Ask } from '../../../app/context.ts';
import type { NoticeKind, Rendering, Word } from '../../../app/feature.ts';
import type { Action, Card } from '../../../chat/card.ts';
import { shortened } from '../../../chat/split-text.ts';
import { hasNews, mostNamed, type WeeklyView, weeklyCard } from '../cards/weekly.ts';
import { isAboutPeople } from '../rules/parts.ts';
import { type Section, sectionsOf } from '../store/sections.ts';
import { standIns } from '../store/stand-ins.ts';
import { latestWeeks } from '../store/weekly.ts';
import { weeklyNotice } from '../weekly-job.ts';
import { lookingOn, type Seat, seatOf, todayOf } from './surroundings.ts';

function viewOf(
  ask: Ask,
  { owner, standsIn }: Seat,
  sections: readonly Section[],
  asked: boolean,
): WeeklyView {
  const looking = lookingOn(ask.policy, todayOf(ask));
  return {
    ...{ policy: ask.policy, ownerId: owner.id, asked, today: looking.today, until: looking.until },
    ownerName: standsIn ? owner.name : undefined,
    sections: standsIn ? sections.filter(({ kind }) => isAboutPeople(kind)) : sections,
  };
}

/** What may be seen of one person's message; `most` people are named in each part. */
export async function seatSections(ask: Ask, seat: Seat, most: number): Promise<readonly Section[]> {
  const looking = lookingOn(ask.policy, todayOf(ask));
  const sections = await sectionsOf(ask.reader, [seat.owner.id], looking, most);
  return seat.standsIn ? sections.filter(({ kind }) => isAboutPeople(kind)) : sections;
}

/** As it stands, even when all is well; nothing for whom it does not concern. */
export async function drawWeekly(ask: Ask, ownerId: string): Promise<Card | undefined> {
  const seat = await seatOf(ask, { of: ownerId });
  if (!seat) return undefined;
  const sections = await seatSections(ask, seat, mostNamed);
  return sections.length > 0 ? weeklyCard(viewOf(ask, seat, sections, true)) : undefined;
}

/** Nothing when all is well by now, when a newer one has come, and for whoever has nothing to do with it any more. */
async function renderAll(wanted: readonly Rendering[]): Promise<readonly (Card | undefined)[]> {
  const [first] = wanted;
  if (!first) return [];
  const { reader, policy } = first.ask;
  const today = todayOf(first.ask);
  const ownerIds = [...new Set(wanted.flatMap(({ caseId }) => caseId ?? []))];
  const sections = await sectionsOf(reader, ownerIds, lookingOn(policy, today), mostNamed);
  const weeks = await latestWeeks(reader, ownerIds);
  const readers = new Map(
    (await standIns(reader, today, { personIds: ownerIds })).map((one) => [one.personId, one]),
  );
  const owners = await first.ask.directory.people(reader, ownerIds);
  return wanted.map(({ ask, caseId = '', facts }) => {
    const owner = owners.get(caseId);
    const newer = (weeks.get(caseId) ?? '') > String(facts.week);
    if (!owner || newer) return undefined;
    const mine = sections.filter(({ ownerId }) => ownerId === caseId);
    return drawFor(ask, { owner, standsIn: ask.actor.id !== owner.id }, mine, readers.get(caseId)?.readerId);
  });
}

/** While somebody stands in, people are theirs to be told of, and what a role is shown stays with its holder. */
function drawFor(
  ask: Ask,
  seat: Seat,
  sections: readonly Section[],
  readerId: string | undefined,
): Card | undefined {
  if (seat.standsIn && readerId !== ask.actor.id) return undefined;
  const own = sections.filter(({ kind }) => seat.standsIn || readerId === undefined || !isAboutPeople(kind));
  const view = viewOf(ask, seat, own, false);
  return view.sections.some(hasNews) ? weeklyCard(view) : undefined;
}

export const weeklyNotices: readonly NoticeKind[] = [
  {
    id: weeklyNotice,
    render: async (ask, { caseId, facts }) =>
      (await renderAll([{ ask, notice: weeklyNotice, caseId, facts }]))[0],
    renderAll,
  },
];

/** One's own people, and the way to those of whomever one stands in for. */
export const digestWord: Word = {
  command: 'safekeep',
  word: 'digest',
  summary: 'Who of your people is late, on which day you are told, who reads it in your place',
  access: 'everyone',
  async run(ask) {
    const standing = await standIns(ask.reader, todayOf(ask), { readerIds: [ask.actor.id] });
    const owners = await ask.directory.people(
      ask.reader,
      standing.map(({ personId }) => personId),
    );
    const links = [...owners.values()].map(
      ({ id, name }): Action => ({
        kind: 'link',
        label: shortened(`People of ${name}`, mostLabel),
        path: `/documents/supervision.weekly?of=${id}`,
      }),
    );
    const own = await drawWeekly(ask, ask.actor.id);
    if (own) return { kind: 'card', card: { ...own, actions: [...own.actions, ...links] } };
    const [only] = standing;
    const others = only && (await drawWeekly(ask, only.personId));
    if (others) return { kind: 'card', card: { ...others, actions: [...others.actions, ...links.slice(1)] } };
    return {
      kind: 'done',
      tone: 'good',
      text: 'Nobody is yours to look after here, so there is no weekly message for you. What you owe yourself is on your list.',
    };
  },
};

/** Fits a button on a telephone. */
const mostLabel = 40;
