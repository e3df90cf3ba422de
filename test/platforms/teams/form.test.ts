/** Forms in dialogs: every field as literal inputs, pages of lines to initial, and what was typed comes back whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, Fields, OpenForm, RawValue, RawValues } from '../../../src/chat/form.ts';
import { decodeToken } from '../../../src/chat/form-token.ts';
import { type DrawnForm, drawForm, readSubmitted, shownFields } from '../../../src/platforms/teams/form.ts';
import { checkCard, partsOf, textsOf } from '../../support/adaptive-cards.ts';
import { everyField, ndaFields, openForm, wild } from '../web/samples.ts';

const pen = { publicUrl: 'https://safekeep.example', sample: false };

type Json = Readonly<Record<string, unknown>>;
type Drawn = DrawnForm['card'];

const rich = (text: string, style: object = {}, mark = '') => ({
  type: 'RichTextBlock',
  inlines: [...(mark ? [mark] : []), text].map((one) => ({ type: 'TextRun', text: one, ...style })),
});
const hint = (text: string) => ({ ...rich(text, { isSubtle: true, size: 'small' }), spacing: 'small' });
const error = (text: string) => ({
  ...rich(text, { color: 'attention', weight: 'bolder' }, '⚠️ '),
  spacing: 'small',
});

function draw(fields: Fields, values: RawValues = {}, more: Partial<OpenForm> = {}): Drawn {
  return drawForm(bare(fields, values, more), pen).card;
}

/** Without an introduction. */
function bare(fields: Fields, values: RawValues = {}, more: Partial<OpenForm> = {}): OpenForm {
  const open = openForm(fields, fields === ndaFields ? 'nda.sign' : 'request.file', values, more);
  return { ...open, form: { ...open.form, intro: [] } };
}

function partsOfType(card: Drawn, type: string): readonly Json[] {
  return partsOf(card, 'card').flatMap(([, part]) => (String(part.type).startsWith(type) ? [part] : []));
}

/** What Teams sends when a button is pressed: its data, and every input by its id, empty ones too. */
function press(card: Drawn, title: string, typed: Readonly<Record<string, string>> = {}): unknown {
  const button = partsOfType(card, 'Action.Submit').find((action) => action.title === title);
  if (!button) throw new Error(`no button “${title}”`);
  const inputs = partsOfType(card, 'Input.').map(({ id, value }) => [id, value ?? '']);
  // as it travels
  return JSON.parse(JSON.stringify({ ...Object.fromEntries(inputs), ...typed, ...(button.data as Json) }));
}

function submitted(card: Drawn, title: string, typed: Readonly<Record<string, string>> = {}) {
  const read = readSubmitted(press(card, title, typed));
  if (!read) throw new Error('it was not read');
  return read;
}

function options(count: number) {
  return Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }));
}

