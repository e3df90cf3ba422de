/** The check of cards: each thing that Teams refuses, cuts or reads as markup, at its edge and one beyond. */
import { describe, expect, it } from 'vitest';
import { checkCard } from '../../support/adaptive-cards.ts';

type Json = Readonly<Record<string, unknown>>;

const cardOf = (body: readonly unknown[], more: Json = {}): Json => ({
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'Words',
  speak: 'Words',
  body,
  ...more,
});
const runs = (...texts: string[]) => ({
  type: 'RichTextBlock',
  inlines: texts.map((text) => ({ type: 'TextRun', text })),
});
const words = (text: string, more: Json = {}) => ({ type: 'TextBlock', text, wrap: true, ...more });
const button = (more: Json = {}) => ({ type: 'Action.Submit', title: 'Go', data: {}, ...more });
const input = (more: Json = {}) => ({ type: 'Input.Text', id: 'x', label: 'X', ...more });
const choice = (more: Json = {}) => ({
  ...input({ type: 'Input.ChoiceSet' }),
  choices: [{ title: 'A', value: 'a' }],
  ...more,
});
const starred = { choices: [{ title: '*A*', value: 'a' }] };
const chosen = { choices: [{ title: 'Ann', value: 'p1' }], value: 'p1' };
const typeahead = { type: 'Data.Query', dataset: 'people' };

