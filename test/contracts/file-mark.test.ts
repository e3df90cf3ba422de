/** A surface that can't read a file itself leads to the page that can. */
import { expect, it } from 'vitest';
import { readForm } from '../../src/chat/read-form.ts';
import { drawForm as onSlack } from '../../src/platforms/slack/form.ts';
import { drawForm as onTeams } from '../../src/platforms/teams/form.ts';
import { openOf } from './slots.ts';

const pen = { publicUrl: 'https://data.district.example', sample: false };
const field = { kind: 'text', label: 'Mark of your copy', max: 64, format: 'file-mark' } as const;

it.each([
  ['Slack', () => onSlack(openOf({ mark: field }), pen)],
  ['Teams', () => onTeams(openOf({ mark: field }), pen)],
])('on %s a field for a file’s mark links to the page that reads it', (_, draw) => {
  expect(JSON.stringify(draw())).toContain('"https://data.district.example/file-mark"');
});

it.each([
  ['a'.repeat(64), true],
  ['A1'.repeat(32), true],
  ['a'.repeat(63), false],
  ['g'.repeat(64), false],
  [`${'a'.repeat(64)} dr.csv`, false],
])('%s is a mark: %s', (text, good) => {
  expect(readForm({ mark: { ...field, max: 80 } }, { mark: text }).ok).toBe(good);
});