describe('a field', () => {
  const choices = (count: number) => options(count).map(({ value, label: title }) => ({ title, value }));

  it.each<[string, Field, RawValue | undefined, readonly unknown[]]>([
    [
      'a text',
      { kind: 'text', label: 'Title', max: 80, placeholder: 'Short', hint: 'A line' },
      wild,
      [{ type: 'Input.Text', id: 'f:x', label: 'Title', placeholder: 'Short', value: wild }, hint('A line')],
    ],
    [
      'a long optional text',
      { kind: 'text', label: 'Question', max: 3000, multiline: true, optional: true },
      undefined,
      [{ type: 'Input.Text', id: 'f:x', label: 'Question (optional)', isMultiline: true }],
    ],
    [
      'an e-mail',
      { kind: 'text', label: 'E-mail', max: 80, format: 'email' },
      undefined,
      [{ type: 'Input.Text', id: 'f:x', label: 'E-mail', style: 'email' }],
    ],
    [
      'a choice of few',
      { kind: 'choice', label: 'Who', options: options(2) },
      'v1',
      [
        {
          type: 'Input.ChoiceSet',
          id: 'f:x',
          label: 'Who',
          style: 'expanded',
          wrap: true,
          choices: choices(2),
          value: 'v1',
        },
      ],
    ],
    [
      'a choice that may be left out',
      { kind: 'choice', label: 'Who', options: options(2), optional: true },
      'gone',
      [
        {
          type: 'Input.ChoiceSet',
          id: 'f:x',
          label: 'Who (optional)',
          style: 'compact',
          wrap: true,
          placeholder: 'Choose',
          choices: [{ title: 'No answer', value: '%' }, ...choices(2)],
        },
      ],
    ],
    [
      'several of few',
      { kind: 'choices', label: 'What', options: options(3) },
      ['v0', 'v2', 'gone'],
      [
        {
          type: 'Input.ChoiceSet',
          id: 'f:x',
          label: 'What',
          style: 'expanded',
          isMultiSelect: true,
          wrap: true,
          choices: choices(3),
          value: 'v0,v2',
        },
      ],
    ],
    [
      'a day',
      { kind: 'date', label: 'Needed by', from: '2026-11-21' },
      '2026-12-01',
      [
        {
          type: 'Input.Date',
          id: 'f:x',
          label: 'Needed by',
          min: '2026-11-21',
          errorMessage: 'Please choose a day from November 21, 2026.',
          value: '2026-12-01',
        },
      ],
    ],
    [
      'a moment',
      { kind: 'moment', label: 'When' },
      '2026-12-01T09:30',
      [
        { type: 'Input.Date', id: 'f:x:date', label: 'When', value: '2026-12-01' },
        { type: 'Input.Time', id: 'f:x:time', label: 'When (time)', value: '09:30' },
      ],
    ],
    [
      'a person',
      { kind: 'person', label: 'Colleague' },
      'p1',
      [
        {
          type: 'Input.ChoiceSet',
          id: 'f:x',
          label: 'Colleague',
          style: 'filtered',
          wrap: true,
          placeholder: 'Type a name',
          choices: [{ title: 'Ann & Lee', value: 'p1' }],
          value: 'p1',
          'choices.data': { type: 'Data.Query', dataset: 'safekeep.people' },
        },
      ],
    ],
    [
      'people',
      { kind: 'people', label: 'Others', optional: true },
      ['p1', 'p2'],
      [
        {
          type: 'Input.ChoiceSet',
          id: 'f:x',
          label: 'Others (optional)',
          style: 'filtered',
          isMultiSelect: true,
          wrap: true,
          placeholder: 'Type a name',
          choices: [
            { title: 'Ann & Lee', value: 'p1' },
            { title: 'Chosen before', value: 'p2' },
          ],
          value: 'p1,p2',
          'choices.data': { type: 'Data.Query', dataset: 'safekeep.people' },
        },
      ],
    ],
    [
      'a tick',
      { kind: 'tick', label: 'Purpose', says: 'For my work' },
      true,
      [
        {
          type: 'Input.Toggle',
          id: 'f:x',
          label: 'Purpose',
          title: 'For my work',
          wrap: true,
          valueOn: 'true',
          valueOff: 'false',
          value: 'true',
        },
      ],
    ],
  ])('%s', (_name, field, value, expected) => {
    const card = draw({ x: field }, value === undefined ? {} : { x: value }, { names: { p1: 'Ann & Lee' } });
    expect(card.body).toEqual(expected);
    expect(checkCard(card, 'dialog')).toEqual([]);
  });

  it('stands under the heading of its section, with what is wrong below it', () => {
    const title: Field = { kind: 'text', label: 'Title', max: 80, section: 'What', hint: 'A line' };
    const { body } = draw({ title }, {}, { errors: { title: 'Please fill this in.' } });
    expect(body.slice(1)).toEqual([
      expect.objectContaining({ type: 'TextBlock', style: 'heading', text: 'What' }),
      { type: 'Input.Text', id: 'f:title', label: 'Title' },
      hint('A line'),
      error('Please fill this in.'),
    ]);
  });

  it('never lets a client cut what is pasted, or refuse to send', () => {
    const parts = partsOfType(draw(everyField), 'Input.');
    for (const part of parts)
      for (const name of ['maxLength', 'isRequired', 'regex']) expect(part).not.toHaveProperty(name);
  });

  it.each([5, 6, 12, 13, 20, 21, 100])('offers each of %i choices', (count) => {
    const card = draw({
      one: { kind: 'choice', label: 'One', options: options(count) },
      some: { kind: 'choices', label: 'Some', options: options(count) },
    });
    expect(checkCard(card, 'dialog')).toEqual([]);
    expect(JSON.stringify(card).match(/"value":"v\d+"/g)).toHaveLength(2 * count);
    expect(partsOfType(card, 'Input.ChoiceSet').map(({ style }) => style)).toEqual([
      count <= 5 ? 'expanded' : count <= 20 ? 'compact' : 'filtered',
      count <= 12 ? 'expanded' : count <= 20 ? 'compact' : 'filtered',
    ]);
  });

  it('shows words that an open list would read as Markdown where nothing does', () => {
    const marked = [{ value: 'a', label: '*Reading* & [writing]' }];
    const card = draw({
      one: { kind: 'choice', label: 'One', options: marked },
      tick: { kind: 'tick', label: 'Sure', says: 'I _know_ it' },
    });
    expect(checkCard(card, 'dialog')).toEqual([]);
    const [one, tick] = partsOfType(card, 'Input.');
    expect(one).toMatchObject({ style: 'filtered', choices: [{ title: '*Reading* & [writing]' }] });
    expect(tick).toMatchObject({ title: 'Yes' });
    expect(textsOf(card)).toContain('I _know_ it');
  });

  it('breaks a date function in its label where nobody sees it', () => {
    const label = 'At {{DATE(2026-01-02T03:04:05Z)}}';
    const [input] = partsOfType(draw({ x: { kind: 'text', label, max: 9 } }), 'Input.');
    expect(input?.label).not.toBe(label);
    expect(String(input?.label).replaceAll('\u2060', '')).toBe(label);
  });
});

