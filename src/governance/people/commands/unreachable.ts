/** `/safekeep unreachable`: who cannot be written to, for those who keep the roster and those who wait for answers. */
import type { Ask, Scene } from '../../../app/context.ts';
import type { DocumentHandler, Word } from '../../../app/feature.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Pack } from '../../../policy/schema.ts';
import { type Unarrived, unarrived } from '../../../store/outbox/read.ts';
import {
  type LostNotice,
  type Unreachable,
  type UnreachableLine,
  unreachableCard,
  unreachableFile,
  unreachablePage,
} from '../cards/unreachable.ts';
import { barriersOf } from '../rules/unreachable.ts';
import { waysIn } from '../store/unreachable.ts';
import { localDay } from '../today.ts';

/** C-11: Human Resources keeps the roster; the two others wait for people's answers. */
const access = {
  byPlan: ({ data_requests: { classify, pii } }: Pack) => ['hr', classify.by, pii.authorised_by],
} as const;

const lookBackDays = 30;
/** A page lists no more notices than this. */
const mostLost = 50;

export const unreachableWord: Word = {
  command: 'safekeep',
  word: 'unreachable',
  summary: 'Who can’t be written to, why, and what to do',
  access,
  run: async (ask) => ({ kind: 'card', card: unreachableCard(await loadUnreachable(ask)) }),
};

export const unreachableDocuments: readonly DocumentHandler[] = [
  { id: 'people.unreachable', access, load: async (ask) => unreachablePage(await loadUnreachable(ask)) },
  { id: 'people.unreachable-csv', access, load: async (ask) => unreachableFile(await loadUnreachable(ask)) },
];

/** Everybody active who can't be reached, by name. */
export async function unreachableLines(scene: Scene): Promise<readonly UnreachableLine[]> {
  const means = scene.means ?? nothingOut;
  return (await waysIn(scene.reader, localDay(scene))).flatMap(({ person, ...ways }) =>
    barriersOf(ways, means).map(
      (barrier): UnreachableLine => ({
        ...{ person, barrier },
        since: barrier.since && scene.policy.calendar.localDay(barrier.since).toString(),
      }),
    ),
  );
}

const nothingOut = { chats: [], email: false };

export async function loadUnreachable(ask: Ask): Promise<Unreachable> {
  const dayOf = (at: Temporal.Instant) => ask.policy.calendar.localDay(at).toString();
  const means = ask.means ?? nothingOut;
  const lines = await unreachableLines(ask);
  const since = ask.now.subtract({ hours: 24 * lookBackDays });
  const lost = await unarrived(ask.reader, since, mostLost + 1);
  return {
    lines: mostUrgentFirst(lines),
    lost: await named(ask, lost.slice(0, mostLost), dayOf),
    lostMore: lost.length > mostLost,
    sends: means.email || means.chats.length > 0,
    byMail: means.email,
    today: localDay(ask).toString(),
  };
}

/** Those whom nothing but the web tells come first; within each, by name, as they came. */
function mostUrgentFirst(lines: readonly UnreachableLine[]): readonly UnreachableLine[] {
  const only = (line: UnreachableLine) => (line.barrier.meanwhile === 'web' ? 0 : 1);
  return [...lines].sort((a, b) => only(a) - only(b));
}

/** What a notice is about is named only to those who may see it; what kind it was, to nobody. */
async function named(
  ask: Ask,
  lost: readonly Unarrived[],
  dayOf: (at: Temporal.Instant) => string,
): Promise<readonly LostNotice[]> {
  const ids = lost.flatMap(({ to }) => ('personId' in to ? [to.personId] : []));
  const people = await ask.directory.people(ask.reader, [...new Set(ids)]);
  const titles = new Map<string, string | undefined>();
  for (const { about } of lost)
    if (about && !titles.has(about.id)) titles.set(about.id, (await ask.house.cardOf(ask, about))?.title);
  return lost.map(({ to, madeAt, about, reason, onWeb }) => ({
    ...{ on: dayOf(madeAt), reason, onWeb },
    to: 'personId' in to ? (people.get(to.personId)?.name ?? 'Somebody') : 'Somebody outside',
    about: about && titles.get(about.id),
  }));
}
