/** The text for the district's public page: drafted without names, approved by another, and posted by people (L03). */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { incidentKind, isSubject } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import {
  insertPublicText,
  type PublicText,
  publicTextsOf,
  rulePublicText,
  setPosted,
} from '../store/public-texts.ts';
import { change, notThere } from './change.ts';
import { isAhead, stillToCome } from './checks.ts';
import { found, workers } from './found.ts';
import { seatTeam } from './response-tasks.ts';
import { namesNobody, refusedIn } from './whom-it-names.ts';

const drafted = fields({
  text: {
    kind: 'text',
    label: 'The text, as everybody will read it',
    hint: 'What happened, which kinds of data, what you do about it, what people can do, whom they can ask. No names of people.',
    multiline: true,
    max: 3000,
  },
  checked: namesNobody,
});

export const draftPublicText: FormHandler<typeof drafted> = {
  id: 'breach.public',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const newest = (await publicTextsOf(ask.reader, file.incident.id)).at(-1);
    const before = newest && file.words[`public:${newest.id}`]?.body;
    return {
      title: 'For the public page',
      submit: 'Ask for approval',
      intro: [
        { kind: 'text', text: 'Somebody else approves it. Safekeep posts nothing: you copy it to the page.' },
      ],
      fields: drafted,
      values: before && ask.surface === 'web' ? { text: before } : {},
    };
  },
  async submit(act, { id }, { text, checked }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const refused = await refusedIn(act, file, text, checked === true);
    if (refused !== undefined) return { kind: 'invalid', errors: { text: refused } };
    const role = await approverRole(act, file, act.actor.id);
    if (role === undefined)
      return { kind: 'refused', text: 'Nobody else may approve it at the moment; nothing was kept.' };
    return change(act, id, {
      by: workers,
      afterwards: true,
      what: 'public-drafted',
      facts: { for: role, ...(checked ? { checked_names: true } : {}) },
      async also({ incident }) {
        await insertPublicText(act.tx, incident.id, act.actor.id, text);
        const seated = incident.parties.some((one) => one.role === role && one.part === 'team' && !one.until);
        await seatTeam(act, incident, [{ role }], 'breach.public-waits');
        if (!seated) return;
        const about = { kind: incidentKind, id: incident.id };
        for (const person of await act.directory.holders(act.reader, role))
          if (person.id !== act.actor.id && !isSubject(incident, person))
            act.tx.notify({ notice: 'breach.public-waits', about, to: { personId: person.id } });
      },
      say: () => 'It waits for approval.',
    });
  },
};

const ruled = fields({
  ruling: {
    kind: 'choice',
    label: 'May it be posted like that?',
    options: [
      { value: 'approved', label: 'Yes, it may' },
      { value: 'sent_back', label: 'No, it goes back' },
    ],
  },
  why: {
    kind: 'text',
    label: 'What has to be different?',
    multiline: true,
    max: 1000,
    showIf: { field: 'ruling', is: ['sent_back'] },
  },
});

export const rulePublic: FormHandler<typeof ruled> = {
  id: 'breach.public-rule',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    const waiting = await waitingText(ask, file);
    if (!waiting) return { refused: 'No text waits for approval.' };
    const refusal = mayNotRule(ask, file, waiting);
    if (refusal !== undefined) return { refused: refusal };
    const body = file.words[`public:${waiting.id}`]?.body;
    return {
      title: 'For the public page',
      submit: 'Keep it',
      intro:
        ask.surface === 'web'
          ? [{ kind: 'quote', label: 'The text', text: body ?? '[blanked]' }]
          : [{ kind: 'text', text: 'Read the text on its page first.' }],
      fields: ruled,
      values: {},
    };
  },
  async submit(act, { id }, { ruling, why }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const waiting = await waitingText(act, file);
    if (!waiting) return { kind: 'refused', text: 'No text waits for approval.' };
    const approved = ruling === 'approved';
    return change(act, id, {
      by: workers,
      afterwards: true,
      refuse: (fresh) => mayNotRule(act, fresh, waiting),
      what: approved ? 'public-approved' : 'public-sent-back',
      facts: { text: waiting.id },
      ...(why === undefined ? {} : { words: why }),
      async also({ incident }) {
        await rulePublicText(act.tx, incident.id, waiting.id, act.actor.id, approved);
        const about = { kind: incidentKind, id: incident.id };
        act.tx.notify({ notice: 'breach.public-ruled', about, to: { personId: waiting.byId } });
      },
      say: () =>
        approved ? 'Approved. It can be copied to the page now.' : 'It goes back to whoever wrote it.',
    });
  },
};

