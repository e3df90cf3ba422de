/** The ways a request ends before anything is sent: declined, withdrawn, or found to be public already. */
import type { FormHandler } from '../../../app/feature.ts';
import { fields } from '../../../chat/form.ts';
import { requesterName } from '../cards/names.ts';
import { reference } from '../rules/request.ts';
import { change } from './change.ts';
import { lookFor } from './look.ts';
import { tellAsker, tellPeople } from './tell.ts';

const declineFields = fields({
  reason: {
    kind: 'text',
    label: 'Reason',
    hint: 'Whoever asked reads it, so say what they could ask for instead.',
    multiline: true,
    max: 2000,
  },
});

/** R067: terminal, with a reason and a notice. */
export const decline: FormHandler<typeof declineFields> = {
  id: 'request.decline',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'decline' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    return {
      title: `Decline ${reference(file.request)}`,
      submit: 'Decline',
      intro: [
        { kind: 'note', tone: 'warning', text: `This ends the request. ${requesterName(file)} is told why.` },
      ],
      fields: declineFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.declined',
      move: { kind: 'decline' },
      words: () => ({ decline_reason: values.reason }),
      facts: ({ version }) => ({ version }),
      tell: (telling, before) => {
        tellAsker(telling, 'request.declined', { by: act.actor.id });
        if (before.holderId !== before.requesterId)
          tellPeople(telling, 'request.declined', [before.holderId], { by: act.actor.id });
      },
      say: (file) => `${reference(file.request)} is declined. ${requesterName(file)} is told why.`,
    }),
};

const withdrawFields = fields({
  reason: { kind: 'text', label: 'Reason', multiline: true, max: 1000, optional: true },
});

export const withdraw: FormHandler<typeof withdrawFields> = {
  id: 'request.withdraw',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'withdraw' }));
    if (!looked.ok) return looked.refused;
    return {
      title: `Withdraw ${reference(looked.file.request)}`,
      submit: 'Withdraw',
      intro: [{ kind: 'note', tone: 'warning', text: 'This ends the request; nobody works on it any more.' }],
      fields: withdrawFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.withdrawn',
      move: { kind: 'withdraw' },
      words: () => ({ withdraw_reason: values.reason }),
      facts: ({ version }) => ({ version }),
      tell: (telling, { holderId, requesterId, typedById, outsiderId }) => {
        if (outsiderId) tellAsker(telling, 'request.withdrawn', { by: act.actor.id });
        tellPeople(telling, 'request.withdrawn', [holderId, requesterId, typedById], { by: act.actor.id });
      },
      say: ({ request }) => `${reference(request)} is withdrawn. Nobody works on it any more.`,
    }),
};

const publicFields = fields({
  link: {
    kind: 'text',
    label: 'Link to where it is public',
    max: 500,
    format: 'web-link',
    scan: false,
    placeholder: 'https://',
  },
  note: { kind: 'text', label: 'Note for whoever asked', multiline: true, max: 1000, optional: true },
});

export const alreadyPublic: FormHandler<typeof publicFields> = {
  id: 'request.public',
  access: 'everyone',
  async open(ask, subject) {
    const looked = await lookFor(ask, subject, () => ({ kind: 'publish' }));
    if (!looked.ok) return looked.refused;
    const { file } = looked;
    return {
      title: `Public: ${reference(file.request)}`,
      submit: 'Tell them where',
      intro: [
        { kind: 'text', text: `This ends the request. ${requesterName(file)} reads:` },
        { kind: 'quote', label: 'Message', text: file.policy.pack.wording.already_public },
      ],
      fields: publicFields,
      values: {},
    };
  },
  submit: (act, subject, values) =>
    change(act, subject.id, {
      what: 'request.already-public',
      move: { kind: 'publish' },
      words: () => ({ public_link: values.link, public_note: values.note }),
      facts: ({ version }) => ({ version }),
      tell: (telling, before) => {
        tellAsker(telling, 'request.public', { by: act.actor.id });
        tellPeople(telling, 'request.public', [before.holderId], { by: act.actor.id });
      },
      say: (file) =>
        `${reference(file.request)} has ended. ${requesterName(file)} is told where it is public.`,
    }),
};
