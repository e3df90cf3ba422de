/** What people are told of changes on the roster: about themselves, their team, their roles. Drawn from what was kept. */
import type { Ask } from '../../../app/context.ts';
import type { Letter, NoticeKind } from '../../../app/feature.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import type { Reader } from '../../../store/tx.ts';
import { absenceNames, sayDays } from '../cards/away.ts';
import { factsIn, peopleIn, sayFact } from '../cards/history.ts';
import { factNames } from '../rules/facts.ts';
import { absenceById } from '../store/absences.ts';
import { plannedDeparture } from '../store/departures.ts';
import { type Change, changeById } from '../store/history.ts';

async function changeOf(reader: Reader, fact: unknown): Promise<Change | undefined> {
  return typeof fact === 'string' ? changeById(reader, fact) : undefined;
}

async function namesIn(ask: Pick<Ask, 'directory' | 'reader'>, ids: readonly string[]) {
  const people = await ask.directory.people(ask.reader, ids);
  return (id: string) => people.get(id)?.name ?? 'somebody no longer on the roster';
}

/** For whoever it is about, and as a letter to the address that was theirs until then. */
const changed: NoticeKind = {
  id: 'people.changed',
  async render(ask, { facts }) {
    const change = await changeOf(ask.reader, facts.change);
    if (change?.personId !== ask.actor.id) return undefined;
    const nameOf = await namesIn(ask, [...peopleIn(change), ...(change.byId ? [change.byId] : [])]);
    return {
      audience: 'person',
      title: 'Your facts on the roster changed',
      blocks: [
        {
          kind: 'facts',
          facts: factsIn(change).map((fact) => ({
            label: factNames[fact],
            value: `${sayFact(fact, change.before[fact], nameOf)} → ${sayFact(fact, change.after[fact], nameOf)}`,
          })),
        },
        {
          kind: 'note',
          tone: 'neutral',
          text: `Changed by ${change.byId ? nameOf(change.byId) : 'a roster file'}. If it is wrong, please tell Human Resources. What you signed and did stays yours.`,
        },
      ],
      actions: [],
    };
  },
  async letter(scene, { facts }): Promise<Letter | undefined> {
    const change = await changeOf(scene.reader, facts.change);
    const [before, after] = [change?.before.email, change?.after.email];
    if (!change || typeof before !== 'string') return undefined;
    const person = await scene.directory.person(scene.reader, change.personId);
    if (!person) return undefined;
    const { district } = scene.policy.pack.pack;
    return {
      to: before,
      subject: `Your e-mail address in Safekeep, ${district}`,
      blocks: [
        { kind: 'text', text: `Hello ${person.name},` },
        {
          kind: 'text',
          text:
            typeof after === 'string'
              ? 'Human Resources gave you another e-mail address in Safekeep, so nothing is sent to this one any more.'
              : 'Human Resources took this e-mail address off your name in Safekeep.',
        },
        { kind: 'text', text: 'If you did not expect that, please call Human Resources today.' },
      ],
    };
  },
};

/** For the supervisors before and after. */
const team: NoticeKind = {
  id: 'people.team',
  async render(ask, { facts }) {
    const change = await changeOf(ask.reader, facts.change);
    const person = change && (await ask.directory.person(ask.reader, change.personId));
    if (!change || !person) return undefined;
    const { supervisorId: before } = change.before;
    const { supervisorId: after, hireDate } = change.after;
    const me = ask.actor.id;
    if (me !== before && me !== after) return undefined;
    const nameOf = await namesIn(ask, peopleIn(change));
    const hired =
      change.kind === 'hired' && typeof hireDate === 'string' ? ` Hired on ${sayDay(hireDate)}.` : '';
    const text =
      me === after
        ? `${person.name} (${person.jobTitle}) answers to you now.${hired}`
        : `${person.name} does not answer to you any more${typeof after === 'string' ? `, but to ${nameOf(after)}` : ''}.`;
    return sentence(me === after ? 'Somebody joins your team' : 'Somebody leaves your team', [
      { kind: 'text', text },
    ]);
  },
};

/** For whoever takes over the people of somebody who has left. */
const teamMoved: NoticeKind = {
  id: 'people.team.moved',
  async render(ask, { facts }) {
    const from =
      typeof facts.from === 'string' ? await ask.directory.person(ask.reader, facts.from) : undefined;
    const count = Number(facts.people);
    return sentence('More people in your team', [
      {
        kind: 'text',
        text: `${count === 1 ? '1 person' : `${count} people`} who answered to ${from?.name ?? 'somebody who left'} ${count === 1 ? 'answers' : 'answer'} to you now.`,
      },
    ]);
  },
};

/** For whoever is away and their supervisor. */
const away: NoticeKind = {
  id: 'people.away',
  async render(ask, { facts }) {
    const absence =
      typeof facts.absence === 'string' ? await absenceById(ask.reader, facts.absence) : undefined;
    const person = absence && (await ask.directory.person(ask.reader, absence.personId));
    if (!absence || !person || ![person.id, person.supervisorId].includes(ask.actor.id)) return undefined;
    const mine = person.id === ask.actor.id;
    const what = `${absenceNames[absence.kind]} ${sayDays(absence)}`;
    const off = absence.state === 'called-off' ? ' was called off' : '';
    const after =
      mine && !off
        ? ' You are reminded of nothing meanwhile. If it is wrong, please tell Human Resources.'
        : '';
    return sentence(mine ? 'You are away, says the roster' : `${person.name} is away`, [
      { kind: 'text', text: `${what}${off}.${after}` },
    ]);
  },
};

/** For their supervisor. */
const back: NoticeKind = {
  id: 'people.back',
  async render(ask, { facts }) {
    const person =
      typeof facts.person === 'string' ? await ask.directory.person(ask.reader, facts.person) : undefined;
    if (person?.supervisorId !== ask.actor.id || person.status !== 'active') return undefined;
    return sentence(`${person.name} is back at work`, [
      { kind: 'text', text: 'Human Resources say so. What they owe is asked of them again.' },
    ]);
  },
};

/** For somebody whose last day is to come. */
const leaving: NoticeKind = {
  id: 'people.leaving',
  async render(ask) {
    const planned = await plannedDeparture(ask.reader, ask.actor.id);
    const text = planned
      ? `Human Resources have your last day here as ${sayDay(planned.lastDay)}. Your roles and your ways into Safekeep end with it. If that is wrong, please tell them.`
      : 'Human Resources have taken back that you leave.';
    return sentence('Your last day', [{ kind: 'text', text }]);
  },
};

function sentence(title: string, blocks: readonly Block[]): Card {
  return { audience: 'person', title, blocks, actions: [] };
}

export const changeNotices: readonly NoticeKind[] = [changed, team, teamMoved, away, back, leaving];