describe('a form', () => {
  it('of every field passes the check, empty and filled in, right and wrong', () => {
    const errors = Object.fromEntries(Object.keys(everyField).map((name) => [name, 'Please look at this.']));
    for (const asker of ['me', 'colleague', 'outsider'])
      for (const more of [{}, { errors }]) {
        const drawn = drawForm(openForm(everyField, 'request.file', { ...filled, asker }, more), pen);
        expect(checkCard(drawn.card, 'dialog')).toEqual([]);
        expect(drawn.size).toBe('large');
      }
  });

  it.each([
    [1, 'small'],
    [3, 'small'],
    [4, 'medium'],
    [8, 'large'],
  ])('of %i fields opens %s', (count, size) => {
    const fields = Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `f${at}`,
        { kind: 'text', label: `F ${at}`, max: 9 } as const,
      ]),
    );
    expect(drawForm(bare(fields), pen).size).toBe(size);
  });

  it('says at its top that something is wrong, and there what belongs to no field on screen', () => {
    const errors = { title: 'Please fill this in.', email: 'Not shown now.', form: 'Too late for that.' };
    const texts = textsOf(draw(everyField, { asker: 'me' }, { errors }));
    expect(texts.slice(0, 3)).toEqual([
      '⛔ Not shown now.',
      '⛔ Too late for that.',
      '⛔ One thing needs your attention',
    ]);
    expect(texts.filter((text) => text.includes('Please fill this in.'))).toHaveLength(1);
  });

  it('keeps what was typed, and marks the words that were objected to where they stand', () => {
    const question = `${'word '.repeat(40)}number 123-45-6789 and *more*`;
    const card = draw(
      { question: { kind: 'text', label: 'Question', max: 3000 } },
      { question },
      {
        errors: { question: 'This looks like student data.' },
        marked: { question: ['123-45-6789', 'absent'] },
      },
    );
    expect(checkCard(card, 'dialog')).toEqual([]);
    expect(partsOfType(card, 'Input.Text')[0]?.value).toBe(question);
    const [found, ...others] = partsOfType(card, 'TextRun').filter(({ highlight }) => highlight === true);
    expect(found?.text).toBe('123-45-6789');
    expect(others).toEqual([]);
    expect(textsOf(card).at(-1)).toMatch(/^….*number 123-45-6789 and \*more\*$/);
  });

  it('shows a sentence above it that is no mistake', () => {
    const told = { text: 'A little more, please.', tone: 'info' } as const;
    const { card } = drawForm(bare(everyField), pen, { told });
    expect(textsOf(card)[0]).toBe('ℹ️ A little more, please.');
    expect(checkCard(card, 'dialog')).toEqual([]);
  });

  it('shows the fields that a choice asks for, and names them', () => {
    for (const [asker, shown] of [
      ['me', []],
      ['colleague', ['colleague']],
      ['outsider', ['email']],
    ] as const) {
      const open = bare(everyField, { asker });
      const ids = partsOfType(drawForm(open, pen).card, 'Input.').map(({ id }) => String(id));
      for (const name of ['colleague', 'email']) {
        expect(ids.includes(`f:${name}`)).toBe((shown as readonly string[]).includes(name));
        expect(shownFields(open).includes(name)).toBe((shown as readonly string[]).includes(name));
      }
    }
  });

  it('too long an introduction gives way and says where to read it; the fields stay', () => {
    const intro = Array.from({ length: 200 }, () => ({ kind: 'text', text: 'w'.repeat(300) }) as const);
    const open = openForm(everyField, 'request.file', filled);
    const { card } = drawForm({ ...open, form: { ...open.form, intro } }, pen);
    expect(checkCard(card, 'dialog')).toEqual([]);
    expect(textsOf(card)).toContain('There is more than Teams can show here.');
    expect(partsOfType(card, 'Input.').length).toBeGreaterThan(8);
  });

  it('says that the district is a sample, on every page', () => {
    for (const page of [1, 2, 3])
      expect(textsOf(drawForm(bare(ndaFields), { ...pen, sample: true }, { page }).card)).toContain(
        'Sample district: invented people, no real data',
      );
  });
});

