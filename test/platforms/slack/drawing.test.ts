/** Cards and forms as Slack's literal JSON; what somebody typed is never read as markup. */
import { describe, expect, it } from 'vitest';
import type { Block, Card } from '../../../src/chat/card.ts';
import type { Form, OpenForm } from '../../../src/chat/form.ts';
import { drawMessage } from '../../../src/platforms/slack/card.ts';
import { drawForm } from '../../../src/platforms/slack/form.ts';
import { homeView, resultView } from '../../../src/platforms/slack/views.ts';
import { checkBlocks, checkView } from '../../support/slack-limits.ts';

const pen = { publicUrl: 'https://safekeep.example', sample: false };
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const bold = (text: string) => ({ type: 'text', text, style: { bold: true } });
const text = (words: string) => ({ type: 'text', text: words });
const rich = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

const odd = '*b* _i_ ~s~ `c` <!channel> <@U1> &amp; :smile: ‏שלום‏ 👩‍🏫';

function cardOf(blocks: readonly Block[], more: Partial<Card> = {}): Card {
  return { audience: 'person', title: 'DR-1001', blocks, actions: [], ...more };
}

describe('a card', () => {
  it.each<[Block, readonly unknown[]]>([
    [{ kind: 'text', text: odd }, [{ type: 'section', text: plain(odd) }]],
    [{ kind: 'heading', text: odd }, [{ type: 'header', text: plain(odd) }]],
    [
      {
        kind: 'facts',
        facts: [
          { label: 'Asked by', value: 'Ana' },
          { label: 'Title', value: odd },
        ],
      },
      [rich(bold('Asked by: '), text('Ana'), text('\n'), bold('Title: '), text(odd))],
    ],
    [
      { kind: 'quote', label: 'Question', text: odd },
      [
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [bold('Question')] },
            { type: 'rich_text_quote', elements: [text(odd)] },
          ],
        },
      ],
    ],
    [{ kind: 'note', tone: 'warning', text: 'Late' }, [{ type: 'section', text: plain('⚠️ Late') }]],
    [
      { kind: 'note', tone: 'neutral', text: 'By the way' },
      [{ type: 'context', elements: [plain('By the way')] }],
    ],
    [
      {
        kind: 'steps',
        steps: [
          { label: 'Filed', state: 'done', detail: '1 Sep' },
          { label: 'Fulfil', state: 'now' },
          { label: 'Send', state: 'later' },
        ],
      },
      [rich(text('✅ Filed'), text('  1 Sep'), text('\n'), bold('▶️ Fulfil'), text('\n'), text('▫️ Send'))],
    ],
    [
      {
        kind: 'list',
        items: [
          { title: 'One', detail: 'first' },
          { title: 'Two', tone: 'danger' },
          { title: 'Three', action: { kind: 'run', id: 'x', label: 'Do', payload: { id: '1' } } },
        ],
      },
      [
        rich(bold('• One'), text('  first'), text('\n'), bold('• ⛔ Two')),
        {
          type: 'section',
          text: plain('Three'),
          accessory: { type: 'button', text: plain('Do'), action_id: 'run:0:x', value: '{"id":"1"}' },
        },
      ],
    ],
    [{ kind: 'divider' }, [{ type: 'divider' }]],
  ])('draws %j', (block, expected) => {
    const { blocks } = drawMessage(cardOf([block]), pen);
    expect(blocks.slice(1)).toEqual(expected);
    expect(checkBlocks('message', blocks)).toEqual([]);
  });

  it('draws its title, status, buttons and the plain line for lock screens', () => {
    const card = cardOf([], {
      title: 'DR-1 <Attendance>',
      status: { label: 'Late', tone: 'danger' },
      actions: [
        {
          kind: 'run',
          id: 'request.withdraw',
          label: 'Withdraw',
          payload: { id: 'r1', version: '2' },
          style: 'danger',
          confirm: { title: 'Withdraw?', text: 'It cannot be taken back.', yes: 'Withdraw it' },
        },
        { kind: 'open-form', form: 'request.ask', label: 'Ask', subject: { id: 'r1' } },
        { kind: 'link', label: 'Certificate', path: '/documents/x?id=1' },
        { kind: 'link', label: 'Law', path: 'https://law.example/' },
      ],
    });
    expect(drawMessage(card, pen)).toEqual({
      text: 'DR-1 &lt;Attendance&gt; · Late',
      blocks: [
        { type: 'header', text: plain('DR-1 <Attendance>') },
        { type: 'context', elements: [plain('🔴 Late')] },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              text: plain('Withdraw'),
              action_id: 'run:0:request.withdraw',
              value: '{"id":"r1","version":"2"}',
              style: 'danger',
              confirm: {
                title: plain('Withdraw?'),
                text: plain('It cannot be taken back.'),
                confirm: plain('Withdraw it'),
                deny: plain('Not now'),
                style: 'danger',
              },
            },
            { type: 'button', text: plain('Ask'), action_id: 'form:1:request.ask', value: '{"id":"r1"}' },
            {
              type: 'button',
              text: plain('Certificate'),
              action_id: 'link:2',
              url: 'https://safekeep.example/documents/x?id=1',
            },
            { type: 'button', text: plain('Law'), action_id: 'link:3', url: 'https://law.example/' },
          ],
        },
      ],
    });
  });

  it.each([3000, 3001, 9001])('splits a text of %i characters and loses none', (length) => {
    const long = 'word '.repeat(length).slice(0, length);
    const blocks = drawMessage(cardOf([{ kind: 'text', text: long }]), pen).blocks.slice(1);
    expect(blocks).toHaveLength(Math.ceil(length / 3000));
    expect(blocks.map((block) => (block.type === 'section' ? block.text?.text : '')).join('')).toBe(long);
    expect(checkBlocks('message', blocks)).toEqual([]);
  });

  it.each([
    ['heading', { kind: 'heading', text: 'ж'.repeat(151) }],
    ['quote', { kind: 'quote', label: 'Q', text: 'ж'.repeat(6001) }],
    ['fact', { kind: 'facts', facts: [{ label: 'L', value: 'ж'.repeat(6001) }] }],
    ['note', { kind: 'note', tone: 'info', text: 'ж'.repeat(6001) }],
    ['small note', { kind: 'note', tone: 'neutral', text: 'ж'.repeat(6001) }],
    ['list item', { kind: 'list', items: [{ title: 'ж'.repeat(6001) }] }],
    [
      'list item with a button',
      {
        kind: 'list',
        items: [{ title: 'ж'.repeat(6001), action: { kind: 'link', label: 'Open', path: '/' } }],
      },
    ],
  ] as const)('keeps the whole of a %s that is too long for one block', (_name, block) => {
    const { blocks } = drawMessage(cardOf([block]), pen);
    expect(checkBlocks('message', blocks)).toEqual([]);
    const kept = JSON.stringify(blocks).match(/ж/g)?.length;
    expect(kept).toBe(block.kind === 'heading' ? 151 : 6001);
  });

  it.each([[45], [46], [47], [48], [200]])(
    'of %i blocks fits a message, or says where the rest is',
    (count) => {
      const blocks = Array.from({ length: count }, (_, at): Block => ({ kind: 'text', text: `Line ${at}.` }));
      const action = { kind: 'run', id: 'x', label: 'Claim', payload: {} } as const;
      const status = { label: 'Open', tone: 'info' } as const;
      const drawn = drawMessage(
        cardOf(blocks, { status, actions: [action], about: { kind: 'request', id: 'r1' } }),
        pen,
      ).blocks;
      expect(checkBlocks('message', drawn)).toEqual([]);
      const all = JSON.stringify(drawn);
      expect(all).toContain('"Claim"');
      expect(all.includes('See it all on the web page')).toBe(count > 47);
      if (count > 47) expect(all).toContain('/cases/request/r1"');
      if (count <= 47) expect(all).toContain(`Line ${count - 1}.`);
    },
  );

  it('says on every message, view and Home tab that the district is a sample', () => {
    const sample = { ...pen, sample: true };
    const card = cardOf([]);
    for (const drawn of [
      drawMessage(card, sample),
      resultView({ text: 'Done', tone: 'good' }, undefined, sample),
      resultView(undefined, card, sample),
      homeView(card, undefined, sample),
      drawForm(openOf({}), sample),
    ])
      expect(JSON.stringify(drawn)).toContain('Sample district: invented people, no real data');
  });

  it('keeps a label or question too long for a button in words above it', () => {
    const label = 'l'.repeat(76);
    const question = 'q'.repeat(301);
    const { blocks } = drawMessage(
      cardOf([], {
        actions: [
          {
            kind: 'run',
            id: 'x',
            label,
            payload: {},
            confirm: { title: 'Sure?', text: question, yes: 'Yes' },
          },
        ],
      }),
      pen,
    );
    expect(checkBlocks('message', blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain(`"${label}"`);
    expect(JSON.stringify(blocks)).toContain(`"${question}"`);
  });
});

