/** Human Resources decide what the roster should say: each yes makes the change itself, each no says why. */
import type { Act, Ask } from '../../../app/context.ts';
import type { FormHandler, NoticeKind, Outcome, Task } from '../../../app/feature.ts';
import { holds, type Person } from '../../../app/person.ts';
import type { Card, Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { Temporal } from '../../../kernel/clock.ts';
import { setInactive } from '../../people/store/lifecycle.ts';
import { correctionCard } from '../cards/correction.ts';
import { weeklyKind } from '../cards/weekly.ts';
import { type CorrectionKind, correctionWords } from '../rules/corrections.ts';
import {
  type Correction,
  correctionById,
  correctionCase,
  decideCorrection,
  openCorrections,
} from '../store/corrections.ts';
import { moveTo } from '../store/people.ts';
import { isAboutThem, todayOf } from './surroundings.ts';

/** The role that the plan tells of people without a supervisor keeps the roster. */
function keeps(ask: Pick<Ask, 'policy' | 'actor'>): boolean {
  return holds(ask.actor, ask.policy.pack.supervision.weekly.otherwise);
}

export function keepers(ask: Ask): Promise<readonly Person[]> {
  return ask.directory.holders(ask.reader, ask.policy.pack.supervision.weekly.otherwise);
}

/** Nobody decides about themselves. */
function mayDecide(ask: Ask, correction: Correction): boolean {
  return keeps(ask) && !isAboutThem(ask.actor, correction.personId);
}

/** For Human Resources and for whoever asked. */
export async function drawCorrection(ask: Ask, id: string): Promise<Card | undefined> {
  const correction = await correctionById(ask.reader, id);
  if (!correction || (!mayDecide(ask, correction) && correction.askedById !== ask.actor.id)) return undefined;
  const { personId, askedById, decidedById } = correction;
  const people = await ask.directory.people(ask.reader, [
    personId,
    askedById,
    ...(decidedById ? [decidedById] : []),
  ]);
  const person = people.get(personId);
  if (!person) return undefined;
  const supervisor = person.supervisorId
    ? await ask.directory.person(ask.reader, person.supervisorId)
    : undefined;
  return correctionCard({
    correction,
    person: person.name,
    askedBy: people.get(askedById)?.name ?? 'Somebody',
    decidedBy: decidedById ? people.get(decidedById)?.name : undefined,
    supervisor: supervisor?.name,
    zone: ask.policy.calendar.zone,
    mayDecide: mayDecide(ask, correction),
  });
}

const notThere = 'There is no such request, or it is not yours to decide on.';

interface Deciding {
  readonly correction: Correction;
  readonly person: Person;
}

async function deciding(
  ask: Ask,
  subject: Payload,
  kind?: CorrectionKind,
): Promise<Deciding | { readonly refused: string; readonly card?: Card }> {
  const correction = subject.correction ? await correctionById(ask.reader, subject.correction) : undefined;
  if (!correction || !mayDecide(ask, correction) || (kind && correction.kind !== kind))
    return { refused: notThere };
  const person = await ask.directory.person(ask.reader, correction.personId);
  if (!person) return { refused: notThere };
  if (correction.state !== 'open') return tooLate(ask, correction);
  return { correction, person };
}

async function tooLate(ask: Ask, correction: Correction): Promise<{ refused: string; card?: Card }> {
  const { decidedById, decidedAt } = correction;
  const decider = decidedById ? await ask.directory.person(ask.reader, decidedById) : undefined;
  const when = decidedAt ? ` on ${sayMoment(decidedAt, ask.policy.calendar.zone)}` : '';
  const card = await drawCorrection(ask, correction.id);
  return {
    refused: `${decider?.name ?? 'Somebody'} has decided already${when}.`,
    ...(card ? { card } : {}),
  };
}

/** The change, then the decision; whoever asked is told either way. */
async function finish(
  act: Act,
  { correction, person }: Deciding,
  state: 'accepted' | 'refused',
  answer: string | undefined,
  text: string,
): Promise<Outcome> {
  if (!(await decideCorrection(act.tx, correction.id, { state, byId: act.actor.id, answer }))) {
    const late = await tooLate(act, (await correctionById(act.tx, correction.id)) ?? correction);
    return { kind: 'refused', text: late.refused, ...(late.card ? { card: late.card } : {}) };
  }
  const about = { kind: correctionCase, id: correction.id };
  if (correction.askedById !== act.actor.id)
    act.tx.notify({
      notice: 'supervision.correction-decided',
      about,
      to: { personId: correction.askedById },
    });
  if (person.supervisorId) act.tx.moved({ kind: weeklyKind, id: person.supervisorId });
  const card = await drawCorrection(act, correction.id);
  return { kind: 'done', text, about, ...(card ? { card } : {}) };
}

const file = 'Correct it in the staff file as well, or the next import brings it back.';

function leaveFields(today: string) {
  return fields({
    day: { kind: 'date', label: 'Which was their last day at work?', until: today },
    answer: { kind: 'text', label: 'A word to whoever asked', max: 300, optional: true },
  });
}

export const acceptLeave: FormHandler<ReturnType<typeof leaveFields>> = {
  id: 'supervision.accept-leave',
  access: 'everyone',
  async open(ask, subject) {
    const seen = await deciding(ask, subject, 'on-leave');
    if ('refused' in seen) return seen;
    const today = todayOf(ask);
    return {
      title: 'On leave',
      submit: 'Mark on leave',
      intro: [
        {
          kind: 'text',
          text: `${seen.person.name} gets no more messages and cannot sign in until you say that they are back. ${file}`,
        },
      ],
      fields: leaveFields(today),
      values: { day: today },
    };
  },
  async submit(act, subject, { day, answer }) {
    const seen = await deciding(act, subject, 'on-leave');
    if ('refused' in seen)
      return { kind: 'refused', text: seen.refused, ...(seen.card ? { card: seen.card } : {}) };
    const { person } = seen;
    // Somebody else may have marked it meanwhile, which is what was asked for.
    if (await setInactive(act.tx, person.id, 'leave', Temporal.PlainDate.from(day)))
      await act.house.personLeft(act, person.id);
    return finish(
      act,
      seen,
      'accepted',
      answer,
      `${person.name} is marked as on leave. Whoever asked is told.`,
    );
  },
};

const moveFields = fields({
  supervisor: {
    kind: 'person',
    label: 'To whom do they answer?',
    hint: 'Leave it empty for nobody: then Human Resources look after them here.',
    optional: true,
  },
  answer: { kind: 'text', label: 'A word to whoever asked', max: 300, optional: true },
});

export const acceptMove: FormHandler<typeof moveFields> = {
  id: 'supervision.accept-move',
  access: 'everyone',
  async open(ask, subject) {
    const seen = await deciding(ask, subject, 'not-my-staff');
    if ('refused' in seen) return seen;
    return {
      title: 'Another supervisor',
      submit: 'Change it',
      intro: [{ kind: 'text', text: `For ${seen.person.name}, at once. ${file}` }],
      fields: moveFields,
      values: {},
    };
  },
  async submit(act, subject, { supervisor, answer }) {
    const seen = await deciding(act, subject, 'not-my-staff');
    if ('refused' in seen)
      return { kind: 'refused', text: seen.refused, ...(seen.card ? { card: seen.card } : {}) };
    const { person } = seen;
    const next = supervisor ? await act.directory.person(act.tx, supervisor) : undefined;
    if (supervisor && next?.status !== 'active')
      return { kind: 'invalid', errors: { supervisor: 'Please choose somebody who works here now.' } };
    if (!(await moveTo(act.tx, person.id, next?.id)))
      return {
        kind: 'invalid',
        errors: {
          supervisor: `That would make a circle: ${next?.name ?? 'they'} would answer to themselves.`,
        },
      };
    await act.house.personChanged(act, [person.id]);
    if (next) act.tx.moved({ kind: weeklyKind, id: next.id });
    const now = next ? `answers to ${next.name}` : 'has no supervisor here';
    return finish(act, seen, 'accepted', answer, `${person.name} ${now} from now on. Whoever asked is told.`);
  },
};

const refusal = fields({
  answer: { kind: 'text', label: 'Why does it stay as it is?', hint: 'Whoever asked reads it.', max: 300 },
});

export const refuseCorrection: FormHandler<typeof refusal> = {
  id: 'supervision.refuse-correction',
  access: 'everyone',
  async open(ask, subject) {
    const seen = await deciding(ask, subject);
    if ('refused' in seen) return seen;
    return { title: 'Leave it as it is', submit: 'Say no', intro: [], fields: refusal, values: {} };
  },
  async submit(act, subject, { answer }) {
    const seen = await deciding(act, subject);
    if ('refused' in seen)
      return { kind: 'refused', text: seen.refused, ...(seen.card ? { card: seen.card } : {}) };
    return finish(act, seen, 'refused', answer, 'Nothing is changed, and whoever asked is told why.');
  },
};

export const correctionNotices: readonly NoticeKind[] = [
  {
    id: 'supervision.correction-asked',
    // Decided meanwhile by a colleague, there is nothing left to ask.
    render: async (ask, { caseId = '' }) => {
      const correction = await correctionById(ask.reader, caseId);
      return correction && mayDecide(ask, correction) ? drawCorrection(ask, caseId) : undefined;
    },
  },
  {
    id: 'supervision.correction-decided',
    render: async (ask, { caseId = '' }) => drawCorrection(ask, caseId),
  },
];

export async function correctionTasks(ask: Ask): Promise<readonly Task[]> {
  if (!keeps(ask)) return [];
  const open = (await openCorrections(ask.reader)).filter(
    ({ personId }) => !isAboutThem(ask.actor, personId),
  );
  const people = await ask.directory.people(
    ask.reader,
    open.map(({ personId }) => personId),
  );
  return open.map(({ id, personId, kind }) => ({
    list: 'waits-for-me',
    title: `${people.get(personId)?.name ?? 'Somebody'} ${correctionWords(kind)}?`,
    detail: 'A supervisor says so. Until you decide, nothing changes.',
    action: { kind: 'run', id: 'supervision.correction', label: 'Look', payload: { correction: id } },
  }));
}

/** Changes nothing; a row of a list can only carry a button. */
export const showCorrection = {
  id: 'supervision.correction',
  access: 'everyone',
  async run(act: Act, payload: Payload): Promise<Outcome> {
    const card = await drawCorrection(act, payload.correction ?? '');
    return card ? { kind: 'done', text: 'Here it is.', card } : { kind: 'refused', text: notThere };
  },
} as const;
