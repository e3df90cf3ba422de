/** A form of every kind of field, a form of lines to initial, and a card with every kind of button. */
import type { Card } from '../../../src/chat/card.ts';
import type { Form, OpenForm, RawValues } from '../../../src/chat/form.ts';
import type { Envelope, Reply } from '../../../src/chat/interaction.ts';

export const form: Form = {
  title: 'Ask for data',
  submit: 'Send',
  intro: [{ kind: 'text', text: 'Tell us what you need.' }],
  fields: {
    title: { kind: 'text', label: 'Title', max: 80 },
    question: { kind: 'text', label: 'Question', multiline: true, max: 3000, hint: 'In your own words.' },
    who: {
      kind: 'choice',
      label: 'Who asks?',
      options: [
        { value: 'me', label: 'I do' },
        { value: 'colleague', label: 'A colleague' },
      ],
    },
    colleague: { kind: 'person', label: 'Which colleague?', showIf: { field: 'who', is: ['colleague'] } },
    collections: {
      kind: 'choices',
      label: 'Collections',
      options: [
        { value: 'c1', label: 'Attendance' },
        { value: 'c2', label: 'Staff' },
      ],
    },
    by: { kind: 'date', label: 'Needed by', optional: true },
    met: { kind: 'moment', label: 'When did you meet?', optional: true },
    sure: { kind: 'tick', label: 'Purpose', says: 'I need it for my work' },
  },
  values: {},
};

export const agreement: Form = {
  title: 'Privacy agreement',
  submit: 'Sign',
  intro: [],
  keepsDraft: true,
  fields: {
    G1: {
      kind: 'initial',
      label: 'I keep passwords to myself.',
      says: 'I initial line G1',
      section: 'General',
    },
    G2: { kind: 'initial', label: 'I lock my screen.', says: 'I initial line G2' },
    T1: {
      kind: 'initial',
      label: 'I have had the training.',
      says: 'I initial line T1',
      section: 'Training',
    },
    name: { kind: 'text', label: 'Your full name', max: 200, section: 'Your signature' },
  },
  values: {},
};

export const open = (values: RawValues = {}, more: Partial<OpenForm> = {}, shape: Form = form): OpenForm => ({
  form: { ...shape, values },
  token: {
    form: 'request.file',
    instance: '6a52ad5c-7d8c-4c48-8d0d-5b1c9dbd7ab1',
    page: 1,
    subject: { for: 'me' },
    policy: 'fp',
  },
  errors: {},
  marked: {},
  ...more,
});

export const card: Card = {
  audience: 'person',
  title: 'DR-1001 Attendance by grade',
  status: { label: 'Waiting for a steward', tone: 'info' },
  blocks: [{ kind: 'facts', facts: [{ label: 'Asked by', value: 'Ana' }] }],
  actions: [
    {
      kind: 'run',
      id: 'request.claim',
      label: 'Claim',
      payload: { id: 'r1', version: '3' },
      style: 'primary',
    },
    {
      kind: 'run',
      id: 'request.end',
      label: 'Withdraw',
      payload: { id: 'r1', version: '3' },
      confirm: { title: 'Withdraw it?', text: 'This cannot be undone.', yes: 'Yes, withdraw' },
    },
    { kind: 'open-form', form: 'request.decline', label: 'Decline', subject: { id: 'r1' } },
    { kind: 'link', label: 'On the web', path: '/' },
  ],
  about: { kind: 'request', id: 'r1' },
};

export const moved: Card = { ...card, status: { label: 'Held by Ana', tone: 'good' }, actions: [] };

/** The list, with the number of times it was asked for. */
export const home = (count: number): Card => ({
  audience: 'person',
  title: `Your list ${count}`,
  blocks: [
    { kind: 'list', items: [{ title: 'DR-1001', ...(card.actions[0] ? { action: card.actions[0] } : {}) }] },
  ],
  actions: [{ kind: 'open-form', form: 'request.file', label: 'Ask for data', subject: {} }],
});

/** Answers like dispatch does: opens, draws again on a change, and what the test says on the rest. */
export function likeDispatch(rest: (envelope: Envelope) => Reply): (envelope: Envelope) => Reply {
  return (envelope) => {
    const { interaction } = envelope;
    switch (interaction.kind) {
      case 'open-form':
        return { kind: 'form', open: open() };
      case 'change':
        return { kind: 'form', open: open(interaction.values) };
      case 'options':
        return {
          kind: 'options',
          options: [{ value: 'p7', label: 'Bo Lind', description: 'Analyst · North' }],
        };
      default:
        return rest(envelope);
    }
  };
}
