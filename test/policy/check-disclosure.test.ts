import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;

beforeAll(async () => {
  copy = await packCopy();
});
afterAll(() => copy.remove());

it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
  ['a role that the plan lacks', ['kept_by'], 'boss', 'kept_by', /“boss” is no role/],
  ['a role that nobody is named to', ['posted_by'], ['supervisor'], 'posted_by[0]', /no role/],
  ['a duty that the plan lacks', ['cleared_by'], ['chess'], 'cleared_by[0]', /no duty “chess”/],
])('disclosures: %s is refused with its path', async (_what, path, value, at, says) => {
  await copy.edit(['data_requests', 'disclosure', ...path], value);
  const loaded = await loadPolicy(copy.file);
  expect(loaded.ok).toBe(false);
  if (loaded.ok) return;
  expect(loaded.problem).toContainEqual(
    expect.objectContaining({
      path: `data_requests.disclosure.${at}`,
      says: expect.stringMatching(says),
    }),
  );
});

it('a plan that says nothing of disclosures is a plan all the same', async () => {
  const bare = await packCopy();
  await bare.edit(['data_requests', 'disclosure'], undefined);
  expect((await loadPolicy(bare.file)).ok).toBe(true);
  await bare.remove();
});
