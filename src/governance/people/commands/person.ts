/** `/safekeep person NAME`: somebody on the roster, working here or not, for whoever keeps it. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, Word } from '../../../app/feature.ts';
import { holds, type Person } from '../../../app/person.ts';
import { refused } from '../../../app/replies.ts';
import type { Card } from '../../../chat/card.ts';
import type { Reply } from '../../../chat/interaction.ts';
import { personCard } from '../cards/person.ts';
import { accountKeepers } from '../held.ts';
import { accountsOf } from '../store/accounts.ts';
import { searchPeople } from '../store/directory.ts';
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
  if (!person) return undefined;
  return personCard({
    person,
    supervisor: person.supervisorId ? await ask.directory.person(ask.reader, person.supervisorId) : undefined,
    accounts: await accountsOf(ask.reader, personId),
    obligations: await obligationsOf(ask.reader, personId),
    policy: ask.policy,
    mayChange: holds(ask.actor, 'hr') && ask.actor.id !== personId,
  });
}