const everyField: Form['fields'] = {
  title: { kind: 'text', label: 'Title', max: 80, placeholder: 'Short', hint: 'A line' },
  question: { kind: 'text', label: 'Question', max: 5000, multiline: true, optional: true, section: 'What' },
  who: { kind: 'choice', label: 'Who', options: options(2) },
  detail: { kind: 'choice', label: 'How detailed?', options: options(11), optional: true },
  what: { kind: 'choices', label: 'Collections', options: options(2) },
  more: { kind: 'choices', label: 'More', options: options(11) },
  by: { kind: 'date', label: 'Needed by' },
  when: { kind: 'moment', label: 'When' },
  colleague: { kind: 'person', label: 'Colleague' },
  others: { kind: 'people', label: 'Others', optional: true },
  sure: { kind: 'tick', label: 'Purpose', says: 'For my work' },
  G1: { kind: 'initial', label: 'I keep passwords to myself.', says: 'I initial this' },
  hidden: { kind: 'text', label: 'Hidden', max: 10, showIf: { field: 'who', is: ['v9'] } },
};

function options(count: number) {
  return Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }));
}

function openOf(values: Form['values'], more: Partial<Form> = {}): OpenForm {
  return {
    form: { title: 'Ask for data', submit: 'Send', intro: [], fields: everyField, values, ...more },
    token: {
      form: 'request.file',
      instance: '6a52ad5c-7d8c-4c48-8d0d-5b1c9dbd7ab1',
      page: 1,
      subject: {},
      policy: 'fp',
    },
    errors: {},
    marked: {},
  };
}

