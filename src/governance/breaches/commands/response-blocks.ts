/** What the page of an incident says of the answer to it, read for whoever works on it. */
import type { Ask } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Json } from '../../../kernel/hash.ts';
import { channelBlocks } from '../cards/channel.ts';
import { type ResponseParts, responsePage } from '../cards/response-page.ts';
import { teamsChat } from '../rules/group-chat.ts';
import { evidenceOf } from '../store/evidence.ts';
import type { IncidentFile } from '../store/incidents.ts';
import type { TimelineEvent } from '../store/timeline.ts';
import { wantedIn } from './channel-members.ts';
import { workers } from './found.ts';
import { peopleWith } from './tell.ts';

export async function responseBlocks(ask: Ask, file: IncidentFile): Promise<ResponseParts> {
  const { incident, handovers } = file;
  const evidence = await evidenceOf(ask.reader, incident.id);
  const team = await peopleWith(ask, incident, workers);
  const seats = file.channel?.seats ?? [];
  const people = await ask.directory.people(ask.reader, [
    ...team,
    ...seats.map(({ personId }) => personId),
    ...handovers.flatMap(({ fromId, toId }) => [fromId, toId]),
    ...evidence.flatMap(({ custody }) => custody.flatMap(({ holderId }) => holderId ?? [])),
  ]);
  const members = [...team].flatMap((id) => people.get(id) ?? []);
  return responsePage({
    ...{ file, evidence, viewer: ask.actor, now: ask.now },
    team: members.sort((a, b) => a.name.localeCompare(b.name)),
    groupChat: groupChat(ask, members),
    channel: channelBlocks({
      ...{ file, viewer: ask.actor, means: ask.means, team: members },
      reachable: file.channel ? await reachable(ask, file) : new Set(),
      name: (id) => people.get(id)?.name ?? 'Somebody no longer on the roster',
    }),
    name: (id) => (id === undefined ? undefined : people.get(id)?.name),
  });
}

async function reachable(ask: Ask, { incident }: IncidentFile): Promise<ReadonlySet<string>> {
  return new Set((await wantedIn(ask, incident)).team.map(({ personId }) => personId));
}

/** Where Teams is what the district's people are written to by. */
function groupChat(ask: Ask, team: readonly Person[]): string | undefined {
  if (!ask.means?.chats.includes('teams')) return undefined;
  const others = team.filter(({ id }) => id !== ask.actor.id);
  return teamsChat(others.flatMap(({ email }) => email ?? []));
}

/** Whoever a line of the timeline names. */
export function namedIn({ byId, facts }: TimelineEvent): readonly string[] {
  const ids = (value: Json | undefined): readonly string[] =>
    typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap((one) => ids(one)) : [];
  return [
    ...(byId === undefined ? [] : [byId]),
    ...[facts.to, facts.from, facts.with, facts.people, facts.person, facts.proposed].flatMap(ids),
  ];
}
