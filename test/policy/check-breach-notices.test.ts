import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { checkNotice } from '../../src/governance/breaches/rules/notice-check.ts';
import { noticeLaws } from '../../src/governance/breaches/rules/notice-templates.ts';
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

async function problems(): Promise<string> {
  const loaded = await loadPolicy(copy.file);
  return loaded.ok ? '' : loaded.problem.map(problemLine).join('\n');
}

describe('templates of a law', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['twice by one name', [1, 'id'], 'individuals', /notices\[1\]\.id.*“individuals” stands here twice/],
    ['for a clock that is not there', [0, 'clocks', 0], 'moon', /no clock “moon” in this file/],
    ['for a group that the plan does not know', [0, 'groups'], ['martians'], /no group “martians”/],
    ['with a part twice', [0, 'parts', 1, 'id'], 'happened', /“happened” stands here twice/],
    ['without parts', [0, 'parts'], [], /parts/],
    ['with a fact that nobody built', [0, 'parts', 1, 'fact'], 'weather', /fact/],
    ['that forbids nothing', [5, 'forbids', 0, 'phrases'], [], /say what must not stand there/],
    [
      'that asks a yes for a number',
      [1, 'parts', 3, 'answer'],
      'yes_no',
      /answered by yes or no gives no number/,
    ],
    ['for a state by its name', [0, 'residence'], 'Utah', /residence/],
  ])('one %s is refused', async (_what, path, value, says) => {
    const document = parseDocument(original);
    document.setIn(['notices', ...path], document.createNode(value));
    await writeFile(overlay, document.toString());
    expect(await problems()).toMatch(says);
    await writeFile(overlay, original);
  });

  it('one with a rule that the plan has for all letters to people is refused', async () => {
    const document = parseDocument(original);
    const rule = { id: 'blame', says: 'No blame.', phrases: ['fault'], src: 'our rule' };
    document.setIn(['notices', 0, 'forbids'], document.createNode([rule]));
    await writeFile(overlay, document.toString());
    expect(await problems()).toMatch(/“blame” stands in breaches.notices.never/);
    await writeFile(overlay, original);
  });

  it.each<[string, readonly string[], unknown, RegExp]>([
    ['nobody approves', ['approve', 'people', 'by'], [], /nobody approves it/],
    [
      'somebody approves who would not see it',
      ['approve', 'people', 'by'],
      ['educator'],
      /“educator” would not see it/,
    ],
    ['somebody overrides who would not see it', ['override', 'by'], ['hr'], /“hr” would not see it/],
    ['the task is not there', ['task'], 'dance', /no task “dance”/],
  ])('a plan in which %s is refused', async (_what, path, value, says) => {
    await copy.edit(['breaches', 'notices', ...path], value);
    expect(await problems()).toMatch(says);
    await copy.write(copy.original);
  });
});

describe('templates that come with Safekeep', () => {
  it.each(['legacy-ut', 'westford-ma'])(
    'of %s begin with words that break no rule of their own, and each cites where it is from',
    async (pack) => {
      const loaded = await loadPolicy(pack);
      if (!loaded.ok) throw new Error(loaded.problem.map(problemLine).join('\n'));
      const laws = noticeLaws(loaded.value);
      expect(laws.length).toBeGreaterThan(0);
      for (const { template } of laws) {
        const begun = Object.fromEntries(template.parts.map(({ id, text }) => [id, text ?? '']));
        const ground = {
          systems: loaded.value.pack.breaches.report.systems,
          counts: [2, 3, 18, 1240],
          names: { roster: [], involved: [] },
        };
        const broken = checkNotice(template, begun, ground).filter(({ key }) => !key.startsWith('missing'));
        expect(broken, template.id).toEqual([]);
        for (const { src } of [...template.parts, ...template.forbids]) expect(src).toMatch(/.{8}/);
      }
    },
  );
});
