/** Confirming a training, not confirming it, and taking back one that was confirmed by mistake. */
import type { Act, Ask } from '../../../app/context.ts';
import type { ActionHandler, FormHandler, Outcome } from '../../../app/feature.ts';
import type { Payload } from '../../../chat/card.ts';
import { fields } from '../../../chat/form.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { lockPerson } from '../../people/store/lock.ts';
import type { CompletionState } from '../rules/completion.ts';
import { completionKind, decideCompletion } from '../store/completions.ts';
import { drawCompletion, keepsRegister, type Seen, seenCompletion } from './surroundings.ts';

const notThere = 'This training is not on file, or it is not yours to see.';
const notYours =
  'Their supervisor, a trainer or whoever keeps the register confirms it, and nobody their own.';

/** Changes nothing; a row of a list can only carry a button. */
export const showCompletion: ActionHandler = {
  id: 'training.show',
  access: 'everyone',
  async run(act, payload) {
    const card = await drawCompletion(act, payload.completion ?? '');
    return card ? { kind: 'done', text: 'Here it is.', card } : { kind: 'refused', text: notThere };
  },
};

export const confirmAction: ActionHandler = {
  id: 'training.confirm',
  access: 'everyone',
  run: (act, payload) => decide(act, payload, 'waits', 'confirmed'),
};

const reasonField = fields({
  reason: {
    kind: 'text',
    label: 'Why?',
    hint: 'The person reads it, and it stays on file.',
    max: 500,
    multiline: true,
  },
});

export const refuseForm = reasonForm('training.refuse', 'Do not confirm', 'waits', 'refused');
export const takeBackForm = reasonForm(
  'training.take-back',
  'Take a training back',
  'confirmed',
  'taken-back',
);

function reasonForm(
  id: string,
  title: string,
  from: CompletionState,
  to: 'refused' | 'taken-back',
): FormHandler<typeof reasonField> {
  return {
    id,
    access: 'everyone',
    async open(ask, subject) {
      const seen = await seenCompletion(ask, subject.completion);
      if (!seen) return { refused: notThere };
      const card = await drawCompletion(ask, seen.completion.id);
      const refusal = await whyNot(ask, seen, from, to);
      if (refusal) return { refused: refusal, ...(card ? { card } : {}) };
      return {
        title,
        submit: to === 'refused' ? 'Do not confirm' : 'Take back',
        intro: [{ kind: 'text', text: `${seen.person.name} is told, with your reason.` }],
        fields: reasonField,
        values: {},
      };
    },
    submit: (act, subject, values) => decide(act, subject, from, to, values.reason),
  };
}

/** The person's row is the lock: two who decide at once take turns. */
async function decide(
  act: Act,
  payload: Payload,
  from: CompletionState,
  to: Exclude<CompletionState, 'waits'>,
  reason?: string,
): Promise<Outcome> {
  const first = await seenCompletion(act, payload.completion);
  if (!first) return { kind: 'refused', text: notThere };
  await lockPerson(act.tx, first.person.id);
  const seen = await seenCompletion(act, payload.completion);
  if (!seen) return { kind: 'refused', text: notThere };
  const { completion, person } = seen;
  const refusal = await whyNot(act, seen, from, to);
  const course = act.policy.pack.training.courses[completion.course];
  const done =
    !refusal &&
    (await decideCompletion(act.tx, course, completion, {
      to,
      byId: act.actor.id,
      ...(reason ? { reason } : {}),
    }));
  const card = await drawCompletion(act, completion.id);
  if (!done)
    return { kind: 'refused', text: refusal ?? 'Somebody has just decided.', ...(card ? { card } : {}) };
  const about = { kind: completionKind, id: completion.id };
  act.tx.notify({ notice: 'training.decided', about, to: { personId: person.id } });
  return { kind: 'done', text: said(person.name, to), about, ...(card ? { card } : {}) };
}

async function whyNot(
  ask: Ask,
  { completion, mayConfirm }: Seen,
  from: CompletionState,
  to: CompletionState,
): Promise<string | undefined> {
  if (!mayConfirm) return notYours;
  if (to === 'taken-back' && !keepsRegister(ask)) return 'Whoever keeps the register takes a training back.';
  if (completion.state === from) return undefined;
  const { decidedById, decidedAt } = completion;
  const decider = decidedById ? await ask.directory.person(ask.reader, decidedById) : undefined;
  const when = decidedAt ? ` on ${sayMoment(decidedAt, ask.policy.calendar.zone)}` : '';
  return `${decider?.name ?? 'Somebody'} has decided on it already${when}.`;
}

function said(name: string, to: Exclude<CompletionState, 'waits'>): string {
  switch (to) {
    case 'confirmed':
      return `Confirmed. ${name} is told.`;
    case 'refused':
      return `Not confirmed. ${name} is told, with your reason.`;
    case 'taken-back':
      return `Taken back. ${name} is told, with your reason. What it had met is owed again.`;
  }
}