describe('a form', () => {
  it('draws every kind of field with its value', () => {
    const view = drawForm(
      openOf({
        title: odd,
        who: 'v1',
        detail: 'v3',
        what: ['v0', 'v1'],
        more: ['v10'],
        by: '2026-02-03',
        when: '2026-02-03T09:30',
        colleague: 'p1',
        others: ['p2'],
        sure: true,
        G1: true,
      }),
      pen,
    );
    expect(checkView(view)).toEqual([]);
    const option = (at: number) => ({ text: plain(`Choice ${at}`), value: `v${at}` });
    const range = (count: number) => Array.from({ length: count }, (_, at) => option(at));
    const tick = (says: string) => ({ text: plain(says), value: 'yes' });
    const person = (id: string) => ({ text: plain('Chosen before'), value: id });
    const finder = { min_query_length: 2, placeholder: plain('Type a name') };
    const input = (id: string, label: string, element: object, rest: object = {}) => ({
      type: 'input',
      block_id: id,
      label: plain(label),
      element: { action_id: 'value', ...element },
      ...rest,
    });
    expect(view.blocks).toEqual([
      input(
        'f:title',
        'Title',
        { type: 'plain_text_input', max_length: 80, initial_value: odd, placeholder: plain('Short') },
        { hint: plain('A line') },
      ),
      { type: 'header', text: plain('What') },
      input(
        'f:question',
        'Question',
        { type: 'plain_text_input', max_length: 3000, multiline: true },
        { optional: true },
      ),
      input(
        'f:who',
        'Who',
        { type: 'radio_buttons', options: range(2), initial_option: option(1) },
        { dispatch_action: true },
      ),
      input(
        'f:detail',
        'How detailed?',
        { type: 'static_select', options: range(11), initial_option: option(3) },
        { optional: true },
      ),
      input('f:what', 'Collections', { type: 'checkboxes', options: range(2), initial_options: range(2) }),
      input('f:more', 'More', {
        type: 'multi_static_select',
        options: range(11),
        initial_options: [option(10)],
      }),
      input('f:by', 'Needed by', { type: 'datepicker', initial_date: '2026-02-03' }),
      input('f:when', 'When', { type: 'datepicker', initial_date: '2026-02-03' }),
      input('f:when/time', 'When (time)', { type: 'timepicker', action_id: 'time', initial_time: '09:30' }),
      input('f:colleague', 'Colleague', { type: 'external_select', ...finder, initial_option: person('p1') }),
      input(
        'f:others',
        'Others',
        { type: 'multi_external_select', ...finder, initial_options: [person('p2')] },
        { optional: true },
      ),
      input('f:sure', 'Purpose', {
        type: 'checkboxes',
        action_id: 'tick',
        options: [tick('For my work')],
        initial_options: [tick('For my work')],
      }),
      input('f:G1', 'I keep passwords to myself.', {
        type: 'checkboxes',
        action_id: 'tick',
        options: [tick('I initial this')],
        initial_options: [tick('I initial this')],
      }),
    ]);
  });

  it.each([2000, 2001])('with a clause of %i characters keeps it whole', (length) => {
    const clause = 'c'.repeat(length);
    const fields = { G1: { kind: 'initial', label: clause, says: 'I initial this' } } as const;
    const view = drawForm(openOf({}, { fields }), pen);
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain(`"${clause}"`);
  });

  it('too long for a modal leads to the web page that holds it all', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 97 }, (_, at) => [`f${at}`, { kind: 'date', label: `Day ${at}` } as const]),
    );
    const view = drawForm(openOf({}, { fields }), pen);
    expect(checkView(view)).toEqual([]);
    expect(view.submit).toBeUndefined();
    expect(JSON.stringify(view)).toContain('"url":"https://safekeep.example/forms/request.file"');
    const { f0: _, ...fewer } = fields;
    expect(drawForm(openOf({}, { fields: fewer }), pen).blocks).toHaveLength(96);
  });

  it.each([10, 11, 100, 101, 250])('offers %i choices without losing one', (count) => {
    const fields = {
      one: { kind: 'choice', label: 'One', options: options(count) },
      some: { kind: 'choices', label: 'Some', options: options(count) },
    } as const;
    const view = drawForm(openOf({}, { fields }), pen);
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view).match(/"value":"v\d+"/g)).toHaveLength(2 * count);
  });

  it('writes choices too long for Slack out above the field, numbered', () => {
    const long = `${'An option with a very long name '.repeat(4)}(2026)`;
    const fields = {
      one: {
        kind: 'choice',
        label: 'One',
        options: [
          { value: 'a', label: long, description: 'd'.repeat(80) },
          { value: 'b', label: 'Short' },
        ],
      },
    } as const;
    const view = drawForm(openOf({}, { fields }), pen);
    expect(checkView(view)).toEqual([]);
    expect(view.blocks[0]).toEqual({
      type: 'section',
      text: plain(`1. ${long} (${'d'.repeat(80)})\n2. Short`),
    });
    expect(JSON.stringify(view.blocks[1])).toContain('"1. An option');
    expect(JSON.stringify(view.blocks[1])).toContain('…"');
  });

  it('keeps a title or submit too long for a modal, in words', () => {
    const view = drawForm(openOf({}, { title: 't'.repeat(25), submit: 's'.repeat(25) }), pen);
    expect(checkView(view)).toEqual([]);
    expect(view.blocks[0]).toEqual({ type: 'header', text: plain('t'.repeat(25)) });
  });

  it('leaves a value that Slack cannot be given to what Slack remembers', () => {
    const view = drawForm(openOf({ title: 'x'.repeat(81), colleague: 'y'.repeat(151), by: 'tomorrow' }), pen);
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view)).not.toContain('xx');
    expect(JSON.stringify(view)).not.toContain('tomorrow');
  });

  it('puts messages under their fields, and those of no field on top, where Slack cannot', () => {
    const view = drawForm({ ...openOf({}), errors: { title: 'Too long.', gone: 'Not here.' } }, pen, {
      withErrors: true,
    });
    expect(view.blocks[0]).toEqual({ type: 'context', elements: [plain('⚠️ Not here.')] });
    expect(view.blocks[2]).toEqual({ type: 'context', elements: [plain('⚠️ Too long.')] });
  });

  it('carries its token, and drops where it came from rather than break the limit', () => {
    const near = drawForm(openOf({}), pen, { source: `https://x.example/${'a'.repeat(2500)}` });
    const over = drawForm(openOf({}), pen, { source: `https://x.example/${'a'.repeat(3000)}` });
    expect(JSON.parse(near.private_metadata ?? '')).toHaveProperty('u');
    expect(JSON.parse(over.private_metadata ?? '')).not.toHaveProperty('u');
    expect(checkView(over)).toEqual([]);
  });
});
