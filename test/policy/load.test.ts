import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import { loadPolicy, policyFromSnapshot } from '../../src/policy/load.ts';
import { roleName } from '../../src/policy/policy.ts';
import { problemLine } from '../../src/policy/problem.ts';
import { legacyPolicy } from '../support/policy.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let copy: PackCopy;

beforeAll(async () => {
  copy = await packCopy();
});
beforeEach(() => copy.write(copy.original));
afterAll(() => copy.remove());

describe('a good plan', () => {
  it('loads by its id, and by its path, as the same plan', async () => {
    const byPath = await loadPolicy(copy.file);
    expect(byPath.ok && byPath.value.fingerprint).toBe((await legacyPolicy()).fingerprint);
  });

  it('comes back whole from its snapshot: a case finishes under the plan it began under', async () => {
    const policy = await legacyPolicy();
    const again = policyFromSnapshot(policy.snapshot);
    expect(again.fingerprint).toBe(policy.fingerprint);
    expect(again.pack).toEqual(policy.pack);
    expect(again.overlays).toEqual(policy.overlays);
    // Their order means something: later is stricter.
    expect(Object.keys(again.pack.data_requests.levels)).toEqual(['low', 'medium', 'high']);
    expect(Object.keys(again.pack.data_requests.routes)[0]).toBe('general');
    const thanksgivingEve = Temporal.PlainDate.from('2026-11-25');
    expect(again.calendar.addDays(thanksgivingEve, 1, 'bd').toString()).toBe('2026-11-27');
  });

  it('is still read after an upgrade that asks a plan for more: what it does not say yet is taken from today’s', async () => {
    const policy = await legacyPolicy();
    const kept = JSON.parse(policy.snapshot);
    delete kept.pack.breaches;
    delete kept.pack.supervision.annual_report;
    delete kept.pack.data_requests.disclosure;
    kept.pack.wording.secure_folder = 'As it was said then.';
    const text = JSON.stringify(kept);
    expect(() => policyFromSnapshot(text)).toThrow();
    const old = policyFromSnapshot(text, policy);
    expect(old.pack.breaches).toEqual(policy.pack.breaches);
    expect(old.pack.supervision.annual_report).toEqual(policy.pack.supervision.annual_report);
    expect(old.pack.wording.secure_folder).toBe('As it was said then.');
    // A plan may leave it out: what it never said is not put into its mouth.
    expect(old.pack.data_requests.disclosure).toBeUndefined();
    expect(old.snapshot).toBe(text);
    expect(old.fingerprint).not.toBe(policy.fingerprint);
    expect(policyFromSnapshot(policy.snapshot, policy).fingerprint).toBe(policy.fingerprint);
  });

  it('keeps its fingerprint when only a comment changes, and loses it with any rule', async () => {
    const { fingerprint } = await legacyPolicy();
    await copy.write(`# another remark\n${copy.original}`);
    const remarked = await loadPolicy(copy.file);
    expect(remarked.ok && remarked.value.fingerprint).toBe(fingerprint);
    await copy.edit(['agreements', 'nda', 'due', 'within'], '6d');
    const changed = await loadPolicy(copy.file);
    expect(changed.ok && changed.value.fingerprint).not.toBe(fingerprint);
    expect(changed.ok).toBe(true);
  });

  it('names its roles as people read them, and an unknown one as it is', async () => {
    const policy = await legacyPolicy();
    expect(roleName(policy, 'coordinator_data_stats')).toBe('Coordinator of Data and Statistics');
    expect(roleName(policy, 'registrar')).toBe('registrar');
  });
});

