/** The table of limits: each at its edge and one beyond. */
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/platforms/slack/limits.ts';
import { checkBlocks, checkView } from '../../support/slack-limits.ts';

const x = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const option = (text = 1, value = 1, description = 1) => ({
  text: x(text),
  value: 'v'.repeat(value),
  description: x(description),
});
const actions = (elements: unknown[]) => ({ type: 'actions', elements });
const button = (over: object) => actions([{ type: 'button', action_id: 'a', text: x(1), ...over }]);
const input = (over: object, element: object = { type: 'datepicker' }) => ({
  type: 'input',
  label: x(1),
  element: { action_id: 'a', ...element },
  ...over,
});
const many = (count: number, one: (at: number) => unknown) =>
  Array.from({ length: count }, (_, at) => one(at));
const buttons = (count: number) =>
  actions(many(count, (at) => ({ type: 'button', action_id: `a${at}`, text: x(1) })));
const confirm = { title: x(1), text: x(1), confirm: x(1), deny: x(1) };

describe('a block', () => {
  it.each<[string, number, (size: number) => unknown]>([
    ['a header', limits.headerText, (n) => ({ type: 'header', text: x(n) })],
    ['a section', limits.sectionText, (n) => ({ type: 'section', text: x(n) })],
    ['a block_id', limits.blockId, (n) => ({ type: 'divider', block_id: 'b'.repeat(n) })],
    ['context elements', limits.contextElements, (n) => ({ type: 'context', elements: many(n, () => x(1)) })],
    ['context text', limits.contextText, (n) => ({ type: 'context', elements: [x(n)] })],
    [
      'rich text',
      limits.richText,
      (n) => ({
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x'.repeat(n) }] }],
      }),
    ],
    ['buttons in a row', limits.actionsElements, buttons],
    ['a button’s words', limits.buttonText, (n) => button({ text: x(n) })],
    ['a button’s value', limits.buttonValue, (n) => button({ value: 'v'.repeat(n) })],
    ['a button’s address', limits.buttonUrl, (n) => button({ url: 'u'.repeat(n) })],
    ['an action_id', limits.actionId, (n) => button({ action_id: 'i'.repeat(n) })],
    ['a question’s title', limits.confirmTitle, (n) => button({ confirm: { ...confirm, title: x(n) } })],
    ['a question', limits.confirmText, (n) => button({ confirm: { ...confirm, text: x(n) } })],
    ['a question’s yes', limits.confirmButton, (n) => button({ confirm: { ...confirm, confirm: x(n) } })],
    ['a label', limits.inputLabel, (n) => input({ label: x(n) })],
    ['a hint', limits.inputHint, (n) => input({ hint: x(n) })],
    ['a placeholder', limits.placeholder, (n) => input({}, { type: 'datepicker', placeholder: x(n) })],
    [
      'a text’s own limit',
      limits.inputText,
      (n) => input({}, { type: 'plain_text_input', max_length: n, initial_value: 'x' }),
    ],
    [
      'a text’s value',
      80,
      (n) => input({}, { type: 'plain_text_input', max_length: 80, initial_value: 'x'.repeat(n) }),
    ],
    [
      'a menu',
      limits.selectOptions,
      (n) => input({}, { type: 'static_select', options: many(n, () => option()) }),
    ],
    ['boxes', limits.boxOptions, (n) => input({}, { type: 'checkboxes', options: many(n, () => option()) })],
    ['an option', limits.optionText, (n) => input({}, { type: 'radio_buttons', options: [option(n)] })],
    [
      'an option’s value',
      limits.optionValue,
      (n) => input({}, { type: 'checkboxes', options: [option(1, n)] }),
    ],
    [
      'an option’s description',
      limits.optionDescription,
      (n) => input({}, { type: 'checkboxes', options: [option(1, 1, n)] }),
    ],
    [
      'a group’s label',
      limits.groupLabel,
      (n) => input({}, { type: 'static_select', option_groups: [{ label: x(n), options: [option()] }] }),
    ],
    [
      'groups',
      limits.optionGroups,
      (n) =>
        input(
          {},
          { type: 'static_select', option_groups: many(n, () => ({ label: x(1), options: [option()] })) },
        ),
    ],
  ])('with %s passes at the limit and fails beyond it', (_name, limit, make) => {
    expect(checkBlocks('modal', [make(limit)])).toEqual([]);
    expect(checkBlocks('modal', [make(limit + 1)])).toHaveLength(1);
  });

  it.each([
    ['an empty text', { type: 'section', text: x(0) }],
    ['an empty row', actions([])],
    ['two buttons of one name', actions([0, 1].map(() => ({ type: 'button', action_id: 'a', text: x(1) })))],
    ['rich text without text', { type: 'rich_text', elements: [] }],
    ['a kind that we do not draw', { type: 'video' }],
    ['a field that we do not draw', input({}, { type: 'file_input' })],
  ])('with %s fails', (_name, block) => {
    expect(checkBlocks('modal', [block])).toHaveLength(1);
  });
});

describe('a surface', () => {
  it.each([
    ['message', limits.messageBlocks],
    ['modal', limits.viewBlocks],
    ['home', limits.viewBlocks],
  ] as const)('%s holds %i blocks', (surface, limit) => {
    const blocks = many(limit, () => ({ type: 'divider' }));
    expect(checkBlocks(surface, blocks)).toEqual([]);
    expect(checkBlocks(surface, [...blocks, { type: 'divider' }])).toHaveLength(1);
  });

  it('refuses one block_id twice', () => {
    const twice = [0, 1].map(() => ({ type: 'divider', block_id: 'b' }));
    expect(checkBlocks('modal', twice)).toHaveLength(1);
  });

  it.each<[string, object, number]>([
    ['a good modal', {}, 0],
    ['a title of 25', { title: x(25) }, 1],
    ['a submit of 25', { submit: x(25) }, 1],
    ['a close of 25', { close: x(25) }, 1],
    ['metadata of 3,000', { private_metadata: 'm'.repeat(3000) }, 0],
    ['metadata of 3,001', { private_metadata: 'm'.repeat(3001) }, 1],
    ['a callback_id of 256', { callback_id: 'c'.repeat(256) }, 1],
    ['an input and no submit', { submit: undefined }, 1],
  ])('%s', (_name, over, faults) => {
    const view = { type: 'modal', title: x(24), submit: x(24), close: x(24), blocks: [input({})], ...over };
    expect(checkView(view)).toHaveLength(faults);
  });
});
