/** Every place where a text can stand, and everything of which there can be many: a reply around each. */
import type { Action, Block, Card, Tone } from '../../src/chat/card.ts';
import type { DocumentBlock } from '../../src/chat/document.ts';
import type { Field, Fields, OpenForm, RawValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import { most } from '../support/surfaces/rules.ts';

export interface Slot {
  readonly name: string;
  /** A reply with a text here, or with so many of something. */
  readonly of: (size: string) => Reply;
  /** Characters, where chat/form.ts asks for no more. */
  readonly most?: number;
  /** It may give way where the whole is too much; anything else is never longer than a few screens. */
  readonly inBody?: true;
}

/** Characters of what always stays, such as a title. */
export const fewScreens = 6000;

export const tones: readonly Tone[] = ['neutral', 'info', 'good', 'warning', 'danger'];

export function cardOf(blocks: readonly Block[], more: Partial<Card> = {}): Card {
  return { audience: 'person', title: 'DR-1001', blocks, actions: [], ...more };
}

export function openOf(
  fields: Fields,
  values: RawValues = {},
  more: Partial<OpenForm['form']> = {},
): OpenForm {
  return {
    form: { title: 'Ask for data', submit: 'Send', intro: [], fields, values, ...more },
    token: {
      form: 'request.file',
      instance: '6a52ad5c-7d8c-4c48-8d0d-5b1c9dbd7ab1',
      page: 1,
      subject: { id: 'r1' },
      policy: 'fp',
    },
    errors: {},
    marked: {},
  };
}

export function run(label: string, more: Partial<Extract<Action, { kind: 'run' }>> = {}): Action {
  return { kind: 'run', id: 'request.claim', label, payload: { id: 'r1', version: '3' }, ...more };
}

const card = (block: Block, more: Partial<Card> = {}): Reply => ({
  kind: 'card',
  card: cardOf([block], more),
});
const button = (action: Action): Reply => ({ kind: 'card', card: cardOf([], { actions: [action] }) });
const form = (field: Field, value?: RawValues[string], more: Partial<OpenForm['form']> = {}): Reply => ({
  kind: 'form',
  open: openOf({ one: field }, value === undefined ? {} : { one: value }, more),
});
const page = (block: DocumentBlock): Reply => ({
  kind: 'document',
  document: { kind: 'page', title: 'Certificate', blocks: [block] },
});
const asks = { title: 'Sure?', text: 'It cannot be taken back.', yes: 'Yes' };
const textField: Field = { kind: 'text', label: 'Title', max: most.text };
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}.` }));
const table = (column: string, cell: string): DocumentBlock => ({
  kind: 'table',
  caption: 'All',
  columns: [column, 'Other'],
  rows: [[cell, 'x']],
});

export const textSlots: readonly Slot[] = [
  { name: 'a card’s title', of: (text) => card({ kind: 'divider' }, { title: text }) },
  { name: 'a status', of: (text) => card({ kind: 'divider' }, { status: { label: text, tone: 'info' } }) },
  ...inBody([
    { name: 'a text', of: (text) => card({ kind: 'text', text }) },
    { name: 'a heading', of: (text) => card({ kind: 'heading', text }) },
    { name: 'a fact’s label', of: (text) => card({ kind: 'facts', facts: [{ label: text, value: 'v' }] }) },
    { name: 'a fact', of: (text) => card({ kind: 'facts', facts: [{ label: 'l', value: text }] }) },
    { name: 'a quote’s label', of: (text) => card({ kind: 'quote', label: text, text: 'q' }) },
    { name: 'a quote', of: (text) => card({ kind: 'quote', label: 'Question', text }) },
    ...tones.map(
      (tone): Slot => ({ name: `a ${tone} note`, of: (text) => card({ kind: 'note', tone, text }) }),
    ),
    {
      name: 'a step',
      of: (text) => card({ kind: 'steps', steps: [{ label: text, state: 'now', detail: 'd' }] }),
    },
    {
      name: 'a step’s detail',
      of: (text) => card({ kind: 'steps', steps: [{ label: 's', state: 'later', detail: text }] }),
    },
    {
      name: 'an item',
      of: (text) => card({ kind: 'list', items: [{ title: text, detail: 'd', tone: 'danger' }] }),
    },
    { name: 'an item’s detail', of: (text) => card({ kind: 'list', items: [{ title: 't', detail: text }] }) },
    {
      name: 'an item beside its button',
      of: (text) => card({ kind: 'list', items: [{ title: text, detail: 'd', action: run('Do') }] }),
    },
    {
      name: 'an item’s detail beside its button',
      of: (text) => card({ kind: 'list', items: [{ title: 't', detail: text, action: run('Do') }] }),
    },
    {
      name: 'an item’s button',
      of: (text) => card({ kind: 'list', items: [{ title: 't', action: run(text) }] }),
    },
    {
      name: 'what an item’s button asks',
      of: (text) =>
        card({ kind: 'list', items: [{ title: 't', action: run('Do', { confirm: { ...asks, text } }) }] }),
    },
  ]),
  { name: 'a button', of: (text) => button(run(text, { style: 'primary' })) },
  { name: 'a question’s title', of: (text) => button(run('Do', { confirm: { ...asks, title: text } })) },
  { name: 'a question', of: (text) => button(run('Do', { confirm: { ...asks, text } })) },
  { name: 'a question’s yes', of: (text) => button(run('Do', { confirm: { ...asks, yes: text } })) },
  { name: 'a link', of: (text) => button({ kind: 'link', label: text, path: '/documents/x?id=1' }) },
  {
    name: 'a button that opens a form',
    of: (text) => button({ kind: 'open-form', form: 'request.ask', label: text, subject: { id: 'r1' } }),
  },
  { name: 'what just happened', of: (text) => ({ kind: 'done', tone: 'good', text }) },
  {
    name: 'what just happened, above a card',
    of: (text) => ({ kind: 'done', tone: 'warning', text, card: cardOf([{ kind: 'text', text: 'c' }]) }),
  },
  { name: 'a form’s title', of: (text) => form(textField, undefined, { title: text }), most: most.title },
  { name: 'a form’s button', of: (text) => form(textField, undefined, { submit: text }), most: most.submit },
  {
    name: 'a form’s introduction',
    of: (text) => form(textField, undefined, { intro: [{ kind: 'text', text }] }),
  },
  { name: 'a section', of: (text) => form({ ...textField, section: text }) },
  { name: 'a hint', of: (text) => form({ ...textField, hint: text }) },
  { name: 'an example', of: (text) => form({ ...textField, placeholder: text }), most: most.placeholder },
  ...labelledFields(),
  {
    name: 'a clause',
    of: (text) =>
      form({ kind: 'initial', label: text, says: 'I initial this' }, undefined, { keepsDraft: true }),
    most: most.clause,
  },
  {
    name: 'words beside a box',
    of: (text) => form({ kind: 'tick', label: 'Purpose', says: text }),
    most: most.says,
  },
  {
    name: 'words beside an initialled box',
    of: (text) => form({ kind: 'initial', label: 'I keep it to myself.', says: text }),
    most: most.says,
  },
  ...choiceSlots(),
  { name: 'what was typed', of: (text) => form({ ...textField, multiline: true }, text), most: most.text },
  {
    name: 'what is wrong',
    of: (text) => ({
      kind: 'invalid',
      open: { ...openOf({ one: textField }, { one: 'x' }), errors: { one: text } },
    }),
  },
  {
    name: 'what is wrong with the whole',
    of: (text) => ({
      kind: 'invalid',
      open: { ...openOf({ one: textField }, { one: 'x' }), errors: { form: text } },
    }),
  },
  {
    name: 'the name of somebody chosen',
    of: (text) => ({
      kind: 'form',
      open: { ...openOf({ one: { kind: 'person', label: 'Who?' } }, { one: 'p1' }), names: { p1: text } },
    }),
    most: most.name,
  },
  { name: 'a page’s caption', of: (text) => page({ ...table('c', 'v'), caption: text } as DocumentBlock) },
  { name: 'a column', of: (text) => page(table(text, 'v')) },
  { name: 'a cell', of: (text) => page(table('c', text)) },
  {
    name: 'a bar',
    of: (text) => page({ kind: 'bars', caption: text, bars: [{ label: text, value: 1, of: 3, says: text }] }),
  },
  { name: 'a signature', of: (text) => page({ kind: 'signature', name: text, lines: [text] }) },
  {
    name: 'a page’s title',
    of: (text) => ({ kind: 'document', document: { kind: 'page', title: text, subtitle: text, blocks: [] } }),
  },
  {
    name: 'a file’s name',
    of: (text) => ({
      kind: 'document',
      document: { kind: 'file', name: text, mediaType: 'text/csv', content: '' },
    }),
  },
];

function inBody(slots: readonly Slot[]): Slot[] {
  return slots.map((slot) => ({ ...slot, inBody: true }));
}

/** A label stands on every kind of field. */
function labelledFields(): Slot[] {
  const kinds: readonly Exclude<Field['kind'], 'initial'>[] = [
    'text',
    'choice',
    'choices',
    'date',
    'moment',
    'person',
    'people',
    'tick',
  ];
  return kinds.map((kind) => ({
    name: `the label of a ${kind}`,
    of: (label) => form(fieldOf(kind, label)),
    most: most.label,
  }));
}

export function fieldOf(
  kind: Field['kind'],
  label: string,
  more: { readonly optional?: boolean } = {},
): Field {
  switch (kind) {
    case 'text':
      return { kind, label, max: 200, ...more };
    case 'choice':
    case 'choices':
      return { kind, label, options: options(3), ...more };
    case 'tick':
    case 'initial':
      return { kind, label, says: 'I initial this', ...more };
    default:
      return { kind, label, ...more };
  }
}

function choiceSlots(): Slot[] {
  const kinds = ['choice', 'choices'] as const;
  return kinds.flatMap((kind) =>
    [2, 20].flatMap((count): Slot[] => [
      {
        name: `one of ${count} options of a ${kind}`,
        of: (text) =>
          form({ kind, label: 'Which?', options: [{ value: 'long', label: text }, ...options(count - 1)] }),
      },
      {
        name: `what is said of one of ${count} options of a ${kind}`,
        of: (text) =>
          form({
            kind,
            label: 'Which?',
            options: [{ value: 'long', label: 'Long', description: text }, ...options(count - 1)],
          }),
      },
    ]),
  );
}

const many = <T>(count: number, one: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => one(at));
const numbered = (fields: readonly Field[]): Fields =>
  Object.fromEntries(fields.map((field, at) => [`f${at}`, field]));

export interface CountSlot {
  readonly name: string;
  /** Of what always stays, no more than anybody would look through. */
  readonly most?: number;
  readonly of: (count: number) => Reply;
}

export const countSlots: readonly CountSlot[] = [
  {
    name: 'blocks',
    of: (count) => ({
      kind: 'card',
      card: cardOf(
        many(count, (at): Block => ({ kind: 'text', text: `Line ${at}.` })),
        { status: { label: 'Open', tone: 'info' }, actions: [run('Claim')] },
      ),
    }),
  },
  {
    name: 'facts',
    of: (count) =>
      card({ kind: 'facts', facts: many(count, (at) => ({ label: `L${at}.`, value: `V${at}.` })) }),
  },
  {
    name: 'steps',
    of: (count) =>
      card({ kind: 'steps', steps: many(count, (at) => ({ label: `Step ${at}.`, state: 'later' })) }),
  },
  {
    name: 'items',
    of: (count) => card({ kind: 'list', items: many(count, (at) => ({ title: `Item ${at}.` })) }),
  },
  {
    name: 'items with buttons',
    of: (count) =>
      card({
        kind: 'list',
        items: many(count, (at) => ({
          title: `Item ${at}.`,
          action: run('Open', { payload: { id: `r${at}` } }),
        })),
      }),
  },
  {
    name: 'buttons',
    most: 60,
    of: (count) => ({
      kind: 'card',
      card: cardOf([], { actions: many(count, (at) => run(`Do ${at}.`, { payload: { id: `r${at}` } })) }),
    }),
  },
  ...(['choice', 'choices'] as const).flatMap((kind): CountSlot[] => [
    { name: `options of a ${kind}`, of: (count) => form({ kind, label: 'Which?', options: options(count) }) },
    {
      name: `options of an optional ${kind}`,
      of: (count) => form({ kind, label: 'Which?', optional: true, options: options(count) }),
    },
  ]),
  {
    name: 'everything chosen',
    of: (count) =>
      form(
        { kind: 'choices', label: 'Which?', options: options(count) },
        options(count).map(({ value }) => value),
      ),
  },
  {
    name: 'people chosen',
    of: (count) =>
      form(
        { kind: 'people', label: 'Who?' },
        many(count, (at) => `p${at}`),
      ),
  },
  {
    name: 'fields',
    of: (count) => ({
      kind: 'form',
      open: openOf(numbered(many(count, (at): Field => ({ kind: 'text', label: `Field ${at}.`, max: 100 })))),
    }),
  },
  {
    name: 'fields with sections',
    of: (count) => ({
      kind: 'form',
      open: openOf(
        numbered(
          many(count, (at): Field => ({ kind: 'date', label: `Field ${at}.`, section: `Section ${at}.` })),
        ),
      ),
    }),
  },
  {
    name: 'clauses',
    of: (count) => ({
      kind: 'form',
      open: openOf(
        numbered(
          many(
            count,
            (at): Field => ({
              kind: 'initial',
              label: `I keep promise ${at}. ${'And I mean it. '.repeat(8)}`,
              says: `I initial line ${at}`,
              ...(at % 5 === 0 ? { section: `Part ${at}.` } : {}),
            }),
          ),
        ),
        {},
        { keepsDraft: true },
      ),
    }),
  },
  {
    name: 'faults',
    most: 60,
    of: (count) => {
      const open = openOf(
        numbered(many(count, (at): Field => ({ kind: 'text', label: `Field ${at}.`, max: 100 }))),
      );
      const errors = Object.fromEntries(many(count, (at) => [`f${at}`, `Fault ${at}.`]));
      return { kind: 'invalid', open: { ...open, errors } };
    },
  },
  {
    name: 'rows',
    of: (count) =>
      page({
        kind: 'table',
        caption: 'All',
        columns: ['A', 'B'],
        rows: many(count, (at) => [`a${at}.`, `b${at}.`]),
      }),
  },
  {
    name: 'people offered',
    of: (count) => ({
      kind: 'options',
      options: many(count, (at) => ({ value: `p${at}`, label: `Person ${at}.` })),
    }),
  },
];