const posted = fields({
  what: {
    kind: 'choice',
    label: 'What was done?',
    options: [
      { value: 'posted', label: 'It was posted' },
      { value: 'taken_down', label: 'It was taken down' },
    ],
  },
  on: { kind: 'date', label: 'On which day?' },
  where: {
    kind: 'text',
    label: 'Where?',
    format: 'web-link',
    max: 300,
    scan: false,
    showIf: { field: 'what', is: ['posted'] },
  },
});

export const postedPublic: FormHandler<typeof posted> = {
  id: 'breach.public-posted',
  access: 'everyone',
  async open(ask, { id }) {
    const file = await found(ask, id);
    if (!file) return { refused: notThere };
    if (!(await approvedText(ask, file))) return { refused: 'No text is approved yet.' };
    return {
      title: 'On the public page',
      submit: 'Keep it',
      intro: [],
      fields: posted,
      values: { on: file.policy.calendar.localDay(ask.now).toString() },
    };
  },
  async submit(act, { id }, { what, on, where }) {
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const text = await approvedText(act, file);
    if (!text) return { kind: 'refused', text: 'No text is approved yet.' };
    if (isAhead(on, file.policy, act.now)) return { kind: 'invalid', errors: { on: stillToCome } };
    if (what === 'taken_down' && (text.postedOn === undefined || on < text.postedOn))
      return { kind: 'invalid', errors: { on: 'It was not posted before that day.' } };
    return change(act, id, {
      by: workers,
      afterwards: true,
      what: what === 'posted' ? 'public-posted' : 'public-taken-down',
      facts: { text: text.id, on },
      ...(where === undefined ? {} : { words: { [`public-at:${text.id}`]: where } }),
      also: () => setPosted(act.tx, text.id, what === 'posted' ? { postedOn: on } : { takenDownOn: on }),
      say: () => 'Kept.',
    });
  },
};

async function waitingText(ask: Ask, { incident }: IncidentFile): Promise<PublicText | undefined> {
  return (await publicTextsOf(ask.reader, incident.id)).find(({ state }) => state === 'waits');
}

async function approvedText(ask: Ask, { incident }: IncidentFile): Promise<PublicText | undefined> {
  return (await publicTextsOf(ask.reader, incident.id)).find(({ state }) => state === 'approved');
}

/** Why this person may not say yes or no to it. */
export function mayNotRule(
  { actor }: Pick<Ask, 'actor'>,
  { policy }: Pick<IncidentFile, 'policy'>,
  { byId }: PublicText,
): string | undefined {
  const { approved_by } = policy.pack.breaches.after.public_text;
  if (!approved_by.some((role) => actor.roles.includes(role))) return 'This is for those who approve it.';
  return byId === actor.id ? 'You wrote it; somebody else approves it.' : undefined;
}

/** The plan's first role with somebody whom it does not concern and who did not write it. */
async function approverRole(act: Act, file: IncidentFile, writerId: string): Promise<string | undefined> {
  for (const role of file.policy.pack.breaches.after.public_text.approved_by) {
    const holders = await act.directory.holders(act.reader, role);
    if (holders.some((person) => person.id !== writerId && !isSubject(file.incident, person))) return role;
  }
  return undefined;
}