/** Card, where it stands, and part of what is said of it; nothing where it is fine. */
const cases: readonly (readonly [string, Json, 'message' | 'dialog', string | undefined])[] = [
  ['a plain card', cardOf([runs('Hello')]), 'message', undefined],
  ['another version', cardOf([], { version: '1.6' }), 'message', 'version'],
  ['no version', cardOf([], { version: undefined }), 'message', 'version'],
  ['no fallback', cardOf([], { fallbackText: ' ' }), 'message', 'fallbackText'],
  ['nothing to say aloud', cardOf([], { speak: undefined }), 'message', 'speak'],
  ['an element of a later version', cardOf([{ type: 'Badge', text: 'New' }]), 'message', 'Badge'],
  ['a type nobody looked at', cardOf([{ type: 'FactSet', facts: [] }]), 'message', 'FactSet'],
  ['a colour there is none of', cardOf([words('Hi', { color: 'red' })]), 'message', 'red'],
  ['a card that fits', cardOf([...many(9), runs('x'.repeat(650))]), 'message', undefined],
  ['a card too large', cardOf(many(10)), 'message', 'bytes'],
  ['a text of 3,000', cardOf([runs('x'.repeat(3000))]), 'message', undefined],
  ['a text of 3,001', cardOf([runs('x'.repeat(3001))]), 'message', '3001 characters'],
  ['an empty run', cardOf([runs('')]), 'message', 'empty'],
  ['a paragraph of nothing', cardOf([runs()]), 'message', 'no text'],
  ['a box of nothing', cardOf([{ type: 'Container', items: [] }]), 'message', 'empty'],
  ['six buttons', cardOf([], { actions: Array(6).fill(button()) }), 'message', undefined],
  ['seven buttons', cardOf([], { actions: Array(7).fill(button()) }), 'message', '7 buttons'],
  ['seven in the body', cardOf([{ type: 'ActionSet', actions: Array(7).fill(button()) }]), 'message', '7'],
  ['a title of 40', cardOf([], { actions: [button({ title: 'x'.repeat(40) })] }), 'message', undefined],
  ['a title of 41', cardOf([], { actions: [button({ title: 'x'.repeat(41) })] }), 'message', '41 char'],
  ['a button without words', cardOf([], { actions: [button({ title: '' })] }), 'message', 'no title'],
  ['a link to nowhere', cardOf([], { actions: [link('javascript:alert(1)')] }), 'message', 'no address'],
  ['a link', cardOf([], { actions: [link('https://safekeep.example/')] }), 'dialog', undefined],
  ['Execute in a message', cardOf([], { actions: [execute('run')] }), 'message', undefined],
  ['Execute without a verb', cardOf([], { actions: [execute('')] }), 'message', 'no verb'],
  ['Execute in a dialog', cardOf([], { actions: [execute('run')] }), 'dialog', 'Action.Execute'],
  [
    'Execute behind a question in a dialog',
    cardOf([], { actions: [asks(execute('run'))] }),
    'dialog',
    'Execute',
  ],
  ['task/fetch in a message', cardOf([], { actions: [fetches()] }), 'message', undefined],
  ['task/fetch in a dialog', cardOf([], { actions: [fetches()] }), 'dialog', 'msteams'],
  [
    'a dialog that draws itself anew',
    cardOf([], { refresh: { action: execute('look') } }),
    'dialog',
    'refresh',
  ],
  ['a message that does', cardOf([], { refresh: { action: execute('look') } }), 'message', undefined],
  ['full width', cardOf([], { msteams: { width: 'Full' } }), 'message', undefined],
  ['anything else of Teams’', cardOf([], { msteams: { entities: [] } }), 'message', 'msteams'],
  ['Markdown that is read', cardOf([words('so *much* more')]), 'message', 'Markdown'],
  ['a list that is read', cardOf([words('1. one')]), 'message', 'Markdown'],
  ['Markdown that is not', cardOf([runs('so *much* more')]), 'message', undefined],
  ['a cut line', cardOf([words('Long', { wrap: false })]), 'message', 'cut off'],
  ['a date function', cardOf([runs('{{DATE(2026-01-02T03:04:05Z)}}')]), 'message', 'date function'],
  ['one in two runs', cardOf([runs('{', '{DATE(2026-01-02T03:04:05Z)}}')]), 'message', undefined],
  ['an input', cardOf([input()]), 'dialog', undefined],
  ['two of one name', cardOf([input(), input({ label: 'Y' })]), 'dialog', 'twice'],
  ['one without a name', cardOf([input({ id: undefined })]), 'dialog', 'no id'],
  ['one without a label', cardOf([input({ label: '' })]), 'dialog', 'no label'],
  ['choices', cardOf([choice({ value: 'a' })]), 'dialog', undefined],
  ['no choices', cardOf([choice({ choices: [] })]), 'dialog', 'at least one choice'],
  ['a value that is no choice', cardOf([choice({ value: 'b' })]), 'dialog', '“b” is no choice'],
  ['a comma in a value', cardOf([choice({ choices: [{ title: 'A', value: 'a,b' }] })]), 'dialog', 'comma'],
  ['Markdown in open choices', cardOf([choice({ ...starred, style: 'expanded' })]), 'dialog', 'Markdown'],
  ['Markdown in folded ones', cardOf([choice({ ...starred, style: 'compact' })]), 'dialog', undefined],
  ['a typeahead', cardOf([finder(typeahead)]), 'dialog', undefined],
  ['a typeahead with somebody chosen', cardOf([finder(typeahead, chosen)]), 'dialog', undefined],
  ['one that is not filtered', cardOf([finder(typeahead, { style: 'compact' })]), 'dialog', 'choices.data'],
  ['one without a data set', cardOf([finder({ type: 'Data.Query' })]), 'dialog', 'choices.data'],
  ['one of another kind', cardOf([finder({ ...typeahead, type: 'Data.Search' })]), 'dialog', 'choices.data'],
  ['one with more than Teams knows', cardOf([finder({ ...typeahead, url: 'x' })]), 'dialog', 'choices.data'],
];

describe('the check of cards', () => {
  it.each(cases)('%s', (_name, card, spot, fault) => {
    const faults = checkCard(card, spot);
    if (fault === undefined) expect(faults).toEqual([]);
    else expect(faults.join('\n')).toContain(fault);
  });
});

function many(count: number): object[] {
  return Array.from({ length: count }, () => runs('x'.repeat(2990)));
}

function link(url: string): object {
  return { type: 'Action.OpenUrl', title: 'Read', url };
}

function execute(verb: string): object {
  return { type: 'Action.Execute', title: 'Go', verb, data: {} };
}

function fetches(): object {
  return button({ data: { msteams: { type: 'task/fetch' } } });
}

function asks(action: object): object {
  return {
    type: 'Action.ShowCard',
    title: 'Go',
    card: { type: 'AdaptiveCard', body: [runs('Sure?')], actions: [action] },
  };
}

function finder(query: Json, more: Json = {}): object {
  return choice({ style: 'filtered', choices: [], 'choices.data': query, ...more });
}
