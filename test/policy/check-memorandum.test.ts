import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;

beforeAll(async () => {
  copy = await packCopy();
});
afterAll(() => copy.remove());

const src = 'our rule: a test';

it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
  [
    'a gap that nothing fills',
    ['sections', 0, 'texts', 0],
    { text: '{who}', src },
    'sections[0].texts[0]',
    /\{who\}/,
  ],
  [
    'a time that is known only where copies are owed',
    ['sections', 0, 'texts', 0],
    { text: 'Within {copy}.', src },
    'sections[0].texts[0]',
    /when: publication/,
  ],
  ['an end from a question that nobody asks', ['until'], 'sponsor', 'until', /asks for a day/],
  ['a section that stands there twice', ['sections', 1, 'id'], 'words', 'sections[1].id', /twice/],
])('the agreement: %s is refused with its path', async (_what, path, value, at, says) => {
  await copy.edit(['data_requests', 'memorandum', ...path], value);
  const loaded = await loadPolicy(copy.file);
  expect(loaded.ok).toBe(false);
  if (loaded.ok) return;
  expect(loaded.problem).toContainEqual(
    expect.objectContaining({
      path: `data_requests.memorandum.${at}`,
      says: expect.stringMatching(says),
    }),
  );
});

it('a plan that drafts agreements says what stands in them', async () => {
  const bare = await packCopy();
  await bare.edit(['data_requests', 'memorandum'], undefined);
  const loaded = await loadPolicy(bare.file);
  await bare.remove();
  expect(loaded.ok ? [] : loaded.problem).toContainEqual(
    expect.objectContaining({ says: expect.stringContaining('say in memorandum') }),
  );
});
