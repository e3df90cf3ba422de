/** "Not for me": whoever is asked to take a request over says that they do not, and why; they are asked no more. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { reference } from '../rules/request.ts';
import { notForMe } from '../store/heirs.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellPeople } from './tell.ts';

const passByFields = fields({
  reason: {
    kind: 'text',
    label: 'Why not?',
    hint: 'Whoever works on it reads it. Name no student.',
    multiline: true,
    max: 1000,
  },
});

export const passBy: FormHandler<typeof passByFields> = {
  id: 'request.pass-by',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'pass_by' }));
    if (!looked.ok) return looked.refused;
    return {
      title: `Not for me: ${reference(looked.file.request)}`,
      submit: 'Not for me',
      intro: [
        {
          kind: 'text',
          text: 'The request stays as it is. Whoever works on it and the Coordinator are told, and you are asked no more.',
        },
      ],
      fields: passByFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.passed-by',
      move: { kind: 'pass_by' },
      words: () => ({ [notForMe(act.actor.id)]: values.reason }),
      facts: ({ version }) => ({ version }),
      tell: (telling) =>
        tellPeople(
          telling,
          'request.passed-by',
          [telling.file.request.holderId, ...telling.file.staff.coordinators],
          { by: act.actor.id },
        ),
      say: ({ request }) => `You do not take ${reference(request)} over. Whoever works on it is told.`,
    }),
};