const filled: RawValues = {
  title: wild,
  question: `${wild}\n`,
  asker: 'outsider',
  colleague: 'p1',
  email: 'x@example.org',
  readers: ['p2', 'p3'],
  detail: 'school',
  collections: ['schoolzilla'],
  needed: '2026-12-04',
  came: '2026-11-20T09:30',
  interest: true,
};

describe('an agreement', () => {
  const page = (at: number, values: RawValues = {}, more: Partial<OpenForm> = {}) =>
    drawForm(bare(ndaFields, values, more), pen, { page: at }).card;
  const titles = (card: Drawn) => partsOfType(card, 'Action.').map(({ title }) => title);

  it('has a page for each section, and its own button on the last one', () => {
    expect([1, 2, 3].map((at) => titles(page(at)))).toEqual([
      ['Initial', 'Initial', 'Next'],
      ['Initial', 'Initial', 'Back', 'Next'],
      ['Back', 'Sign'],
    ]);
    expect(textsOf(page(2))).toEqual(
      expect.arrayContaining(['Page 2 of 3', 'Trainings', ndaFields.t1?.label, ndaFields.t2?.label]),
    );
    expect(textsOf(page(9))).toContain('Page 3 of 3');
    for (const at of [1, 2, 3]) expect(checkCard(page(at, { g1: true, t2: true }), 'dialog')).toEqual([]);
  });

  it('says its introduction on the first page only', () => {
    const open = openForm(ndaFields, 'nda.sign', {});
    const said = [1, 2].map((at) => textsOf(drawForm(open, pen, { page: at }).card).join());
    expect(said[0]).toContain('Never type student data here');
    expect(said[1]).not.toContain('Never type student data here');
  });

  it('keeps a line at once, and takes it back', () => {
    expect(submitted(page(1), 'Initial')).toMatchObject({
      values: { g1: true },
      does: { initial: 'g1', on: true },
      luggage: { page: 1 },
    });
    const signed = page(1, { g1: true });
    expect(titles(signed)).toEqual(['Take back', 'Initial', 'Next']);
    expect(textsOf(signed)).toContain('✅ Initial');
    expect(submitted(signed, 'Take back')).toMatchObject({
      values: { g1: false },
      does: { initial: 'g1', on: false },
    });
    expect(submitted(signed, 'Initial')).toMatchObject({ values: { g1: true, g2: true } });
  });

  it('carries lines and words from page to page', () => {
    const first = submitted(page(1, { g1: true }), 'Next');
    expect(first).toMatchObject({ does: 'next', values: { g1: true } });
    const last = page(3, first.values);
    const back = submitted(last, 'Back', { 'f:name': 'Ann' });
    expect(back).toMatchObject({ does: 'back', luggage: { page: 3 }, values: { g1: true, name: 'Ann' } });
    const middle = submitted(page(2, back.values), 'Initial');
    expect(middle.values).toEqual({ g1: true, t1: true, name: 'Ann' });
    const sign = submitted(page(3, middle.values), 'Sign');
    expect(sign).toMatchObject({ does: 'submit', values: { g1: true, t1: true, name: 'Ann' } });
    expect(submitted(page(3, sign.values), 'Sign', { 'f:name': '' }).values).toEqual({
      g1: true,
      t1: true,
    });
  });

  it('comes back on the page of the first mistake', () => {
    const errors = { t1: 'Exactly one of these two.', name: 'Please fill this in.' };
    const card = page(3, {}, { errors });
    expect(textsOf(card)).toEqual(
      expect.arrayContaining([
        'Page 2 of 3',
        '⛔ 2 things need your attention',
        '⚠️ Exactly one of these two.',
      ]),
    );
  });

  it('of clauses as long as they may be stays within what Teams takes', () => {
    const lines = Object.fromEntries(
      Array.from({ length: 40 }, (_, at): [string, Field] => [
        `L${at}`,
        { kind: 'initial', label: `${at}. ${'c'.repeat(1990)}`, says: `I initial line L${at}` },
      ]),
    );
    const open = bare(lines, Object.fromEntries(Object.keys(lines).map((name) => [name, true])));
    const pages = Array.from({ length: 14 }, (_, at) => drawForm(open, pen, { page: at + 1 }).card);
    for (const card of pages) expect(checkCard(card, 'dialog')).toEqual([]);
    const said = pages.flatMap((card) => textsOf(card)).filter((text) => text.endsWith('cc'));
    expect(new Set(said).size).toBe(40);
  });
});

