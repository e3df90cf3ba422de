import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { Temporal } from '../../src/kernel/clock.ts';
import { loadPolicy, policyFromSnapshot } from '../../src/policy/load.ts';
import { roleName } from '../../src/policy/policy.ts';
import { problemLine } from '../../src/policy/problem.ts';
import { legacyPolicy } from '../support/policy.ts';

const packs = fileURLToPath(new URL('../../src/policy/packs', import.meta.url));
let folder: string;
let file: string;
let original: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
  await cp(packs, folder, { recursive: true });
  file = join(folder, 'legacy-ut.yaml');
  original = await readFile(file, 'utf8');
});
beforeEach(() => writeFile(file, original));
afterAll(() => rm(folder, { recursive: true }));

/** Changes the pack's copy at a path; `undefined` takes the value away. */
async function edit(path: readonly (string | number)[], value: unknown): Promise<void> {
  const document = parseDocument(original);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
  await writeFile(file, document.toString());
}

async function problemsOf(): Promise<readonly { path: string; says: string }[]> {
  const loaded = await loadPolicy(file);
  return loaded.ok ? [] : loaded.problem.map(({ path, says }) => ({ path, says }));
}

const low = ['data_requests', 'levels', 'low', 'steps'];
const step = { id: 'late', kind: 'qa', name: 'Late', by: 'data_steward', on_fail: 'fulfil', src: '003 §1' };

describe('a good plan', () => {
  it('loads by its id, and by its path, as the same plan', async () => {
    const byPath = await loadPolicy(file);
    expect(byPath.ok && byPath.value.fingerprint).toBe((await legacyPolicy()).fingerprint);
  });

  it('comes back whole from its snapshot: a case finishes under the plan it began under', async () => {
    const policy = await legacyPolicy();
    const again = policyFromSnapshot(policy.snapshot);
    expect(again.fingerprint).toBe(policy.fingerprint);
    expect(again.pack).toEqual(policy.pack);
    expect(again.overlays).toEqual(policy.overlays);
    const thanksgivingEve = Temporal.PlainDate.from('2026-11-25');
    expect(again.calendar.addDays(thanksgivingEve, 1, 'bd').toString()).toBe('2026-11-27');
  });

  it('keeps its fingerprint when only a comment changes, and loses it with any rule', async () => {
    const { fingerprint } = await legacyPolicy();
    await writeFile(file, `# another remark\n${original}`);
    const remarked = await loadPolicy(file);
    expect(remarked.ok && remarked.value.fingerprint).toBe(fingerprint);
    await edit(['agreements', 'nda', 'due', 'within'], '6d');
    const changed = await loadPolicy(file);
    expect(changed.ok && changed.value.fingerprint).not.toBe(fingerprint);
    expect(changed.ok).toBe(true);
  });

  it('names its roles as people read them, and an unknown one as it is', async () => {
    const policy = await legacyPolicy();
    expect(roleName(policy, 'coordinator_data_stats')).toBe('Coordinator of Data and Statistics');
    expect(roleName(policy, 'registrar')).toBe('registrar');
  });
});

