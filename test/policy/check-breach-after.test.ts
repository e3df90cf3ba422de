import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { loadPolicy } from '../../src/policy/load.ts';
import { problemLine } from '../../src/policy/problem.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;
let original: string;

beforeAll(async () => {
  copy = await packCopy();
  original = await readFile(copy.file, 'utf8');
});
afterAll(() => copy.remove());

describe('what a plan says about the time after an incident', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['a vendor’s time in business days', ['vendor', 'within'], '3bd', /vendor\.within.*give h or d/],
    [
      'a cause twice',
      ['review', 'causes', 1, 'id'],
      'misdirected',
      /causes\[1\]\.id.*“misdirected” stands here twice/,
    ],
    ['no cause', ['review', 'causes'], [], /review\.causes/],
    [
      'an approver whom nobody can be named to',
      ['public_text', 'approved_by', 0],
      'supervisor',
      /approved_by\[0\].*“supervisor” is no role/,
    ],
    ['a reader who is not there', ['report', 'read_by', 1], 'nobody', /read_by\[1\].*“nobody” is no role/],
    ['a yearly task of nobody', ['yearly', 0, 'owner'], 'nobody', /yearly\[0\]\.owner.*“nobody” is no role/],
    ['a yearly task in hours', ['yearly', 0, 'every'], '24h', /yearly\[0\]\.every.*give d, bd or y/],
    ['a yearly task that is due again at once', ['yearly', 0, 'every'], '0d', /yearly\[0\]\.every/],
    [
      'a yearly task twice',
      ['yearly', 1, 'id'],
      'resources',
      /yearly\[1\]\.id.*“resources” stands here twice/,
    ],
    [
      'reminders out of order',
      ['reminders', 'steps', 2, 'at'],
      '-9d',
      /steps\[2\]\.at.*after the step before/,
    ],
  ])('%s is refused', async (_what, path, value, says) => {
    const document = parseDocument(original);
    document.setIn(['breaches', 'after', ...path], document.createNode(value));
    await writeFile(copy.file, document.toString());
    const loaded = await loadPolicy(copy.file);
    expect((loaded.ok ? [] : loaded.problem.map(problemLine)).join('\n')).toMatch(says);
  });
});

describe('what a law says of vendors and of a public list', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    ['a vendor’s time in business days', ['vendor', 'within'], '3bd', /vendor\.within.*give h or d/],
    ['a share of nothing', ['public_list', 'percent_at_least'], 0, /public_list\.percent_at_least/],
    ['a day that few years have', ['public_list', 'by', 0], '02-29', /public_list\.by\[0\].*every year has/],
    ['a day that no year has', ['public_list', 'by', 0], '13-01', /public_list\.by\[0\].*a day of the year/],
  ])('%s is refused', async (_what, path, value, says) => {
    const overlay = join(copy.folder, 'overlays/illinois.yaml');
    const law = await readFile(overlay, 'utf8');
    const document = parseDocument(law);
    document.setIn(path, value);
    await writeFile(overlay, document.toString());
    await copy.edit(['overlays'], ['illinois']);
    const loaded = await loadPolicy(copy.file);
    await writeFile(overlay, law);
    await copy.write(copy.original);
    expect(loaded.ok ? '' : loaded.problem.map(problemLine).join('\n')).toMatch(says);
  });
});
