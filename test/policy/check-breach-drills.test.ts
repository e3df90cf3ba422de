import { readFile, writeFile } from 'node:fs/promises';
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

async function problems(change: (document: ReturnType<typeof parseDocument>) => void): Promise<string> {
  const document = parseDocument(original);
  change(document);
  await writeFile(copy.file, document.toString());
  const loaded = await loadPolicy(copy.file);
  return (loaded.ok ? [] : loaded.problem.map(problemLine)).join('\n');
}

describe('what a plan says about exercises', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    [
      'a role that nobody can be named to',
      ['by', 0],
      'supervisor',
      /drills\.by\[0\].*“supervisor” is no role/,
    ],
    ['a course that is not there', ['course'], 'juggling', /drills\.course.*no course “juggling”/],
    ['one every day in hours', ['wanted', 'every'], '24h', /wanted\.every.*give d, bd or y/],
    ['one without a pause', ['wanted', 'every'], '0y', /wanted\.every/],
    ['wanted from somebody who may hold none', ['wanted', 'role'], 'hr', /wanted\.role.*“hr” may hold none/],
  ])('%s is refused', async (_what, path, value, says) => {
    const found = await problems((document) =>
      document.setIn(['breaches', 'drills', ...path], document.createNode(value)),
    );
    expect(found).toMatch(says);
  });

  it('may be left out: then nobody holds any', async () => {
    expect(await problems((document) => document.deleteIn(['breaches', 'drills']))).toBe('');
  });
});
