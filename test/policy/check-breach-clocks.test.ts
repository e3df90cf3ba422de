import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { loadPolicy } from '../../src/policy/load.ts';
import { problemLine } from '../../src/policy/problem.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;
let overlay: string;
let original: string;

beforeAll(async () => {
  copy = await packCopy();
  overlay = join(copy.folder, 'overlays/utah-2026.yaml');
  original = await readFile(overlay, 'utf8');
});
afterAll(() => copy.remove());

async function problems(): Promise<readonly string[]> {
  const loaded = await loadPolicy(copy.file);
  return loaded.ok ? [] : loaded.problem.map(problemLine);
}

describe('clocks of a law', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['twice by one name', [1, 'id'], 'state_board', /clocks\[1\]\.id.*“state_board” stands here twice/],
    ['in school days', [0, 'within'], '5sd', /within h, d or bd/],
    ['without a unit', [0, 'within'], '24', /a duration is a number and a unit/],
    ['without time and words', [3, 'words'], undefined, /own words where it names no time/],
    [
      'for data that nobody asks about',
      [6, 'when', 0, 'kinds', 0],
      'shoe_size',
      /no kind of data “shoe_size”/,
    ],
    ['on nothing', [1, 'when', 0], {}, /say what it hangs on/],
    ['on what nobody built', [1, 'when', 0], { moon: 'full' }, /moon/],
    [
      'that a hold leaves without an end',
      [0, 'hold'],
      { src: 'a law' },
      /how long is left once the hold ends/,
    ],
    ['after one that is not there', [3, 'not_later_than'], 'nobody', /no other clock “nobody”/],
  ])('one %s is refused', async (_what, path, value, says) => {
    const document = parseDocument(original);
    if (value === undefined) document.deleteIn(['clocks', ...path]);
    else document.setIn(['clocks', ...path], document.createNode(value));
    await writeFile(overlay, document.toString());
    expect((await problems()).join('\n')).toMatch(says);
    await writeFile(overlay, original);
  });

  it.each<[string, readonly string[], unknown, RegExp]>([
    ['that nobody sees to', ['owners', 'people'], undefined, /nobody sees to it.*“people”/],
    [
      'that a supervisor sees to',
      ['owners', 'people'],
      'supervisor',
      /“supervisor” is no role that somebody is named to/,
    ],
    ['with shares that grow', ['remind_left'], [10, 50], /what is left gets less/],
  ])('one %s is refused', async (_what, path, value, says) => {
    await copy.edit(['breaches', 'clocks', ...path], value);
    expect((await problems()).join('\n')).toMatch(says);
    await copy.write(copy.original);
  });

  it('every law that comes with Safekeep can be laid over the plan, and shows its date', async () => {
    const ids = (await readdir(join(copy.folder, 'overlays'))).map((name) => name.replace('.yaml', ''));
    expect(ids).toEqual(expect.arrayContaining(['new-york', 'illinois', 'nebraska', 'massachusetts']));
    await copy.edit(['overlays'], ids);
    const loaded = await loadPolicy(copy.file);
    if (!loaded.ok) throw new Error(loaded.problem.map(problemLine).join('\n'));
    for (const { overlay: law, clocks } of loaded.value.overlays)
      for (const clock of clocks)
        expect([law.version, clock.src].join(' ')).toMatch(/^\d{4}-\d\d-\d\d .{10}/);
    await copy.write(copy.original);
  });
});