describe('a plan that can’t be used', () => {
  it('names every fault at once, with its line', async () => {
    await copy.write(
      copy.original
        .replace('stand_in: student_data_manager', 'stand_in: lawyer')
        .replace('record_owner: hr', 'record_owner: safe'),
    );
    const loaded = await loadPolicy(copy.file);
    const lines = loaded.ok ? [] : loaded.problem.map(problemLine);
    const lineOf = (text: string) => copy.original.split('\n').findIndex((line) => line.endsWith(text)) + 1;
    expect(lines).toHaveLength(2);
    const at = lineOf('stand_in: student_data_manager');
    expect(lines[0]).toMatch(new RegExp(`^legacy-ut.yaml:${at}: data_requests.classify.stand_in: `));
    expect(lines[1]).toMatch(
      new RegExp(`^legacy-ut.yaml:${lineOf('record_owner: hr')}: agreements.nda.record_owner: `),
    );
  });

  it('a file that is not YAML says where', async () => {
    await copy.write('pack: {id: x\nroles: [');
    const loaded = await loadPolicy(copy.file);
    expect(loaded.ok ? [] : loaded.problem.map((problem) => problem.says)).toContainEqual(
      expect.stringMatching(/^this is not YAML/),
    );
  });

  it.each([
    [
      'repetition of repetitions',
      'a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]',
      /^names after “\*” repeat so much/,
    ],
    [
      'thing that stands within itself',
      'pack: &pack { id: x, again: *pack }',
      /^names after “\*” repeat so much/,
    ],
    ['name that nothing bears', 'pack: *nobody', /^a name after “\*” leads nowhere/],
  ])('a %s is refused in words', async (_what, text, says) => {
    await copy.write(text);
    const loaded = await loadPolicy(copy.file);
    expect(loaded.ok ? [] : loaded.problem.map((problem) => problem.says)).toEqual([
      expect.stringMatching(says),
    ]);
  });

  it.each([
    ['overlay', ['overlays'], ['ferpa', 'utah-1896'], 'overlays/utah-1896.yaml'],
    ['holiday file', ['calendar', 'holidays'], ['atlantis'], 'holidays/atlantis.yaml'],
  ])('a missing %s is named', async (_name, path, value, missing) => {
    await copy.edit(path, value);
    const loaded = await loadPolicy(copy.file);
    expect(loaded.ok ? [] : loaded.problem).toMatchObject([
      { file: missing, says: expect.stringMatching(/can't be read/) },
    ]);
  });

  it('a pack that is not there is named with the place where it was looked for', async () => {
    const loaded = await loadPolicy('legacy-ca');
    expect(loaded.ok ? '' : problemLine(loaded.problem[0] ?? { file: '', path: '', says: '' })).toMatch(
      /^legacy-ca.yaml: this file can't be read \(ENOENT\); looked for it at .*packs.legacy-ca.yaml$/,
    );
  });

  it('an overlay’s duty that the pack does not know, and a holiday that is no day, are named in their files', async () => {
    const overlay = join(copy.folder, 'overlays/ferpa.yaml');
    const holidays = join(copy.folder, 'holidays/ut.yaml');
    const [oldOverlay, oldHolidays] = [await readFile(overlay, 'utf8'), await readFile(holidays, 'utf8')];
    await writeFile(
      overlay,
      oldOverlay.replace(
        'duties: {}',
        'duties: { dance: { first: [{ within: 3d, from: hire, src: "law" }] } }',
      ),
    );
    await writeFile(
      holidays,
      oldHolidays.replace('2026-11-26', '2026-11-31').replace('2028-12-25', '2029-12-25'),
    );
    const loaded = await loadPolicy(copy.file);
    await writeFile(overlay, oldOverlay);
    await writeFile(holidays, oldHolidays);
    expect(loaded.ok ? [] : loaded.problem.map((problem) => `${problem.file} ${problem.says}`)).toEqual([
      expect.stringMatching(/^overlays\/ferpa.yaml .*no duty “dance”/),
      expect.stringMatching(/^holidays\/ut.yaml 2026-11-31 is not a day/),
      expect.stringMatching(/^holidays\/ut.yaml 2029-12-25 lies outside/),
    ]);
  });
});
