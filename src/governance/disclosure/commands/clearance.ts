/** What somebody lacks to be given data about students, told to them with the buttons that put it right. */
import type { Ask } from '../../../app/context.ts';
import type { ActionHandler, NoticeKind, Outcome } from '../../../app/feature.ts';
import type { Card, ListItem } from '../../../chat/card.ts';
import { roleName } from '../../../policy/policy.ts';
import { capital } from '../../agreements/rules/say.ts';
import { wayOf } from '../../duties/rules/way.ts';
import { dutiesKind } from '../../people/store/obligations.ts';
import type { Missing } from '../rules/clearance.ts';
import { sayOne } from '../rules/say-missing.ts';
import { clearanceOf } from '../store/clearance.ts';
import { todayOf } from './surroundings.ts';

async function missingOf(
  ask: Ask,
  personId: string,
  collectionIds: readonly string[],
): Promise<readonly Missing[]> {
  const found = await clearanceOf(ask.reader, ask.policy, [personId], { today: todayOf(ask), collectionIds });
  return found.get(personId) ?? [];
}

/** Drawn from what they lack now: it empties as they sign and train. */
async function render(ask: Ask, facts: { readonly [name: string]: unknown }): Promise<Card | undefined> {
  const collectionIds = idsIn(facts.collections);
  const missing = await missingOf(ask, ask.actor.id, collectionIds);
  const by = await ask.directory.person(ask.reader, String(facts.by));
  const about = { kind: dutiesKind, id: ask.actor.id };
  const reference = String(facts.reference);
  if (missing.length === 0)
    return {
      ...{ audience: 'person', title: `You are cleared for ${reference}`, about, actions: [] },
      status: { label: 'Nothing to do', tone: 'good' },
      blocks: [
        {
          kind: 'text',
          text: `Nothing is missing any more. ${by?.name ?? 'The data steward'} can send it to you again.`,
        },
      ],
    };
  return {
    audience: 'person',
    title: `Before you can be given the data of ${reference}`,
    status: { label: 'Something is missing', tone: 'warning' },
    blocks: [
      {
        kind: 'text',
        text: `${by?.name ?? 'A data steward'} wants to send you data about students. They go only to who is cleared for them (${ask.policy.pack.data_requests.disclosure?.src ?? ''}). This is missing:`,
      },
      { kind: 'list', items: missing.map((one) => itemOf(ask, one)) },
    ],
    actions: missing.some(({ what }) => what === 'not-listed')
      ? [
          {
            ...{ kind: 'run', id: 'disclosure.ask-custodian', label: 'Ask to be put on the list' },
            payload: { collections: collectionIds.join(' ') },
          },
        ]
      : [],
    about,
  };
}

function itemOf(ask: Ask, one: Missing): ListItem {
  const title = capital(sayOne(ask.policy, one));
  if (one.what === 'withheld') {
    const decider = ask.policy.pack.supervision.access.decided_by[0] ?? '';
    return { title, detail: `Ask what it takes: ${roleName(ask.policy, decider)}.` };
  }
  if (!('duty' in one)) return { title };
  const way = wayOf(ask.policy, one.duty);
  return way ? { title, action: { kind: 'open-form', ...way } } : { title };
}

export const clearanceNotice: NoticeKind = {
  id: 'disclosure.clearance',
  render: (ask, { facts }) => render(ask, facts),
};

/** Whoever keeps the list decides; nothing gets on it from here. */
export const askCustodian: ActionHandler = {
  id: 'disclosure.ask-custodian',
  access: 'everyone',
  async run(act, { collections = '' }): Promise<Outcome> {
    const collectionIds = collections === '' ? [] : collections.split(' ');
    const missing = await missingOf(act, act.actor.id, collectionIds);
    if (!missing.some(({ what }) => what === 'not-listed'))
      return { kind: 'refused', text: 'You are on the list already. There is nothing to ask for.' };
    const about = { kind: dutiesKind, id: act.actor.id };
    const told = new Set<string>();
    for (const role of act.policy.pack.supervision.personal_data.kept_by)
      for (const person of await act.directory.holders(act.reader, role)) told.add(person.id);
    told.delete(act.actor.id);
    if (told.size === 0)
      return { kind: 'refused', text: 'Nobody keeps the list at present. Please ask your supervisor.' };
    for (const personId of told)
      act.tx.notify({
        notice: 'disclosure.access-asked',
        about,
        to: { personId },
        facts: { person: act.actor.id, collections: collectionIds },
      });
    act.tx.audit({ what: 'disclosure.access-asked', about: { kind: 'person', id: act.actor.id } });
    return { kind: 'done', text: 'Asked. Whoever keeps the list decides, and adds you where it is right.' };
  },
};

/** Nothing once they are on it. */
export const accessAskedNotice: NoticeKind = {
  id: 'disclosure.access-asked',
  render: async (ask, { facts }) => {
    const person = await ask.directory.person(ask.reader, String(facts.person));
    if (!person) return undefined;
    const missing = await missingOf(ask, person.id, idsIn(facts.collections));
    const open = missing.some(({ what }) => what === 'not-listed');
    return {
      audience: 'person',
      title: `${person.name} asks to be on the list of who may see students’ personal data`,
      status: open ? { label: 'Yours to decide', tone: 'info' } : { label: 'On the list', tone: 'good' },
      blocks: [
        { kind: 'facts', facts: [{ label: 'Position', value: person.jobTitle }] },
        {
          kind: 'text',
          text: open
            ? 'They were to be sent data about students, and are not on the list. If their work needs it, have Human Resources mark it on the roster, or name them in the role or the collection that needs it. If not, tell them so.'
            : 'There is nothing to do any more.',
        },
      ],
      actions: [{ kind: 'link', label: 'Open the list', path: '/documents/supervision.personal-data' }],
      about: { kind: dutiesKind, id: person.id },
    };
  },
};

function idsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
