/** A request that a person marks as made under the public-records act: the act's clock runs, and its words stand in a denial (F). */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { answerDay } from '../rules/answer-day.ts';
import { reference } from '../rules/request.ts';
import { forgetAnswerTold } from '../store/write.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

const publicFields = fields({
  reason: {
    kind: 'text',
    label: 'What makes it one?',
    hint: 'Such as the words of the letter, and where it is kept',
    multiline: true,
    max: 1000,
  },
});

export const publicRecord: FormHandler<typeof publicFields> = {
  id: 'request.public-record',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'mark_public' }));
    if (!looked.ok) return looked.refused;
    const { request, policy } = looked.file;
    const act = policy.pack.data_requests.public_records;
    const marked = { ...request, publicRecordById: ask.actor.id };
    const day = answerDay(policy.pack.data_requests, policy.calendar, marked);
    return {
      title: `Act: ${reference(request)}`,
      submit: 'Mark it',
      intro: [
        {
          kind: 'text',
          text: `Made under ${act?.name ?? 'the public-records act'}: an answer is owed by ${day ? sayDay(day.on) : 'its day'}, and a denial carries the notice of appeal (${act?.src ?? ''}).`,
        },
      ],
      fields: publicFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.public-record',
      move: { kind: 'mark_public' },
      amend: (after, { policy }) => {
        const marked = { ...after, publicRecordById: act.actor.id, publicRecordAt: act.now };
        const owed = answerDay(policy.pack.data_requests, policy.calendar, marked);
        return { ...marked, answerBy: owed?.on, answerRemindOn: owed?.remindOn };
      },
      also: ({ request }) => forgetAnswerTold(act.tx, request.id),
      words: () => ({ public_record_reason: values.reason }),
      facts: ({ version, answerBy }) => ({ version, answerBy: answerBy?.toString() ?? null }),
      tell: (telling, before) => {
        tellAsker(telling, 'request.public-record');
        tellPeople(
          telling,
          'request.public-record',
          [before.holderId].filter((id) => id !== before.requesterId),
        );
      },
      say: ({ request }) =>
        `${reference(request)} is marked. An answer is owed by ${request.answerBy ? sayDay(request.answerBy) : 'its day'}.`,
    }),
};
