/** `/safekeep person NAME`: somebody on the roster, working here or not, for whoever keeps it. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, Word } from '../../../app/feature.ts';
import { holds, type Person } from '../../../app/person.ts';
import { refused } from '../../../app/replies.ts';
import type { Card } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { peopleIn } from '../cards/history.ts';
import { personCard } from '../cards/person.ts';
import { accountKeepers } from '../held.ts';
import type { PersonFacts } from '../rules/facts.ts';
import { absencesOf } from '../store/absences.ts';
import { accountsOf } from '../store/accounts.ts';
import { plannedDeparture } from '../store/departures.ts';
import { searchPeople } from '../store/directory.ts';
import { factsOf } from '../store/facts.ts';
import { changesOf } from '../store/history.ts';
import { obligationsOf } from '../store/obligations.ts';
import { localDay } from '../today.ts';

const access = { anyOf: accountKeepers };

export const personWord: Word = {
  command: 'safekeep',
  word: 'person',
  takes: 'NAME',
  summary: 'Somebody on the roster: standing, roles, accounts, what they owe',
  access,
  run: find,
};

async function find(ask: Ask, words: string): Promise<Reply> {
  if (words.trim() === '')
    return refused('Type a name, an e-mail address or a job title after it: /safekeep person Ada');
  const found = await searchPeople(ask.reader, localDay(ask), words, 'everyone');
  const only = found.length === 1 ? found[0] : undefined;
  const card = only && (await drawPerson(ask, only.id));
  if (card) return { kind: 'card', card };
  if (found.length === 0)
    return refused('Nobody on the roster matches. Try fewer letters, or the e-mail address.');
  return { kind: 'card', card: several(found) };
}

function several(found: readonly Person[]): Card {
  return {
    audience: 'person',
    title: found.length < 20 ? `${found.length} people match` : 'The first 20 who match',
    blocks: [
      {
        kind: 'list',
        items: found.map((person) => ({
          title: person.name,
          detail: [person.jobTitle, person.building, person.email].filter(Boolean).join(' · '),
          action: { kind: 'run', id: 'people.show', label: 'Show', payload: { person: person.id } },
        })),
      },
    ],
    actions: [],
  };
}

/** Changes nothing; a row of a list can only carry a button. */
export const showPerson: ActionHandler = {
  id: 'people.show',
  access,
  async run(act, payload) {
    const card = await drawPerson(act, payload.person ?? '');
    if (!card) return { kind: 'refused', text: 'Nobody on the roster has this id. Please search again.' };
    return { kind: 'done', text: `Here is ${card.title}.`, card };
  },
};

export async function drawPerson(ask: Ask, personId: string): Promise<Card | undefined> {
  if (!holds(ask.actor, ...accountKeepers)) return undefined;
  const person = await ask.directory.person(ask.reader, personId);
  const facts = person && (await factsOf(ask.reader, personId));
  if (!person || !facts) return undefined;
  const changes = await changesOf(ask.reader, personId, fewChanges);
  const named = await ask.directory.people(ask.reader, [
    ...changes.flatMap((change) => [...peopleIn(change), ...(change.byId ? [change.byId] : [])]),
    ...(person.supervisorId ? [person.supervisorId] : []),
  ]);
  return personCard({
    ...{ person, facts, changes, policy: ask.policy, seen: markOf(facts) },
    supervisor: person.supervisorId ? named.get(person.supervisorId) : undefined,
    accounts: await accountsOf(ask.reader, personId),
    obligations: await obligationsOf(ask.reader, personId),
    absences: await absencesOf(ask.reader, personId),
    leaves: await plannedDeparture(ask.reader, personId),
    nameOf: (id) => named.get(id)?.name ?? 'somebody no longer on the roster',
    mayChange: holds(ask.actor, 'hr') && ask.actor.id !== personId,
  });
}

/** The history page has all of them. */
const fewChanges = 3;

/** What a card saw of the facts when it was drawn. */
export function markOf(facts: PersonFacts): string {
  return sha256(JSON.stringify(facts)).slice(0, 16);
}
