/** Redisclosure: each recipient says that they know what may be done with the data (34 CFR 99.33). */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, NoticeKind, Outcome, Task } from '../../../app/feature.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { termsOf } from '../rules/plan.ts';
import { type Disclosure, disclosureById } from '../store/disclosures.ts';
import { type Names, namesFor } from '../store/parties.ts';
import { acknowledgeTerms, openTerms, type Terms, termsById, termsKind } from '../store/terms.ts';
import { keepsRecord, todayOf } from './surroundings.ts';

interface Found {
  readonly terms: Terms;
  readonly disclosure: Disclosure;
  readonly text: string;
  readonly names: Names;
  /** They are this person's own, or an outsider's that this person records. */
  readonly as: 'recipient' | 'recorder';
}

async function find(ask: Ask, id: string | undefined): Promise<Found | undefined> {
  const terms = id === undefined ? undefined : await termsById(ask.reader, id);
  const disclosure = terms && (await disclosureById(ask.reader, terms.disclosureId));
  if (!terms || !disclosure) return undefined;
  const own = terms.personId === ask.actor.id;
  const records =
    terms.outsiderId !== undefined && (disclosure.recordedById === ask.actor.id || keepsRecord(ask));
  if (!own && !records) return undefined;
  const { pack } = await ask.policyOf(disclosure.policy);
  const text = termsOf(pack.data_requests, disclosure.route) ?? '';
  const names = await namesFor(ask, { people: [terms.recordedById], outsiders: [terms.outsiderId] });
  return { terms, disclosure, text, names, as: own ? 'recipient' : 'recorder' };
}

export async function drawTerms(ask: Ask, id: string | undefined): Promise<Card | undefined> {
  const found = await find(ask, id);
  if (!found) return undefined;
  const { terms, disclosure, text, names, as } = found;
  const open = terms.acknowledgedOn === undefined && disclosure.recalledAt === undefined;
  const who = as === 'recipient' ? 'You received' : `${names.outsider(terms.outsiderId)} received`;
  return {
    audience: 'person',
    title: `What may be done with the data of ${disclosure.reference}`,
    status: terms.acknowledgedOn
      ? { label: 'Acknowledged', tone: 'good' }
      : open
        ? { label: 'To be acknowledged', tone: 'warning' }
        : { label: 'Called back', tone: 'neutral' },
    blocks: [
      { kind: 'text', text: `${who} data about students on ${sayDay(disclosure.happenedOn)}.` },
      { kind: 'note', tone: 'warning', text },
      ...(terms.acknowledgedOn
        ? [{ kind: 'text' as const, text: `Acknowledged on ${sayDay(terms.acknowledgedOn)}.` }]
        : []),
    ],
    actions: open ? [as === 'recipient' ? acknowledgeAction(terms) : recordAction(terms)] : [],
    about: { kind: termsKind, id: terms.id },
  };
}

function acknowledgeAction({ id }: Terms): Card['actions'][number] {
  return {
    ...{ kind: 'run', id: 'disclosure.acknowledge', label: 'I know this and keep to it', payload: { id } },
    style: 'primary',
  };
}

function recordAction({ id }: Terms): Card['actions'][number] {
  return {
    ...{
      kind: 'open-form',
      form: 'disclosure.terms-recorded',
      label: 'Record that they know',
      subject: { id },
    },
    style: 'primary',
  };
}

const notThere = 'There is nothing to acknowledge here, or it is not yours.';

export const acknowledge: ActionHandler = {
  id: 'disclosure.acknowledge',
  access: 'everyone',
  async run(act, { id }): Promise<Outcome> {
    const found = await find(act, id);
    if (found?.as !== 'recipient') return { kind: 'refused', text: notThere };
    const on = act.policy.calendar.localDay(act.now);
    return keep(act, found, { on, byId: act.actor.id });
  },
};

const asked = (today: string) =>
  fields({
    on: { kind: 'date', label: 'On which day did they say so?', until: today },
    evidence: {
      kind: 'text',
      label: 'Where is it kept?',
      hint: 'Such as: signed terms in the contract folder, or their e-mail of that day.',
      max: 300,
    },
  });

export const termsRecorded: FormHandler<ReturnType<typeof asked>> = {
  id: 'disclosure.terms-recorded',
  access: 'everyone',
  async open(ask, subject: Payload) {
    const found = await find(ask, subject.id);
    if (found?.as !== 'recorder') return { refused: notThere };
    if (found.terms.acknowledgedOn) {
      const card = await drawTerms(ask, subject.id);
      return { refused: 'This is recorded already.', ...(card ? { card } : {}) };
    }
    return {
      title: 'They know the terms',
      submit: 'Record',
      intro: [
        { kind: 'text', text: `${found.names.outsider(found.terms.outsiderId)} was sent these terms:` },
        { kind: 'note', tone: 'neutral', text: found.text },
      ],
      fields: asked(todayOf(ask)),
      values: {},
    };
  },
  async submit(act, subject, values): Promise<Outcome> {
    const found = await find(act, subject.id);
    if (found?.as !== 'recorder') return { kind: 'refused', text: notThere };
    const on = Temporal.PlainDate.from(values.on);
    if (Temporal.PlainDate.compare(on, found.disclosure.happenedOn) < 0)
      return {
        kind: 'invalid',
        errors: { on: `The data were sent on ${sayDay(found.disclosure.happenedOn)}. Please check the day.` },
      };
    return keep(act, found, { on, byId: act.actor.id, evidence: values.evidence });
  },
};

async function keep(
  act: Act,
  { terms, disclosure }: Found,
  said: Parameters<typeof acknowledgeTerms>[3],
): Promise<Outcome> {
  const done = await acknowledgeTerms(act.tx, terms, disclosure, said);
  const card = await drawTerms(act, terms.id);
  return {
    kind: done ? 'done' : 'refused',
    text: done ? 'Recorded. Thank you.' : 'This was recorded before. Here is how it stands.',
    ...(card ? { card } : {}),
  };
}

/** Changes nothing; a row of a list can only carry a button. */
export const showTerms: ActionHandler = {
  id: 'disclosure.show-terms',
  access: 'everyone',
  async run(act, { id }): Promise<Outcome> {
    const card = await drawTerms(act, id);
    return card ? { kind: 'done', text: 'Here it is.', card } : { kind: 'refused', text: notThere };
  },
};

export const termsNotice: NoticeKind = {
  id: 'disclosure.terms',
  render: (ask, { caseId }) => drawTerms(ask, caseId),
};

export async function termsTasks(ask: Ask): Promise<readonly Task[]> {
  const open = await openTerms(ask.reader, { personId: ask.actor.id, keeper: keepsRecord(ask) });
  const names = await namesFor(ask, { people: [], outsiders: open.map(({ outsiderId }) => outsiderId) });
  return open.map((one) => ({
    list: one.personId === undefined ? 'waits-for-me' : 'i-owe',
    title:
      one.personId === undefined
        ? `Record that ${names.outsider(one.outsiderId)} knows the terms`
        : 'Say that you know what may be done with the data',
    detail: 'Data about students were sent, and may be passed on only as the law allows',
    action: { kind: 'run', id: 'disclosure.show-terms', label: 'Look', payload: { id: one.id } },
  }));
}
