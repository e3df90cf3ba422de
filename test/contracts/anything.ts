/** Any card, form and document that the types allow, with odd texts in every place. */
import fc from 'fast-check';
import type { Action, Block, Card, Payload } from '../../src/chat/card.ts';
import type { Document } from '../../src/chat/document.ts';
import type { Field, Fields, OpenForm, Option, RawValue, RawValues } from '../../src/chat/form.ts';
import { most } from '../support/surfaces/rules.ts';
import { oddText } from './odd-texts.ts';
import { openOf, tones } from './slots.ts';

const text = oddText(400);
const short = oddText(60);
const tone = fc.constantFrom(...tones);
const paths = ['/', '/documents/a.b?id=1&x=%20', 'https://law.example/§1'] as const;
const payload: fc.Arbitrary<Payload> = fc.dictionary(
  fc.constantFrom('id', 'version', 'person'),
  fc.oneof(fc.uuid(), fc.stringMatching(/^[\w:.-]{1,60}$/)),
);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

/** Leaves out what is undefined, as the types want it. */
function whole<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

type Run = Extract<Action, { kind: 'run' }>;
const style = maybe(fc.constantFrom('primary' as const, 'danger' as const));

const link: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('link' as const),
  label: short,
  path: fc.constantFrom(...paths),
});

const action: fc.Arbitrary<Action> = fc.oneof(
  link,
  fc
    .record({
      label: short,
      payload,
      style,
      confirm: maybe(fc.record({ title: short, text, yes: short })),
    })
    .map((one) => whole<Run>({ kind: 'run', id: 'request.claim', ...one })),
  fc
    .record({ label: short, subject: payload, style })
    .map((one) =>
      whole<Extract<Action, { kind: 'open-form' }>>({ kind: 'open-form', form: 'request.ask', ...one }),
    ),
);

