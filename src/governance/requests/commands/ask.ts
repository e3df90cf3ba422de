/** Asking the requester and waiting: the step's clock stands still until the answer is in. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { nameOf, oneOf, requesterName, wordsOf } from '../cards/names.ts';
import { atNumber, reachOf, whyByCall } from '../cards/reach.ts';
import { openQuestion, reference } from '../rules/request.ts';
import type { CaseFile } from '../store/case-file.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

const askFields = fields({
  question: { kind: 'text', label: 'Your question', multiline: true, max: 2000 },
});

export const askRequester: FormHandler<typeof askFields> = {
  id: 'request.ask',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'ask' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    return {
      title: `Ask about ${reference(file.request)}`,
      submit: 'Ask',
      intro: [{ kind: 'text', text: howAsked(file, ask.actor.id) }],
      fields: askFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.question-asked',
      move: { kind: 'ask' },
      words: (after) => ({ [`question:${after.questions.at(-1)?.id}`]: values.question }),
      facts: (after) => ({ question: after.questions.at(-1)?.id ?? null }),
      tell: (telling) =>
        tellAsker(telling, 'request.question', {
          question: telling.file.request.questions.at(-1)?.id ?? null,
        }),
      say: (file) => howAsked(file, act.actor.id),
    }),
};

/** Who really asks them: nobody is told of an e-mail that can't be sent. */
function howAsked(file: CaseFile, actorId: string): string {
  const asker = requesterName(file);
  const still = 'The clock of this step stands still until the answer is in.';
  const reach = reachOf(file);
  switch (reach.how) {
    case 'here':
      return `${asker} is asked here. ${still}`;
    case 'email':
      return `${asker} is asked by e-mail. Their answer comes to you, and you record it here. ${still}`;
    case 'phone': {
      const gave = `${asker} ${whyByCall(file)}`;
      if (reach.callers.includes(actorId))
        return `${gave}: please call them yourself${atNumber(file)}, and record the answer here. ${still}`;
      const typist = reach.callers.includes(file.request.typedById) ? ', who typed the request in,' : '';
      return `${gave}: ${oneOf(file, reach.callers)}${typist} is asked to call them${atNumber(file)} and to record the answer. You may record it too. ${still}`;
    }
  }
}

const answerFields = fields({
  answer: { kind: 'text', label: 'The answer', multiline: true, max: 3000 },
});

export const answerQuestion: FormHandler<typeof answerFields> = {
  id: 'request.answer',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'answer' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    const question = openQuestion(file.request);
    return {
      title: `Answer: ${reference(file.request)}`,
      submit: 'Answer',
      intro: question
        ? [
            {
              kind: 'quote',
              label: `${nameOf(file, question.askedById)} asks`,
              text: wordsOf(file, `question:${question.id}`) ?? '',
            },
          ]
        : [],
      fields: answerFields,
      values: {},
    };
  },
  submit: (act, subject, values) => {
    let answered: string | undefined;
    return change(act, subject.id, {
      what: 'request.question-answered',
      move: ({ request }) => {
        answered = openQuestion(request)?.id;
        return { kind: 'answer' };
      },
      words: () => ({ [`answer:${answered}`]: values.answer }),
      facts: () => ({ question: answered ?? null }),
      tell: (telling, before) =>
        tellPeople(telling, 'request.answered', [
          openQuestion(before)?.askedById,
          telling.file.request.holderId,
        ]),
      say: ({ request }) => `The answer on ${reference(request)} is recorded, and the clock runs again.`,
    });
  },
};
