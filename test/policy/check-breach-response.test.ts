import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { problemLine } from '../../src/policy/problem.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;
beforeAll(async () => {
  copy = await packCopy();
});
afterAll(() => copy.remove());

async function problemsWith(path: readonly (string | number)[], value: unknown): Promise<string> {
  await copy.edit(['breaches', 'response', ...path], value);
  const loaded = await loadPolicy(copy.file);
  await copy.write(copy.original);
  return loaded.ok ? '' : loaded.problem.map(problemLine).join('\n');
}

describe('a plan that answers an incident', () => {
  it.each<[string, readonly (string | number)[], unknown, RegExp]>([
    [
      'by a team of a role that nobody is named to',
      ['team', 'roles', 0],
      'supervisor',
      /“supervisor” is no role that somebody is named to/,
    ],
    ['by a task whose owner would not see it', ['tasks', 0, 'owner'], 'hr', /“hr” would not see it/],
    ['by two tasks of one name', ['tasks', 1, 'id'], 'validate', /“validate” stands here twice/],
    ['by a task that nothing opens', ['tasks', 0, 'opens'], [], /opens/],
    ['by a task without a unit of time', ['tasks', 0, 'within'], '4', /a duration is a number and a unit/],
    [
      'with reminders out of order',
      ['reminders', 'steps', 1, 'at'],
      '-2h',
      /it comes after the step before it/,
    ],
    ['with reminders to nobody known', ['reminders', 'steps', 0, 'tell'], ['press'], /tell/],
    ['with two severities of one name', ['severities', 1, 'id'], 'low', /“low” stands here twice/],
    ['with a decision by nobody', ['decision', 'by'], [], /by/],
    ['with a decision by the reporter', ['decision', 'by'], ['reporter'], /by/],
  ])('%s is refused', async (_what, path, value, says) => {
    expect(await problemsWith(path, value)).toMatch(says);
  });

  it('may be changed by a district: its own tasks, times and who decides', async () => {
    const own = {
      id: 'call_insurer',
      says: 'Call the insurer',
      nist: 'Respond',
      owner: 'legal',
      within: '2bd',
      opens: ['breach'],
      src: 'our insurer’s terms',
    };
    expect(await problemsWith(['tasks', 0], own)).toBe('');
    expect(await problemsWith(['decision', 'together_with'], undefined)).toBe('');
  });
});
