import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;

beforeAll(async () => {
  copy = await packCopy();
});
afterAll(() => copy.remove());

it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
  ['a role that the plan lacks', ['weekly', 'board'], 'boss', 'weekly.board', /“boss” is no role/],
  [
    'a role that nobody is named to',
    ['access', 'decided_by'],
    ['supervisor'],
    'access.decided_by[0]',
    /no role/,
  ],
  [
    'a duty that the plan lacks',
    ['annual_report', 'covers'],
    ['chess'],
    'annual_report.covers[0]',
    /no duty/,
  ],
  ['a duty without consequences here', ['access', 'duties', 1], 'tea', 'access.duties[1]', /no duty “tea”/],
  ['a ladder that the plan lacks', ['personal_data', 'ladder'], 'steep', 'personal_data.ladder', /no ladder/],
  ['hours, which need an instant', ['weekly', 'ahead'], '12h', 'weekly.ahead', /give d, bd or y/],
  ['a day that some years lack', ['annual_report', 'on'], '02-29', 'annual_report.on', /MM-DD/],
])('supervision: %s is refused with its path', async (_what, path, value, at, says) => {
  await copy.edit(['supervision', ...path], value);
  const loaded = await loadPolicy(copy.file);
  expect(loaded.ok).toBe(false);
  if (loaded.ok) return;
  expect(loaded.problem).toContainEqual(
    expect.objectContaining({ path: `supervision.${at}`, says: expect.stringMatching(says) }),
  );
});

it('every rule of supervision says where it stands', async () => {
  const loaded = await loadPolicy('legacy-ut');
  if (!loaded.ok) throw new Error('the pack is refused');
  for (const part of Object.values(loaded.value.pack.supervision)) expect(part.src).toMatch(/003/);
});
