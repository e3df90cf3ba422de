/** "Identifies nobody": the mark is taken back by whoever the plan lets authorise such data, with the reason (003 §3.3). */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { nextSentence } from '../cards/next.ts';
import { reference } from '../rules/request.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

const unidentifyFields = fields({
  reason: {
    kind: 'text',
    label: 'Why can they identify nobody?',
    hint: 'Whoever asked reads it. Name no student.',
    multiline: true,
    max: 1000,
  },
});

export const unidentify: FormHandler<typeof unidentifyFields> = {
  id: 'request.unidentify',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'unidentify' }));
    if (!looked.ok) return looked.refused;
    const { request, policy } = looked.file;
    return {
      title: `Students: ${reference(request)}`,
      submit: 'Identifies nobody',
      intro: [
        {
          kind: 'note',
          tone: 'warning',
          text: `The data leave without the named authorisation then (${policy.pack.data_requests.pii.src}). What was decided and made before was for other data, so it is done again; what stands on record stays there.`,
        },
      ],
      fields: unidentifyFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.identifies-nobody',
      move: { kind: 'unidentify' },
      words: () => ({ not_pii_reason: values.reason }),
      facts: ({ version }) => ({ version, pii: false }),
      tell: (telling, before) => {
        const facts = { by: act.actor.id };
        tellAsker(telling, 'request.identifies-nobody', facts);
        const workers = [before.holderId, ...telling.file.staff.coordinators];
        tellPeople(
          telling,
          'request.identifies-nobody',
          workers.filter((id) => id !== before.requesterId),
          facts,
        );
      },
      say: (file) => `${reference(file.request)} identifies nobody. ${nextSentence(file, act.actor)}`,
    }),
};
