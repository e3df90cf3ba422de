import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findStudentData } from '../../../src/app/student-data.ts';
import { sampleDay } from '../../../src/governance/sample/day.ts';
import { loadSample, sampleFolder } from '../../../src/governance/sample/seed.ts';
import type { Sample } from '../../../src/governance/sample/shape.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { legacyPolicy, planOnce } from '../../support/policy.ts';

const now = Temporal.Instant.from('2026-11-24T16:00:00Z');
let policy: Policy;
let sample: Sample;

beforeAll(async () => {
  policy = await legacyPolicy();
  sample = await loadSample(policy, now);
});

it('under another district’s plan it says what to do instead, and not fifty faults', async () => {
  await expect(loadSample(await planOnce('westford-ma'), now)).rejects.toThrow(
    /goes with the plan legacy-ut[^\n]*init --help$/,
  );
});

describe('the sample’s files', () => {
  it('supervisors form one tree, and everybody is under its top', () => {
    const above = new Map(sample.people.map((person) => [person.email, person.supervisor_email]));
    const topOf = (email: string, steps = 0): string => {
      const next = above.get(email);
      return !next || steps > above.size ? email : topOf(next, steps + 1);
    };
    expect(new Set([...above.keys()].map((email) => topOf(email)))).toEqual(
      new Set(['m.holloway@legacyprep.example']),
    );
  });

  it('D1: every role of the plan is held, one way or another', () => {
    const active = sample.people.filter((person) => person.status === 'active');
    const basis = {
      by_name: (role: string) => active.some((person) => person.roles.includes(role)),
      per_case: (role: string) => active.some((person) => person.roles.includes(role)),
      per_collection: () => sample.collections.some((one) => active.some(({ email }) => email === one.owner)),
      from_roster: () => active.some(({ email }) => active.some((other) => other.supervisor_email === email)),
    };
    const unheld = Object.entries(policy.pack.roles).filter(([id, role]) => !basis[role.held](id));
    expect(unheld.map(([id]) => id)).toEqual([]);
    expect(active.filter((person) => person.roles.includes('data_steward')).length).toBeGreaterThanOrEqual(3);
    expect(active.filter((person) => person.roles.includes('board_member')).length).toBeGreaterThanOrEqual(3);
  });

  it('hold nothing that looks like student data', () => {
    const texts = [
      ...sample.people.flatMap((person) => [person.name, person.email, person.job_title, person.building]),
      ...sample.collections.flatMap((one) => [
        one.name,
        one.describes,
        one.location,
        one.definitions,
        one.business_rules,
      ]),
    ];
    expect(texts.flatMap((text) => findStudentData(text))).toEqual([]);
  });

  it('mean the same district on any day: nobody is hired or signs in the future', async () => {
    for (const day of ['2026-02-28T12:00:00Z', '2027-03-14T12:00:00Z', '2028-03-01T06:30:00Z']) {
      const then = Temporal.Instant.from(day);
      const today = policy.calendar.localDay(then);
      const { people } = await loadSample(policy, then);
      const days = people.flatMap((person) => [person.hire_date, ...person.nda_signed]);
      expect(days.filter((one) => Temporal.PlainDate.compare(one, today) > 0)).toEqual([]);
    }
  });
});

it.each([
  ['2016-08-15', '2016-08-15'],
  ['-5d', '2026-11-19'],
  ['0d', '2026-11-24'],
  ['-365d', '2025-11-24'],
  ['5d', undefined],
  ['-05d', undefined],
  ['yesterday', undefined],
  ['2026-02-30', undefined],
  ['', undefined],
])('the day “%s” is %s', (text, expected) => {
  expect(sampleDay(text, Temporal.PlainDate.from('2026-11-24'))?.toString()).toBe(expected);
});

describe('faults are named', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seed-'));
  });
  beforeEach(() => cp(sampleFolder, folder, { recursive: true }));
  afterAll(() => rm(folder, { recursive: true }));

  async function faultsAfter(file: string, from: string, to: string): Promise<string> {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(folder, file), text.replace(from, to));
    return loadSample(policy, now, folder).then(
      () => '',
      (error: Error) => error.message,
    );
  }

  it.each([
    ['people.csv', 'Board chair,board', 'Board chair,chair', /people.csv line 2: person_type: /],
    ['people.csv', ',-5d,active', ',5 days ago,active', /people.csv line 6: hire_date: a day is/],
    ['people.csv', 'superintendent;executive_team', 'king;executive_team', /the plan has no role king/],
    ['people.csv', 'board_secretary', 'legal', /board_secretary has exactly one active holder, not 0/],
    [
      'people.csv',
      'District Office,,2013',
      'District Office,h.marchetti@legacyprep.example,2013',
      /comes back to/,
    ],
    [
      'people.csv',
      'e.whitcombe@legacyprep.example,2021',
      'nobody@legacyprep.example,2021',
      /who is not listed/,
    ],
    [
      'people.csv',
      'e.whitcombe@legacyprep.example,2021',
      'w.okafor@legacyprep.example,2021',
      /somebody who left/,
    ],
    ['people.csv', 'left,-45d', 'left,', /left_on is given for people who left/],
    ['people.csv', 'Juniper Elementary', 'Juniper Annex', /no building Juniper Annex/],
    ['people.csv', '-86d,T2 -70d', '-186d,T2 -70d', /signed before being hired/],
    ['people.csv', '-431d;-66d', '-66d;-431d', /oldest first/],
    ['people.csv', '-86d,T2 -70d', '-86d,', /training names the line/],
    [
      'people.csv',
      't.moon@legacyprep.example,School',
      'v.castleberry@legacyprep.example,School',
      /is listed twice/,
    ],
    ['people.csv', 'training\n', 'training,shoe_size\n', /people.csv: /],
    [
      'collections.yaml',
      'owner: b.odhiambo',
      'owner: w.okafor',
      /Enrollment: its owner w.okafor.* is not an active person/,
    ],
    [
      'collections.yaml',
      '[e.vandersloot@legacyprep.example]',
      '[b.odhiambo@legacyprep.example]',
      /is no data steward/,
    ],
    [
      'collections.yaml',
      '[e.vandersloot@legacyprep.example]',
      '[l.beckwith@legacyprep.example]',
      /has no active steward/,
    ],
    ['collections.yaml', 'location:', 'place:', /collections.yaml: collections.0.location: /],
    ['district.yaml', 'buildings:', 'buildings: [', /district.yaml: /],
  ])('%s with “%s” as “%s”', async (file, from, to, expected) => {
    expect(await faultsAfter(file, from, to)).toMatch(expected);
  });
});
