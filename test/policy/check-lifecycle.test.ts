import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;

beforeAll(async () => {
  copy = await packCopy();
});
afterAll(() => copy.remove());

it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
  [
    'a role that follows from the roster',
    ['delegation', 'not'],
    ['supervisor'],
    'delegation.not[0]',
    /no role/,
  ],
  ['a delegation of hours', ['delegation', 'at_most'], '12h', 'delegation.at_most', /days \(d\) or years/],
  [
    'an agreement that the plan lacks',
    ['departure', 'outlives', 'agreement'],
    'oath',
    'departure.outlives.agreement',
    /no agreement “oath”/,
  ],
  [
    'a line that the agreement lacks',
    ['departure', 'outlives', 'line'],
    'E9',
    'departure.outlives.line',
    /no line “E9”/,
  ],
])('lifecycle: %s is refused with its path', async (_what, path, value, at, says) => {
  await copy.edit(['lifecycle', ...path], value);
  const loaded = await loadPolicy(copy.file);
  expect(loaded.ok).toBe(false);
  if (loaded.ok) return;
  expect(loaded.problem).toContainEqual(
    expect.objectContaining({ path: `lifecycle.${at}`, says: expect.stringMatching(says) }),
  );
});