const blockWith = (button: fc.Arbitrary<Action>): fc.Arbitrary<Block> =>
  fc.oneof(
    fc.record({ kind: fc.constantFrom('text' as const, 'heading' as const), text }),
    fc.record({
      kind: fc.constant('facts' as const),
      facts: fc.array(fc.record({ label: short, value: fc.oneof(text, fc.constant('')) }), { maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('quote' as const), label: short, text }),
    fc.record({ kind: fc.constant('note' as const), tone, text }),
    fc
      .array(
        fc.record({ label: short, state: fc.constantFrom('done', 'now', 'later'), detail: maybe(short) }),
        { maxLength: 4 },
      )
      .map((steps) => ({ kind: 'steps' as const, steps: steps.map((step) => whole(step)) }) as Block),
    fc
      .array(fc.record({ title: short, detail: maybe(text), tone: maybe(tone), action: maybe(button) }), {
        maxLength: 4,
      })
      .map((items) => ({ kind: 'list' as const, items: items.map((item) => whole(item)) }) as Block),
    fc.constant({ kind: 'divider' as const }),
  );

export const anyCard: fc.Arbitrary<Card> = fc
  .record({
    audience: fc.constant('person' as const),
    title: short,
    status: maybe(fc.record({ label: short, tone })),
    blocks: fc.array(blockWith(action), { maxLength: 8 }),
    actions: fc.array(action, { maxLength: 8 }),
    about: maybe(fc.constant({ kind: 'request', id: 'r1' })),
  })
  .map((card) => whole<Card>(card));

export const anyDocument: fc.Arbitrary<Document> = fc
  .record({
    title: short,
    subtitle: maybe(text),
    blocks: fc.array(blockWith(action), { maxLength: 4 }),
    columns: fc.array(short, { minLength: 1, maxLength: 6 }),
    cells: fc.array(text, { maxLength: 12 }),
    name: short,
  })
  .map(({ title, subtitle, blocks, columns, cells, name }) =>
    whole<Extract<Document, { kind: 'page' }>>({
      kind: 'page',
      title,
      subtitle,
      blocks: [
        ...blocks,
        {
          kind: 'filters',
          label: name,
          path: '/documents/x',
          fields: [
            { kind: 'text', name: 'q', label: name, value: cells[0] ?? '' },
            { kind: 'date', name: 'from', label: name, value: '' },
            { kind: 'tick', name: 'late', label: name, value: true },
            {
              kind: 'choice',
              name: 'level',
              label: name,
              value: '',
              options: columns.map((label, at) => ({ value: `v${at}`, label })),
            },
          ],
        },
        {
          kind: 'table',
          caption: title,
          columns,
          rows: cells.map((cell) => columns.map(() => cell)),
          lines: cells.map(() => ({ path: '/cases/request/DR-1001', tone: 'warning' })),
        },
        {
          kind: 'bars',
          caption: title,
          bars: columns.map((label) => ({ label, value: 1, of: 2, says: name })),
        },
        { kind: 'signature', name, lines: [title, name] },
      ],
      downloads: [{ label: name, path: '/documents/x?id=1' }],
    }),
  );

const options: fc.Arbitrary<readonly Option[]> = fc
  .array(fc.record({ label: oddText(100), description: maybe(oddText(100)) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((list) => list.map((option, at) => whole<Option>({ value: `v${at}`, ...option })));

const frame = {
  label: oddText(most.label),
  hint: maybe(text),
  section: maybe(oddText(200)),
  optional: fc.boolean(),
};

type Framed = { [K in keyof typeof frame]: (typeof frame)[K] extends fc.Arbitrary<infer T> ? T : never };

const field: fc.Arbitrary<Field> = fc
  .record({
    ...frame,
    kind: fc.constantFrom<Field['kind']>(
      'text',
      'choice',
      'choices',
      'date',
      'moment',
      'person',
      'people',
      'tick',
      'initial',
    ),
    options,
    says: oddText(most.says),
    multiline: fc.boolean(),
    placeholder: maybe(oddText(most.placeholder)),
  })
  .map(({ kind, options: list, says, multiline, placeholder, ...framed }): Field => {
    const base = whole<Framed>(framed);
    switch (kind) {
      case 'text':
        return whole<Extract<Field, { kind: 'text' }>>({ ...base, kind, max: 1000, multiline, placeholder });
      case 'choice':
      case 'choices':
        return { ...base, kind, options: list } as Field;
      case 'tick':
      case 'initial':
        return { ...base, kind, says } as Field;
      default:
        return { ...base, kind } as Field;
    }
  });

/** A form, and what somebody typed into it. */
export interface Filled {
  readonly open: OpenForm;
  readonly typed: RawValues;
}

export const anyFilled: fc.Arbitrary<Filled> = fc
  .record({
    title: oddText(most.title),
    submit: oddText(most.submit),
    intro: fc.array(blockWith(link), { maxLength: 2 }),
    list: fc.array(field, { minLength: 1, maxLength: 9 }),
    keepsDraft: fc.boolean(),
    conditional: fc.boolean(),
    picks: fc.array(fc.nat({ max: 13 }), { minLength: 9, maxLength: 9 }),
    words: fc.array(oddText(600), { minLength: 9, maxLength: 9 }),
  })
  .map(({ title, submit, intro, list, keepsDraft, conditional, picks, words }) => {
    const named = Object.fromEntries(list.map((one, at): [string, Field] => [`f${at}`, one]));
    const fields = conditional ? withCondition(named) : named;
    const typed = Object.fromEntries(
      Object.entries(fields).map(([name, one], at) => [name, valueFor(one, picks[at] ?? 0, words[at] ?? '')]),
    );
    return { open: openOf(fields, {}, { title, submit, intro, keepsDraft }), typed };
  });

/** The last field shows while the first choice has its first value. */
function withCondition(fields: Fields): Fields {
  const choice = Object.entries(fields).find(([, one]) => one.kind === 'choice')?.[0];
  const [last] = Object.entries(fields).at(-1) ?? [];
  const conditional = last === undefined ? undefined : fields[last];
  if (choice === undefined || last === undefined || !conditional || last === choice) return fields;
  return { ...fields, [last]: { ...conditional, showIf: { field: choice, is: ['v0'] } } };
}

/** Sometimes nothing, as people do. */
function valueFor(field: Field, pick: number, words: string): RawValue | undefined {
  if (pick === 13) return undefined;
  switch (field.kind) {
    case 'text':
      return words;
    case 'choice':
      return `v${pick % field.options.length}`;
    case 'choices':
      return field.options.filter((_, at) => at % 3 === pick % 3).map(({ value }) => value);
    case 'date':
      return `2026-11-${10 + pick}`;
    case 'moment':
      return `2026-11-${10 + pick}T09:3${pick % 10}`;
    case 'person':
      return `p${pick}`;
    case 'people':
      return Array.from({ length: pick % 4 }, (_, at) => `p${at}`);
    default:
      return pick % 2 === 0;
  }
}
