/** Approve, authorise or deny: the decision of whoever presses it, with what the plan asks at that step (R066, R067). */
import type { FormHandler } from '../../../app/feature.ts';
import type { Fields } from '../../../chat/form.ts';
import { requesterName } from '../cards/names.ts';
import { stepBlocks } from '../cards/ruling.ts';
import { openStay, reference } from '../rules/request.ts';
import { askedFields, faultsOfAnswers, givenAnswers } from './asks.ts';
import { keepRuling } from './ruling.ts';
import { lookAtStep } from './step-now.ts';

const noteField = {
  note: {
    kind: 'text',
    label: 'Note',
    hint: 'Those who work on the request read it; whoever asked does not.',
    multiline: true,
    max: 1000,
    optional: true,
  },
} as const satisfies Fields;

export const approve: FormHandler = {
  id: 'request.approve',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookAtStep(ask, subject, () => ({ kind: 'rule', outcome: 'approved' }));
    if (!looked.ok) return looked.refused;
    const { file, step } = looked;
    const verb = step.kind === 'authorise' ? 'Authorise' : 'Approve';
    return {
      title: `${verb} ${reference(file.request)}`,
      submit: verb,
      intro: stepBlocks(file, step, ask.actor),
      fields: { ...askedFields(step.asks), ...noteField },
      values: {},
    };
  },
  async submit(act, subject, values) {
    const looked = await lookAtStep(act, subject, () => ({ kind: 'rule', outcome: 'approved' }));
    if (!looked.ok) return { kind: 'refused', text: looked.refused.refused, ...cardOf(looked.refused) };
    const { file, step } = looked;
    const errors = await faultsOfAnswers(act, step.asks, values);
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const stayId = openStay(file.request)?.id;
    const given = givenAnswers(step.asks, values, { stayId, givenById: act.actor.id, givenAt: act.now });
    return keepRuling(act, subject, { outcome: 'approved', note: values.note, given });
  },
};

function cardOf<C>({ card }: { readonly card?: C }): { readonly card?: C } {
  return card ? { card } : {};
}

/** Whoever asked reads both. */
export const denialFields = {
  reason: {
    kind: 'text',
    label: 'Reason',
    hint: 'Whoever asked reads it.',
    multiline: true,
    max: 2000,
  },
  instead: {
    kind: 'text',
    label: 'What could they ask for instead?',
    hint: 'Such as counts for each school, or fewer years. They read it, and can file it again.',
    multiline: true,
    max: 1000,
    optional: true,
  },
} as const satisfies Fields;

export const deny: FormHandler<typeof denialFields> = {
  id: 'request.deny',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookAtStep(ask, subject, () => ({ kind: 'rule', outcome: 'denied' }));
    if (!looked.ok) return looked.refused;
    const { file, step } = looked;
    return {
      title: `Deny ${reference(file.request)}`,
      submit: 'Deny',
      intro: [
        {
          kind: 'note',
          tone: 'warning',
          text: `This ends the request, and its agreement is void. ${requesterName(file)} is told why, and may file it again.`,
        },
        ...stepBlocks(file, step, ask.actor),
      ],
      fields: denialFields,
      values: {},
    };
  },
  submit: (act, subject, { reason, instead }) =>
    keepRuling(act, subject, { outcome: 'denied', reason, instead }),
};
