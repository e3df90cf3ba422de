/** Cards, forms and documents that between them hold every kind of block, field and action. */
import type { Block, Card } from '../../../src/chat/card.ts';
import type { Document } from '../../../src/chat/document.ts';
import type { Fields, OpenForm, RawValues } from '../../../src/chat/form.ts';

/** What people type: markup, two directions, emoji, markdown, lines and spaces. */
export const wild =
  '<script>alert("x")</script>\n  **bold** _it_ `code`  [a](b) & "q" \'s\' 👩🏽‍🏫 مرحبا بالعالم עולם';

export const everyBlock: readonly Block[] = [
  {
    kind: 'text',
    text: 'Jordan Whitfield asked for numbers about ninth graders. It waits for a classification.',
  },
  { kind: 'heading', text: 'What was asked' },
  {
    kind: 'facts',
    facts: [
      { label: 'Requester', value: 'Jordan Whitfield, Mathematics teacher' },
      { label: 'How detailed', value: 'District totals' },
      { label: 'Needed by', value: 'Friday, 4 December 2026' },
      { label: 'Collections', value: 'PowerSchool enrolment; Schoolzilla assessments' },
    ],
  },
  { kind: 'quote', label: 'In their own words', text: wild },
  { kind: 'note', tone: 'neutral', text: 'Nothing is sent until somebody presses “Send”.' },
  { kind: 'note', tone: 'info', text: 'Suggested: low. Only district totals are asked for (003 §5.3).' },
  { kind: 'note', tone: 'good', text: 'Classified as low by the Coordinator on 21 November.' },
  {
    kind: 'note',
    tone: 'warning',
    text: 'Also shown to the Coordinator on 27 November if nobody claims it.',
  },
  { kind: 'note', tone: 'danger', text: 'Recalled: please do not use version 1.' },
  {
    kind: 'steps',
    steps: [
      { label: 'Filed', state: 'done', detail: '21 November, by Jordan Whitfield' },
      {
        label: 'Claimed and answered by a data steward',
        state: 'now',
        detail: 'Two data stewards were told',
      },
      { label: 'Sent and closed', state: 'later' },
    ],
  },
  { kind: 'divider' },
  {
    kind: 'list',
    items: [
      {
        title: 'DR-1001 waits for a steward',
        detail: 'Graduation rate by year',
        tone: 'warning',
        action: { kind: 'run', id: 'request.claim', label: 'Claim', payload: { id: 'r1', version: '3' } },
      },
      {
        title: 'Privacy agreement (NDA)',
        detail: 'Due 28 November: 003 §4.4.4 (2), within the first week',
        tone: 'danger',
        action: { kind: 'open-form', form: 'nda.sign', label: 'Sign', subject: {} },
      },
      { title: 'Fundamentals training', detail: 'Done on 3 September', tone: 'good' },
      { title: 'A plain line' },
    ],
  },
];

export const everyAction: Card['actions'] = [
  {
    kind: 'run',
    id: 'request.claim',
    label: 'Claim',
    payload: { id: 'r1', version: '3' },
    style: 'primary',
  },
  { kind: 'open-form', form: 'request.ask', label: 'Ask the requester', subject: { id: 'r1' } },
  {
    kind: 'run',
    id: 'request.withdraw',
    label: 'Withdraw',
    payload: { id: 'r1' },
    style: 'danger',
    confirm: {
      title: 'Withdraw DR-1001?',
      text: 'The stewards are told. This cannot be taken back; you can file it again.',
      yes: 'Withdraw it',
    },
  },
  { kind: 'link', label: 'Certificate', path: '/documents/agreement.certificate?id=s1' },
  { kind: 'link', label: 'Board policy', path: 'https://example.org/policy' },
];

export const everyCard: Card = {
  audience: 'person',
  title: 'DR-1001: Graduation rate by year',
  status: { label: 'Waits for a steward', tone: 'warning' },
  blocks: everyBlock,
  actions: everyAction,
  about: { kind: 'request', id: 'r1' },
};

export const claimedCard: Card = {
  ...everyCard,
  status: { label: 'Claimed by you', tone: 'info' },
  blocks: everyBlock.slice(0, 3),
  actions: everyAction.slice(1, 3),
};

export const homeCard: Card = {
  audience: 'person',
  title: 'Legacy Prep: your list',
  status: { label: '1 late', tone: 'danger' },
  blocks: [
    { kind: 'heading', text: 'What I owe' },
    {
      kind: 'list',
      items: [
        {
          title: 'Sign the privacy agreement (NDA)',
          detail: 'Was due on 14 November: within the first week (003 §4.4.4 (2))',
          tone: 'danger',
          action: { kind: 'open-form', form: 'nda.sign', label: 'Sign', subject: {} },
        },
      ],
    },
    { kind: 'heading', text: 'What waits for me' },
    {
      kind: 'list',
      items: [
        {
          title: 'DR-1001: Graduation rate by year',
          detail: 'Waits for a data steward since 20 November',
          action: { kind: 'run', id: 'request.claim', label: 'Claim', payload: { id: 'r1', version: '3' } },
        },
        { title: 'DR-1003: Ninth-grade counts', detail: 'Asked you a question' },
      ],
    },
    { kind: 'heading', text: 'What I asked for' },
    { kind: 'text', text: 'You have no open requests.' },
  ],
  actions: [],
};