describe('what a dialog sends', () => {
  const source = { activity: '1:abc', on: 'home' } as const;

  it('tells where it was opened and which fields it showed', () => {
    const open = bare(everyField, { asker: 'me' });
    const { card } = drawForm(open, pen, { source });
    const { luggage } = submitted(card, 'Send');
    expect(luggage).toMatchObject({ page: 1, source, kept: {}, drawn: shownFields(open) });
    expect(decodeToken(luggage.token)).toEqual(open.token);
  });

  it('keeps values of fields that a choice hides', () => {
    const { values, luggage } = submitted(draw(everyField, { ...filled, asker: 'me' }), 'Send');
    expect(values).toMatchObject({ asker: 'me', colleague: 'p1', email: 'x@example.org' });
    expect(luggage.kept).toEqual({ colleague: 'p1', email: 'x@example.org' });
  });

  it('goes on with half a moment, so that the form can say what is missing', () => {
    const card = draw({ came: { kind: 'moment', label: 'When' } });
    expect(submitted(card, 'Send', { 'f:came:date': '2026-12-01' }).values).toEqual({ came: '2026-12-01T' });
    expect(submitted(card, 'Send', { 'f:came:time': '09:30' }).values).toEqual({ came: 'T09:30' });
    const half = draw({ came: { kind: 'moment', label: 'When' } }, { came: '2026-12-01T' });
    expect(partsOfType(half, 'Input.Date')[0]?.value).toBe('2026-12-01');
  });

  it('knows no answer from an answer', () => {
    const card = draw(
      { who: { kind: 'choice', label: 'Who', options: options(2), optional: true } },
      { who: 'v1' },
    );
    expect(submitted(card, 'Send').values).toEqual({ who: 'v1' });
    expect(submitted(card, 'Send', { 'f:who': '%' }).values).toEqual({});
  });

  it('takes values stated anew instead of the form’s own', () => {
    const { card } = drawForm(bare(everyField, { title: 'Old' }), pen, { kept: { title: 'New' } });
    expect(submitted(card, 'Send').values).toMatchObject({ title: 'New' });
  });

  it.each([
    undefined,
    'text',
    {},
    { safekeep: { do: 'run', id: 'x', payload: {}, on: 'case' } },
    { safekeep: { do: 'submit', token: 't' } },
    { safekeep: { do: 'submit', token: 't', page: 0, kept: {}, drawn: [], inputs: {} } },
    { safekeep: { do: 'submit', token: 't', page: 1, kept: { a: 7 }, drawn: [], inputs: {} } },
    { safekeep: { do: 'submit', token: 't', page: 1, kept: {}, drawn: [], inputs: { a: 'file' } } },
    { safekeep: { do: 'initial', token: 't', page: 1, kept: {}, drawn: [], inputs: {} } },
  ])('is not ours: %j', (data) => {
    expect(readSubmitted(data)).toBeUndefined();
  });

  it('is, whatever was filled in, what was filled in', () => {
    fc.assert(
      fc.property(someForm, ({ fields, values }) => {
        const card = draw(fields, values);
        expect(checkCard(card, 'dialog').filter((fault) => !fault.includes('bytes'))).toEqual([]);
        const expected = Object.fromEntries(
          Object.entries(fields).map(([name, field]) => [
            name,
            values[name] ?? (field.kind === 'tick' ? false : undefined),
          ]),
        );
        expect(submitted(card, 'Send').values).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
/** What a pack may call an option; several values travel as one text. */
const optionValues = fc.uniqueArray(fc.oneof(words, fc.constantFrom('%', ',', '%2C', 'a,b', '%25')), {
  minLength: 1,
  maxLength: 25,
});
const someDay = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16));

const someField: fc.Arbitrary<readonly [Field, RawValue | undefined]> = fc.oneof(
  fc.tuple(
    fc.constant<Field>({ kind: 'text', label: 'Text', max: 3000 }),
    fc.option(words, { nil: undefined }),
  ),
  fc.tuple(
    fc.constant<Field>({ kind: 'date', label: 'Day' }),
    fc.option(
      someDay.map((at) => at.slice(0, 10)),
      { nil: undefined },
    ),
  ),
  fc.tuple(fc.constant<Field>({ kind: 'moment', label: 'Moment' }), fc.option(someDay, { nil: undefined })),
  fc.tuple(
    fc.constant<Field>({ kind: 'tick', label: 'Tick', says: 'Yes' }),
    fc.option(fc.boolean(), { nil: undefined }),
  ),
  fc.tuple(fc.constant<Field>({ kind: 'person', label: 'Person' }), fc.option(fc.uuid(), { nil: undefined })),
  fc.tuple(
    fc.constant<Field>({ kind: 'people', label: 'People' }),
    fc.option(fc.uniqueArray(fc.uuid(), { minLength: 1 }), { nil: undefined }),
  ),
  fc.tuple(optionValues, fc.nat(), fc.boolean()).map(([values, at, optional]) => {
    const list = values.map((value) => ({ value, label: `Option ${value}` }));
    const field: Field = {
      kind: 'choice',
      label: 'Choice',
      options: list,
      ...(optional ? { optional } : {}),
    };
    return [field, at % 3 === 0 ? undefined : values[at % values.length]] as const;
  }),
  fc.tuple(optionValues, fc.nat()).map(([values, at]) => {
    const list = values.map((value) => ({ value, label: `Option ${value}` }));
    const chosen = values.filter((_, index) => (index + at) % 2 === 0);
    return [
      { kind: 'choices', label: 'Choices', options: list } as Field,
      chosen.length > 0 ? chosen : undefined,
    ] as const;
  }),
);

const someForm = fc.array(someField, { minLength: 1, maxLength: 8 }).map((list) => {
  const named = list.map(([field, value], at) => [`field_${at}`, field, value] as const);
  return {
    fields: Object.fromEntries(named.map(([name, field]) => [name, field])) as Fields,
    values: Object.fromEntries(
      named.flatMap(([name, , value]) => (value === undefined ? [] : [[name, value]])),
    ) as RawValues,
  };
});
