/** Deciding whether somebody's access is withheld, giving it back, and IT saying that it is carried out (R023, R050). */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, NoticeKind, Outcome } from '../../../app/feature.ts';
import { holds } from '../../../app/person.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { addTo } from '../../../policy/due.ts';
import { lockPerson } from '../../people/store/lock.ts';
import { decisionCard, owedText, switchesNothing } from '../cards/access.ts';
import {
  type AccessDecision,
  accessCase,
  addDecision,
  carryOut,
  decisionById,
  endDecision,
  isLate,
  type Recommended,
  recommended,
} from '../store/access.ts';
import { isAboutThem, todayOf } from './surroundings.ts';

export function decides(ask: Pick<Ask, 'policy' | 'actor'>): boolean {
  return holds(ask.actor, ...ask.policy.pack.supervision.access.decided_by);
}

export function carriesOut(ask: Pick<Ask, 'policy' | 'actor'>): boolean {
  return holds(ask.actor, ask.policy.pack.supervision.access.carried_out_by);
}

export function recommendedNow(ask: Ask, personId?: string): Promise<readonly Recommended[]> {
  const { duties } = ask.policy.pack.supervision.access;
  const wanted = { duties, today: todayOf(ask), zone: ask.policy.calendar.zone };
  return recommended(ask.reader, personId === undefined ? wanted : { ...wanted, personId });
}

/** For whoever decides or carries it out, and for the person themselves, who may neither decide nor carry it out. */
export async function drawDecision(ask: Ask, id: string): Promise<Card | undefined> {
  const decision = await decisionById(ask.reader, id);
  if (!decision) return undefined;
  const own = decision.personId === ask.actor.id;
  if (own ? decision.decision === 'leave' : !decides(ask) && !carriesOut(ask)) return undefined;
  const people = await ask.directory.people(ask.reader, [
    decision.personId,
    decision.decidedById,
    ...(decision.endedById ? [decision.endedById] : []),
  ]);
  return decisionCard({
    ...{ policy: ask.policy, decision, own },
    person: people.get(decision.personId)?.name ?? 'Somebody',
    decidedBy: people.get(decision.decidedById)?.name ?? 'somebody',
    endedBy: decision.endedById ? people.get(decision.endedById)?.name : undefined,
    mayDecide: decides(ask) && !isAboutThem(ask.actor, decision.personId),
    mayCarryOut: carriesOut(ask) && !own,
  });
}

const notYours = 'There is nothing to decide here, or it is not yours to decide.';
const notOwn =
  'Nobody decides about their own access, nor about that of somebody whose role they hold in their place. Somebody else has to look at it.';

async function candidate(ask: Ask, subject: Payload): Promise<Recommended | { readonly refused: string }> {
  if (!decides(ask) || !subject.person) return { refused: notYours };
  if (isAboutThem(ask.actor, subject.person)) return { refused: notOwn };
  const [found] = await recommendedNow(ask, subject.person);
  return (
    found ?? { refused: 'By now nothing is recommended here: it was done, or somebody has decided already.' }
  );
}

const asked = fields({
  decision: {
    kind: 'choice',
    label: 'What do you decide?',
    options: [
      { value: 'withhold', label: 'Withhold access', description: 'IT is asked to switch it off' },
      { value: 'leave', label: 'Leave access', description: 'Nothing changes for now' },
    ],
  },
  reason: {
    kind: 'text',
    label: 'Why?',
    hint: 'It is kept with your name; withheld, the person reads it. No health or family matters.',
    max: 500,
    multiline: true,
  },
});

export const decideAccess: FormHandler<typeof asked> = {
  id: 'supervision.decide-access',
  access: 'everyone',
  async open(ask, subject) {
    const found = await candidate(ask, subject);
    if ('refused' in found) return found;
    return {
      title: 'Decide on access',
      submit: 'Decide',
      intro: [
        {
          kind: 'text',
          text: `${found.name}, ${found.jobTitle}. ${owedText(ask.policy, found.owed, todayOf(ask))}.`,
        },
        { kind: 'note', tone: 'info', text: switchesNothing },
      ],
      fields: asked,
      values: {},
    };
  },
  async submit(act, subject, { decision, reason }): Promise<Outcome> {
    // The person's row makes two who decide at once take turns.
    await lockPerson(act.tx, subject.person ?? '');
    const found = await candidate(act, subject);
    if ('refused' in found) return { kind: 'refused', text: found.refused };
    const withhold = decision === 'withhold';
    const { again_after } = act.policy.pack.supervision.access;
    const againOn = withhold ? undefined : addTo(act.policy.calendar, todayOf(act), again_after);
    const id = await addDecision(act.tx, {
      ...{ personId: found.personId, byId: act.actor.id, againOn, reason },
      decision: withhold ? 'withhold' : 'leave',
      obligations: found.owed.map((one) => one.id),
    });
    const about = { kind: accessCase, id };
    if (withhold) {
      await askIt(act, id, found.personId);
      act.tx.notify({ notice: 'supervision.access-told', about, to: { personId: found.personId } });
    }
    const card = await drawDecision(act, id);
    return {
      kind: 'done',
      text: withhold
        ? `Decided. IT is asked to switch off the access of ${found.name}, who is told. Nothing is switched off from here.`
        : `Decided: access is left. It is recommended again from ${sayDay(againOn ?? todayOf(act))} on, if it is still late then.`,
      about,
      ...(card ? { card } : {}),
    };
  },
};

