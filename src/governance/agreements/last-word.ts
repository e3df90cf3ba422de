/** R047: whoever leaves is written once more what outlives the employment; by mail, by chat, or by hand. */
import type { Act, Ask, Scene, Sweep } from '../../app/context.ts';
import type { ActionHandler, DocumentHandler, NoticeKind, Parting, Task } from '../../app/feature.ts';
import { holds } from '../../app/person.ts';
import { roleName } from '../../policy/policy.ts';
import { lastDeparture } from '../people/store/departures.ts';
import { type LastWord, lastWordBlocks } from './cards/last-word.ts';
import { plainName } from './rules/say.ts';
import { oneLine, readText } from './rules/text.ts';
import { givenByHand, hasOpenAccount, lastWordId, unwritten } from './store/last-word.ts';
import { signaturesOf } from './store/signatures.ts';

/** Mail where there is an address, else the chat account before it is let go; else Human Resources do it by hand. */
export async function onPersonLeft(act: Act | Sweep, personId: string): Promise<Parting> {
  const word = await wordFor(act, personId);
  if (!word) return {};
  const about = { kind: 'person', id: personId };
  if (act.means?.email && (await addressOf(act, personId)) !== undefined) {
    act.tx.notify({ notice: lastWordId, about, to: { outsiderId: personId } });
    return {};
  }
  if (!(await hasOpenAccount(act.tx, personId, act.means?.chats ?? []))) return {};
  act.tx.notify({ notice: lastWordId, about, to: { personId } });
  return { lastWord: true };
}

/** Nothing for somebody who is here, and for whoever never signed it. */
async function wordFor(scene: Scene, personId: string): Promise<LastWord | undefined> {
  const { policy, reader } = scene;
  const { outlives } = policy.pack.lifecycle.departure;
  const agreement = outlives && policy.pack.agreements[outlives.agreement];
  const person = await scene.directory.person(reader, personId);
  if (!agreement || person?.status !== 'left') return undefined;
  const signatures = await signaturesOf(reader, policy.calendar, outlives.agreement, personId);
  const signed =
    signatures.find(({ initials }) => outlives.line in initials) ??
    signatures.find(({ way }) => way === 'paper');
  // What lies on paper is not kept here, so the plan's own words stand for it.
  const groups = signed?.way === 'paper' ? agreement.groups : readText(signed?.text ?? '').groups;
  const clause = groups.flatMap(({ lines }) => [...lines]).find(({ id }) => id === outlives.line);
  if (!signed || !clause) return undefined;
  const holders = await scene.directory.holders(reader, outlives.permission_by);
  return {
    ...{ name: person.name, district: policy.pack.pack.district, signedOn: signed.signedOn },
    lastDay: (await lastDeparture(reader, personId))?.lastDay,
    agreement: plainName(outlives.agreement, agreement),
    clause: oneLine(clause.text),
    onPaper: signed.way === 'paper',
    src: outlives.src,
    permission: {
      role: roleName(policy, outlives.permission_by),
      names: holders.map(({ name, email }) => (email ? `${name}, ${email}` : name)),
    },
    keeper: roleName(policy, agreement.record_owner),
  };
}

/** Their own before the district's, which may be closed by now. */
async function addressOf(scene: Scene, personId: string): Promise<string | undefined> {
  const own = (await lastDeparture(scene.reader, personId))?.letterTo;
  return own ?? (await scene.directory.person(scene.reader, personId))?.email;
}

export const lastWordNotice: NoticeKind = {
  id: lastWordId,
  lastWord: true,
  async render(ask, { caseId }) {
    const word = caseId === ask.actor.id ? await wordFor(ask, ask.actor.id) : undefined;
    if (!word) return undefined;
    return {
      audience: 'person',
      title: 'What goes on after you leave',
      blocks: lastWordBlocks(word),
      actions: [],
    };
  },
  async letter(scene, { outsiderId }) {
    const to = await addressOf(scene, outsiderId);
    const word = await wordFor(scene, outsiderId);
    if (!to || !word) return undefined;
    return { to, subject: `What goes on after you leave ${word.district}`, blocks: lastWordBlocks(word) };
  },
};

/** To print, for whoever can't be written to. */
export const lastWordDocument: DocumentHandler = {
  id: lastWordId,
  access: { anyOf: ['hr'] },
  async load(ask, { person = '' }) {
    const word = await wordFor(ask, person);
    return (
      word && {
        kind: 'page',
        title: 'What goes on after you leave',
        subtitle: word.name,
        blocks: lastWordBlocks(word),
      }
    );
  },
};

/** Older ones are not brought up any more: calendar days. */
const shownDays = 60;

export async function unwrittenTasks(ask: Ask): Promise<readonly Task[]> {
  const { outlives } = ask.policy.pack.lifecycle.departure;
  if (!outlives || !holds(ask.actor, 'hr')) return [];
  const since = ask.now.subtract({ hours: 24 * shownDays });
  const people = await unwritten(ask.reader, outlives, since);
  return people.map(({ personId, name }) => ({
    list: 'waits-for-me',
    title: `${name} has left and could not be written to`,
    detail: `Give or send them what goes on after leaving (${outlives.src})`,
    action: { kind: 'run', id: 'agreement.last-word-show', label: 'Look', payload: { person: personId } },
  }));
}

/** Changes nothing; a row of a list can only carry a button. */
export const showLastWord: ActionHandler = {
  id: 'agreement.last-word-show',
  access: { anyOf: ['hr'] },
  async run(act, { person = '' }) {
    const word = await wordFor(act, person);
    if (!word) return { kind: 'refused', text: 'They have not left, or never signed it.' };
    const path = `/documents/${lastWordId}?person=${encodeURIComponent(person)}`;
    return {
      kind: 'done',
      text: 'Print it, and give or send it to them. Then say so here.',
      card: {
        audience: 'person',
        title: `For ${word.name}`,
        blocks: lastWordBlocks(word),
        actions: [
          { kind: 'link', label: 'Print', path },
          { kind: 'run', id: 'agreement.last-word-given', label: 'It was given', payload: { person } },
        ],
      },
    };
  },
};

export const lastWordGiven: ActionHandler = {
  id: 'agreement.last-word-given',
  access: { anyOf: ['hr'] },
  async run(act, { person: personId = '' }) {
    const person = await act.directory.person(act.tx, personId);
    if (person?.status !== 'left' || !(await givenByHand(act.tx, personId, act.actor.id)))
      return { kind: 'refused', text: 'It was recorded already, or they have not left.' };
    return { kind: 'done', text: `Recorded: ${person.name} was given what goes on after leaving.` };
  },
};