export const everyField: Fields = {
  title: {
    kind: 'text',
    label: 'Title',
    max: 120,
    section: 'What you ask for',
    placeholder: 'Graduation rate by year',
  },
  question: {
    kind: 'text',
    label: 'Your question',
    hint: 'One or two sentences. No names and no student numbers, please.',
    max: 200,
    multiline: true,
  },
  asker: {
    kind: 'choice',
    label: 'Who is asking?',
    section: 'Who it is for',
    options: [
      { value: 'me', label: 'I am' },
      { value: 'colleague', label: 'A colleague' },
      { value: 'outsider', label: 'Somebody outside', description: 'Told by e-mail' },
    ],
  },
  colleague: { kind: 'person', label: 'Which colleague?', showIf: { field: 'asker', is: ['colleague'] } },
  email: {
    kind: 'text',
    label: 'Their e-mail',
    max: 200,
    format: 'email',
    scan: false,
    showIf: { field: 'asker', is: ['outsider'] },
  },
  readers: { kind: 'people', label: 'Who else will read it?', optional: true },
  detail: {
    kind: 'choice',
    label: 'How detailed?',
    section: 'How and when',
    options: ['State', 'District', 'School', 'Grade', 'Class', 'Teacher', 'Program', 'Student group'].map(
      (label) => ({
        value: label.toLowerCase(),
        label,
      }),
    ),
  },
  collections: {
    kind: 'choices',
    label: 'Which data collections?',
    options: [
      { value: 'powerschool', label: 'PowerSchool', description: 'Enrolment and attendance' },
      { value: 'schoolzilla', label: 'Schoolzilla', description: 'Assessments' },
    ],
  },
  needed: { kind: 'date', label: 'Needed by', optional: true, from: '2026-11-21' },
  came: { kind: 'moment', label: 'When did it come in?' },
  interest: {
    kind: 'tick',
    label: 'Legitimate interest',
    says: 'I need this for my work at the district.',
  },
};

export const ndaFields: Fields = {
  g1: {
    kind: 'initial',
    label: 'I have read the Assurances attached to this form and the Data Governance Plan with its policies.',
    says: 'Initial',
    section: 'General',
  },
  g2: { kind: 'initial', label: 'I will abide by the policies and subordinate procedures.', says: 'Initial' },
  t1: {
    kind: 'initial',
    label: 'I have completed the Security and Privacy Fundamentals training.',
    says: 'Initial',
    section: 'Trainings',
    hint: 'One of these two, not both.',
    optional: true,
  },
  t2: {
    kind: 'initial',
    label: 'I will complete the Security and Privacy Fundamentals training within 30 days.',
    says: 'Initial',
    optional: true,
  },
  name: { kind: 'text', label: 'Type your full name', max: 100, section: 'Sign', scan: false },
};

export function openForm(
  fields: Fields,
  form: string,
  values: RawValues,
  more: Partial<OpenForm> = {},
): OpenForm {
  return {
    form: {
      title: form.startsWith('nda') ? 'Privacy agreement' : 'Ask for data',
      submit: form.startsWith('nda') ? 'Sign' : 'Send',
      intro: [
        {
          kind: 'note',
          tone: 'info',
          text: 'Never type student data here: no names, numbers or birth dates.',
        },
      ],
      fields,
      values,
      ...(form.startsWith('nda') ? { keepsDraft: true } : {}),
    },
    token: { form, instance: '3f1f8a36-7f0a-4f7c-9a53-2c1f0e4f9a11', page: 1, subject: {}, policy: 'p1' },
    errors: {},
    marked: {},
    ...more,
  };
}

export const certificate: Document = {
  kind: 'page',
  title: 'Privacy agreement',
  subtitle: 'Legacy Preparatory Academy, version 1 for employees',
  blocks: [
    {
      kind: 'text',
      text: 'This certifies that the person named below signed all lines of the privacy agreement (NDA).',
    },
    {
      kind: 'facts',
      facts: [
        { label: 'Signed by', value: 'Jordan Whitfield' },
        { label: 'Signed at', value: '21 November 2026, 14:05 (America/Denver)' },
        {
          label: 'Seal (SHA-256)',
          value: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        },
      ],
    },
    { kind: 'heading', text: 'General' },
    {
      kind: 'table',
      caption: 'Lines and initials',
      columns: ['Line', 'Words', 'Initialled'],
      rows: [
        ['G1', 'I have read the Assurances attached to this form and the Plan.', '14:03'],
        ['G2', 'I will abide by the policies and subordinate procedures.', '14:04'],
        ['G3', '<b>not bold</b>', '14:04'],
      ],
    },
    {
      kind: 'bars',
      caption: 'How it went',
      bars: [
        { label: 'November 16', value: 3, of: 12, says: '3 of 12 <late>', tone: 'danger' },
        { label: 'November 23', value: 0, of: 0, says: 'nobody' },
      ],
    },
    { kind: 'signature', name: 'Jordan Whitfield', lines: ['Typed name', '21 November 2026, 14:05'] },
  ],
  downloads: [{ label: 'CSV', path: '/documents/agreement.csv?id=s1' }],
};
