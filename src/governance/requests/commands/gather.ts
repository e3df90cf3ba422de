/** Gather: what the plan wants to be known before a request goes on, answered by whom it names (R057–R061). */
import type { FormHandler } from '../../../app/feature.ts';
import { gatherBlocks } from '../cards/kind.ts';
import { nextSentence } from '../cards/next.ts';
import { openStay, reference } from '../rules/request.ts';
import { askedFields, faultsOfAnswers, givenAnswers } from './asks.ts';
import { change } from './change.ts';
import { lookAtStep } from './step-now.ts';

export const gather: FormHandler = {
  id: 'request.gather',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookAtStep(ask, subject, () => ({ kind: 'gather' }));
    if (!looked.ok) return looked.refused;
    const { file, step } = looked;
    return {
      title: `Record: ${reference(file.request)}`,
      submit: 'Record',
      intro: gatherBlocks(file, step),
      fields: askedFields(step.asks),
      values: {},
    };
  },
  async submit(act, subject, values) {
    const looked = await lookAtStep(act, subject, () => ({ kind: 'gather' }));
    if (!looked.ok) {
      const { refused, card } = looked.refused;
      return { kind: 'refused', text: refused, ...(card ? { card } : {}) };
    }
    const { file, step } = looked;
    const errors = await faultsOfAnswers(act, step.asks, values);
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const stayId = openStay(file.request)?.id;
    const given = givenAnswers(step.asks, values, { stayId, givenById: act.actor.id, givenAt: act.now });
    return change(act, subject.id, {
      what: 'request.gathered',
      move: { kind: 'gather' },
      stay: subject.stay ?? '',
      amend: (after) => ({ ...after, answers: [...after.answers, ...given.answers] }),
      words: () => given.words,
      facts: ({ version }) => ({ version, step: step.id, answers: given.answers.map(({ id }) => id) }),
      tell: () => {},
      say: (after) => `Recorded on ${reference(after.request)}. ${nextSentence(after, act.actor)}`,
    });
  },
};