describe('a bad plan is refused with the path of each fault', () => {
  it.each<[string, readonly (string | number)[], unknown, string, RegExp]>([
    [
      'a role that does not exist',
      [...low, 0, 'by'],
      'registrar',
      'data_requests.levels.low.steps[0].by',
      /no role “registrar”/,
    ],
    [
      'a role to show a wait to',
      ['data_requests', 'intake', 'steps', 0, 'waits', 'show_to'],
      'boss',
      'data_requests.intake.steps[0].waits.show_to',
      /no role “boss”/,
    ],
    [
      'a classifier that does not exist',
      ['data_requests', 'classify', 'by'],
      'boss',
      'data_requests.classify.by',
      /no role/,
    ],
    [
      'a stand-in that stands in for itself',
      ['data_requests', 'classify', 'stand_in'],
      'coordinator_data_stats',
      'data_requests.classify.stand_in',
      /another role/,
    ],
    ['a step after the end', [...low, 4], step, 'data_requests.levels.low.steps[4]', /can't be reached/],
    ['a workflow that never ends', [...low, 3], undefined, 'data_requests.levels.low.steps', /never ends/],
    [
      'work before anybody holds the request',
      [...low, 0],
      undefined,
      'data_requests.levels.low.steps[0].by',
      /nobody holds/,
    ],
    [
      'sending without the level',
      [...low, 2, 'needs'],
      [],
      'data_requests.levels.low.steps[2].needs',
      /classification/,
    ],
    [
      'a check that fails to nowhere',
      ['data_requests', 'levels', 'medium', 'steps', 3, 'on_fail'],
      'claims',
      'data_requests.levels.medium.steps[3].on_fail',
      /no earlier step/,
    ],
    [
      'two steps of one name',
      [...low, 2, 'id'],
      'claim',
      'data_requests.levels.low.steps[2].id',
      /used twice/,
    ],
    [
      'a level that is only suggested',
      ['data_requests', 'details', 0, 'suggests'],
      'tiny',
      'data_requests.details[0].suggests',
      /no level “tiny”; levels are low, medium, high/,
    ],
    [
      'a signal for no level',
      ['data_requests', 'signals', 0, 'suggests'],
      'tiny',
      'data_requests.signals[0].suggests',
      /no level/,
    ],
    [
      'a part that nobody plays',
      ['separation', 0, 'apart'],
      ['fulfiller', 'driver'],
      'separation[0].apart[1]',
      /no part/,
    ],
    ['a zone that does not exist', ['pack', 'zone'], 'America/Legacy', 'pack.zone', /not a time zone/],
    ['an offset for a zone', ['pack', 'zone'], '-07:00', 'pack.zone', /not a time zone/],
    [
      'two names for different roles',
      ['roles', 'hr', 'aliases'],
      ['SDM'],
      'roles.hr',
      /belongs to student_data_manager/,
    ],
    [
      'a line twice',
      ['agreements', 'nda', 'groups', 0, 'lines', 1, 'id'],
      'G1',
      'agreements.nda.groups[0].lines[1].id',
      /twice/,
    ],
    [
      'nobody to keep the record',
      ['agreements', 'nda', 'record_owner'],
      'archive',
      'agreements.nda.record_owner',
      /no role/,
    ],
    [
      'volunteers without a wording',
      ['agreements', 'nda', 'variants', 'volunteer'],
      undefined,
      'agreements.nda.variants',
      /volunteer/,
    ],
    [
      'a wording for nobody',
      ['agreements', 'nda', 'variants', 'board', 'person_types'],
      ['board', 'pets'],
      'agreements.nda.variants.board.person_types[1]',
      /no type of person/,
    ],
    [
      'a duty opened by no line',
      ['agreements', 'nda', 'opens', 0, 'line'],
      'T9',
      'agreements.nda.opens[0].line',
      /no line/,
    ],
    [
      'a duty that does not exist',
      ['agreements', 'nda', 'opens', 0, 'duty'],
      'dance',
      'agreements.nda.opens[0].duty',
      /no duty/,
    ],
    [
      'a placeholder nobody fills',
      ['wording', 'already_public'],
      'Ask {boss}.',
      'wording.already_public',
      /\{boss\} is not known/,
    ],
    [
      'a deadline without a unit',
      ['agreements', 'nda', 'due', 'within'],
      '7',
      'agreements.nda.due.within',
      /a number and a unit/,
    ],
    [
      'a deadline that is a number',
      ['agreements', 'nda', 'due', 'within'],
      7,
      'agreements.nda.due.within',
      /must be string/,
    ],
    ['a rule without its source', ['roles', 'hr', 'src'], undefined, 'roles.hr.src', /is missing/],
    [
      'a wording that is missing',
      ['wording', 'no_student_data'],
      undefined,
      'wording.no_student_data',
      /is missing/,
    ],
    ['a key that is misspelt', ['roles', 'hr', 'singel'], true, 'roles.hr.singel', /spelling/],
    [
      'a kind of step that nobody built',
      [...low, 0, 'kind'],
      'guess',
      'data_requests.levels.low.steps[0].kind',
      /one of: claim, fulfil/,
    ],
    [
      'a role whose id has a space',
      ['roles', 'the boss'],
      { name: 'Boss', src: '003 §1' },
      'roles.the boss',
      /lower-case words/,
    ],
  ])('%s', async (_name, path, value, at, says) => {
    await edit(path, value);
    expect(await problemsOf()).toContainEqual({ path: at, says: expect.stringMatching(says) });
  });

  it('names every fault at once, with its line', async () => {
    await writeFile(
      file,
      original.replace('by: legal\n', 'by: lawyer\n').replace('record_owner: hr', 'record_owner: safe'),
    );
    const loaded = await loadPolicy(file);
    const lines = loaded.ok ? [] : loaded.problem.map(problemLine);
    const lineOf = (text: string) => original.split('\n').findIndex((line) => line.endsWith(text)) + 1;
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      new RegExp(`^legacy-ut.yaml:${lineOf('by: legal')}: data_requests.levels.high.steps\\[2\\].by: `),
    );
    expect(lines[1]).toMatch(
      new RegExp(`^legacy-ut.yaml:${lineOf('record_owner: hr')}: agreements.nda.record_owner: `),
    );
  });

  it('a file that is not YAML says where', async () => {
    await writeFile(file, 'pack: {id: x\nroles: [');
    const loaded = await loadPolicy(file);
    expect(loaded.ok ? [] : loaded.problem.map((problem) => problem.says)).toContainEqual(
      expect.stringMatching(/^this is not YAML/),
    );
  });

  it.each([
    ['overlay', ['overlays'], ['ferpa', 'utah-1896'], 'overlays/utah-1896.yaml'],
    ['holiday file', ['calendar', 'holidays'], ['atlantis'], 'holidays/atlantis.yaml'],
  ])('a missing %s is named', async (_name, path, value, missing) => {
    await edit(path, value);
    const loaded = await loadPolicy(file);
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
    const overlay = join(folder, 'overlays/ferpa.yaml');
    const holidays = join(folder, 'holidays/ut.yaml');
    const [oldOverlay, oldHolidays] = [await readFile(overlay, 'utf8'), await readFile(holidays, 'utf8')];
    await writeFile(
      overlay,
      oldOverlay.replace('duties: {}', 'duties: { dance: { within: 3d, from: hire, src: "law" } }'),
    );
    await writeFile(
      holidays,
      oldHolidays.replace('2026-11-26', '2026-11-31').replace('2028-12-25', '2029-12-25'),
    );
    const loaded = await loadPolicy(file);
    await writeFile(overlay, oldOverlay);
    await writeFile(holidays, oldHolidays);
    expect(loaded.ok ? [] : loaded.problem.map((problem) => `${problem.file} ${problem.says}`)).toEqual([
      expect.stringMatching(/^overlays\/ferpa.yaml .*no duty “dance”/),
      expect.stringMatching(/^holidays\/ut.yaml 2026-11-31 is not a day/),
      expect.stringMatching(/^holidays\/ut.yaml 2029-12-25 lies outside/),
    ]);
  });
});