/** IT gets ids only; the card is drawn as whoever reads it. */
async function askIt(act: Act, id: string, personId: string): Promise<void> {
  const { carried_out_by } = act.policy.pack.supervision.access;
  for (const person of await act.directory.holders(act.tx, carried_out_by))
    if (person.id !== personId)
      act.tx.notify({
        notice: 'supervision.access-task',
        about: { kind: accessCase, id },
        to: { personId: person.id },
      });
}

const back = fields({
  sure: { kind: 'tick', label: 'Give access back', says: 'IT is asked to switch it on again' },
});

async function withheld(
  ask: Ask,
  subject: Payload,
): Promise<AccessDecision | { readonly refused: string; readonly card?: Card }> {
  const decision = subject.decision ? await decisionById(ask.reader, subject.decision) : undefined;
  if (decision?.decision !== 'withhold' || !decides(ask)) return { refused: notYours };
  if (isAboutThem(ask.actor, decision.personId)) return { refused: notOwn };
  if (!decision.endedAt) return decision;
  const card = await drawDecision(ask, decision.id);
  const when = sayMoment(decision.endedAt, ask.policy.calendar.zone);
  return { refused: `It was given back on ${when} already.`, ...(card ? { card } : {}) };
}

export const giveBack: FormHandler<typeof back> = {
  id: 'supervision.give-back',
  access: 'everyone',
  async open(ask, subject) {
    const decision = await withheld(ask, subject);
    if ('refused' in decision) return decision;
    const person = await ask.directory.person(ask.reader, decision.personId);
    const { duties } = ask.policy.pack.supervision.access;
    const still = await isLate(ask.reader, duties, todayOf(ask), decision.personId);
    return {
      title: 'Give access back',
      submit: 'Give it back',
      intro: [
        {
          kind: 'text',
          text: `${person?.name ?? 'Somebody'}: ${still ? 'something is late still; you may give it back all the same.' : 'what was missing is done.'}`,
        },
      ],
      fields: back,
      values: {},
    };
  },
  async submit(act, subject): Promise<Outcome> {
    const decision = await withheld(act, subject);
    if ('refused' in decision)
      return { kind: 'refused', text: decision.refused, ...(decision.card ? { card: decision.card } : {}) };
    if (!(await endDecision(act.tx, decision, act.actor.id)))
      return { kind: 'refused', text: 'Somebody has just given it back.' };
    if (decision.doneAt) await askIt(act, decision.id, decision.personId);
    const about = { kind: accessCase, id: decision.id };
    act.tx.notify({ notice: 'supervision.access-told', about, to: { personId: decision.personId } });
    const card = await drawDecision(act, decision.id);
    return {
      kind: 'done',
      text: decision.doneAt
        ? 'Recorded. IT is asked to switch it on again, and the person is told.'
        : 'Recorded. IT had not switched it off yet, and need not any more. The person is told.',
      about,
      ...(card ? { card } : {}),
    };
  },
};

export const carriedOut: ActionHandler = {
  id: 'supervision.carried-out',
  access: 'everyone',
  async run(act, { decision: id, which }): Promise<Outcome> {
    const decision = id ? await decisionById(act.reader, id) : undefined;
    if (!decision || !carriesOut(act) || decision.personId === act.actor.id)
      return { kind: 'refused', text: 'This is not yours to carry out.' };
    const done = await carryOut(
      act.tx,
      decision.id,
      which === 'given-back' ? 'given-back' : 'withheld',
      act.actor.id,
    );
    const card = await drawDecision(act, decision.id);
    return {
      kind: done ? 'done' : 'refused',
      text: done ? 'Recorded. Thank you.' : 'It was recorded already, or it stands otherwise by now.',
      ...(card ? { card } : {}),
    };
  },
};

/** Changes nothing; a row of a list can only carry a button. */
export const showDecision: ActionHandler = {
  id: 'supervision.access-decision',
  access: 'everyone',
  async run(act, { decision }): Promise<Outcome> {
    const card = await drawDecision(act, decision ?? '');
    return card ? { kind: 'done', text: 'Here it is.', card } : { kind: 'refused', text: notYours };
  },
};

export const accessNotices: readonly NoticeKind[] = [
  'supervision.access-task',
  'supervision.access-told',
].map((id) => ({ id, render: async (ask, { caseId = '' }) => drawDecision(ask, caseId) }));
