/** What was answered when a request was filed, put right: each answer a row of its own, the last one counts. */
import type { FormHandler } from '../../../app/feature.ts';
import type { RawValues } from '../../../chat/form.ts';
import { wordsOf } from '../cards/names.ts';
import { answerTo, reference } from '../rules/request.ts';
import { sponsorsOf } from '../rules/sponsors.ts';
import type { CaseFile } from '../store/case-file.ts';
import { askedFields, faultsOfAnswers, givenAnswers, valuesOfAnswers } from './asks.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellPeople } from './tell.ts';

function asksOf({ request, policy }: CaseFile) {
  return policy.pack.data_requests.routes[request.route]?.asks ?? [];
}

function asGiven(file: CaseFile): RawValues {
  return valuesOfAnswers(asksOf(file), (question) => {
    const answer = answerTo(file.request, question);
    return answer && (answer.value ?? wordsOf(file, `given:${answer.id}`));
  });
}

export const correct: FormHandler = {
  id: 'request.correct',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'correct' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    return {
      title: `Correct ${reference(file.request)}`,
      submit: 'Keep this',
      intro: [],
      fields: askedFields(asksOf(file)),
      values: asGiven(file),
    };
  },
  async submit(act, subject, values) {
    const looked = await lookFor(act, subject, () => ({ kind: 'correct' }));
    if (!looked.ok) {
      const { refused, card } = looked.refused;
      return { kind: 'refused', text: refused, ...(card ? { card } : {}) };
    }
    const asks = asksOf(looked.file);
    const typed = values as RawValues;
    const errors = await faultsOfAnswers(act, asks, typed);
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
    const before = asGiven(looked.file);
    const changed = Object.fromEntries(
      Object.entries(typed).filter(([name, value]) => before[name] !== value),
    );
    const given = givenAnswers(asks, changed, {
      stayId: undefined,
      givenById: act.actor.id,
      givenAt: act.now,
    });
    return change(act, subject.id, {
      what: 'request.corrected',
      move: { kind: 'correct' },
      amend: (after) => ({ ...after, answers: [...after.answers, ...given.answers] }),
      words: () => given.words,
      facts: ({ version }) => ({ version, answers: given.answers.map(({ id }) => id) }),
      tell: (telling, was) => {
        const plan = telling.file.policy.pack.data_requests;
        const old = sponsorsOf(plan, was);
        const fresh = sponsorsOf(plan, telling.file.request).filter((id) => !old.includes(id));
        tellPeople(telling, 'request.sponsored', fresh);
      },
      say: ({ request }) => `Kept on ${reference(request)}.`,
    });
  },
};
