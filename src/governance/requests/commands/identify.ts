/** "May identify students": what was decided for data about nobody in particular is decided anew (003 §3.3). */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { nextSentence } from '../cards/next.ts';
import { reference } from '../rules/request.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

const identifyFields = fields({
  reason: {
    kind: 'text',
    label: 'Why may they?',
    hint: 'Whoever asked reads it. Name no student.',
    multiline: true,
    max: 1000,
  },
});

export const identify: FormHandler<typeof identifyFields> = {
  id: 'request.identify',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'identify' }));
    if (!looked.ok) return looked.refused;
    const { request, policy } = looked.file;
    return {
      title: `Students: ${reference(request)}`,
      submit: 'May identify students',
      intro: [
        {
          kind: 'note',
          tone: 'warning',
          text: `Nothing that identifies students leaves without the named authorisation (${policy.pack.data_requests.pii.src}). The request goes back to the steps that it then needs; what was decided and made before is done again.`,
        },
      ],
      fields: identifyFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.identifies',
      move: { kind: 'identify' },
      words: () => ({ pii_reason: values.reason }),
      facts: ({ version }) => ({ version, pii: true }),
      tell: (telling, before) => {
        tellAsker(telling, 'request.identifies', { by: act.actor.id });
        tellPeople(
          telling,
          'request.identifies',
          [before.holderId].filter((id) => id !== before.requesterId),
          { by: act.actor.id },
        );
      },
      say: (file) => `${reference(file.request)} may identify students. ${nextSentence(file, act.actor)}`,
    }),
};
