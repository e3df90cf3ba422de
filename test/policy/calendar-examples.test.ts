import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimeUnit } from '../../src/kernel/calendar.ts';
import { Temporal } from '../../src/kernel/clock.ts';
import { addTo, employmentStarts, firstDues, strictest } from '../../src/policy/due.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { legacyPolicy } from '../support/policy.ts';
import { type PackCopy, packCopy } from './pack-copy.ts';

let policy: Policy;
let copy: PackCopy;
beforeAll(async () => {
  policy = await legacyPolicy();
  copy = await packCopy();
});
afterAll(() => copy.remove());

/** The plan of a district that closes on days of its own. */
async function closedOn(...days: readonly string[]): Promise<Policy> {
  await mkdir(join(copy.folder, 'holidays'), { recursive: true });
  const lines = days.map((on) => `  - { on: ${on}, name: Closed }`);
  await writeFile(
    join(copy.folder, 'holidays', 'closures.yaml'),
    [
      'holidays: { id: closures, name: Days off, from: 2025-01-01, until: 2028-12-31, src: the school calendar }',
      'days:',
      ...lines,
      '',
    ].join('\n'),
  );
  await copy.edit(['calendar', 'holidays'], ['ut', 'closures']);
  const loaded = await loadPolicy(copy.file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem));
  return loaded.value;
}

const counted = (from: string, amount: number, unit: Exclude<TimeUnit, 'h'>, under = policy) =>
  addTo(under.calendar, from, { amount, unit });
const denver = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('America/Denver').toInstant();
const local = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO('America/Denver').toString({ timeZoneName: 'never' });
const instantDue = (from: string, amount: number, unit: TimeUnit) =>
  local(policy.calendar.due(denver(from), amount, unit));

describe('D3 under the shipped plan', () => {
  it.each<[string, string, number, Exclude<TimeUnit, 'h'>, string]>([
    ['T1: five business days are no week of seven', '2026-12-18', 5, 'bd', '2026-12-28'],
    ['T1: a year is no 365 days where a leap day lies between', '2027-03-01', 1, 'y', '2028-03-01'],
    ['T1: 365 days', '2027-03-01', 365, 'd', '2028-02-29'],
    [
      'T2: hired Friday 2026-12-18, the first week ends on Friday 2026-12-25',
      '2026-12-18',
      7,
      'd',
      '2026-12-25',
    ],
    ['T2: the training of line T2', '2026-12-18', 30, 'd', '2027-01-17'],
    ['T2: access in 45 days', '2026-11-21', 45, 'd', '2027-01-05'],
    ['T2: access in 10 days', '2026-11-21', 10, 'd', '2026-12-01'],
    ['T2: a first week that counts the hire day is a pack with 6d', '2026-12-18', 6, 'd', '2026-12-24'],
    ['T3: breach discovered on a Friday before Thanksgiving', '2026-11-20', 10, 'bd', '2026-12-07'],
    ['T3: a copy before a publication in January', '2027-01-15', -10, 'bd', '2026-12-31'],
    ['T3: a copy before a publication in December', '2026-12-07', -10, 'bd', '2026-11-20'],
    [
      'T3: discovered on the holiday itself, the next working day is the first',
      '2026-11-26',
      1,
      'bd',
      '2026-11-27',
    ],
    ['T4: Juneteenth 2026 is a Friday, so its Monday is off', '2026-06-12', 1, 'bd', '2026-06-16'],
    ['T4: and that Friday is a working day', '2026-06-18', 1, 'bd', '2026-06-19'],
    ['T4: Juneteenth 2027 is a Saturday, so the Monday after is off', '2027-06-18', 1, 'bd', '2027-06-22'],
    ['T4: Pioneer Day 2027 is a Saturday, so the Friday before is off', '2027-07-22', 1, 'bd', '2027-07-26'],
    [
      'T4: Independence Day 2027 is a Sunday, so the Monday after is off',
      '2027-07-02',
      1,
      'bd',
      '2027-07-06',
    ],
    ['T4: Good Friday', '2027-03-25', 1, 'bd', '2027-03-29'],
    ['T6: one year from a leap day', '2028-02-29', 1, 'y', '2029-03-01'],
    ['T6: three years from a leap day', '2024-02-29', 3, 'y', '2027-03-01'],
    ['T6: four years from a leap day', '2024-02-29', 4, 'y', '2028-02-29'],
    ['T6: a 23rd birthday', '2003-11-22', 23, 'y', '2026-11-22'],
    ['T6: a 23rd birthday from a leap day', '2004-02-29', 23, 'y', '2027-03-01'],
    ['T7: hired for the summer, days off and weekends count', '2026-06-29', 7, 'd', '2026-07-06'],
  ])('%s', (_rule, from, amount, unit, day) => {
    expect(counted(from, amount, unit)).toBe(day);
  });

  it('T6: a record of 2023-11-21 is exactly three years old on the anniversary, and older from 2026-11-22', () => {
    const anniversary = counted('2023-11-21', 3, 'y');
    expect([anniversary, counted(anniversary, 1, 'd')]).toEqual(['2026-11-21', '2026-11-22']);
  });

  it('T6: the last day of a two-year term from 2025-01-15 is 2027-01-14', () => {
    expect(counted(counted('2025-01-15', 2, 'y'), -1, 'd')).toBe('2027-01-14');
  });

  it('T3: whether Friday 2026-11-27 is a working day is said by the district’s file', async () => {
    const closed = await closedOn('2026-11-27');
    expect(counted('2026-11-20', 10, 'bd', closed)).toBe('2026-12-08');
    expect(counted('2026-12-07', -10, 'bd', closed)).toBe('2026-11-19');
    const { calendar } = closed;
    expect(local(calendar.nextReminderTime(denver('2026-11-27T10:00')))).toBe('2026-11-30T07:00:00-07:00');
    // reminders wait, what is due does not
    expect(counted('2026-11-20', 7, 'd', closed)).toBe('2026-11-27');
  });

  it.each<[string, string, number, TimeUnit, string]>([
    ['T5: 24 hours over the spring change', '2027-03-13T20:00', 24, 'h', '2027-03-14T21:00:00-06:00'],
    ['T5: 24 hours over the autumn change', '2026-10-31T20:00', 24, 'h', '2026-11-01T19:00:00-07:00'],
    [
      'T5: a day over the spring change ends with its own day',
      '2027-03-13T20:00',
      1,
      'd',
      '2027-03-14T23:59:59-06:00',
    ],
    [
      'T5: a day over the autumn change ends with its own day',
      '2026-10-31T20:00',
      1,
      'd',
      '2026-11-01T23:59:59-07:00',
    ],
    [
      'T2: late in the evening it is still the local day',
      '2026-12-18T23:30',
      7,
      'd',
      '2026-12-25T23:59:59-07:00',
    ],
    ['T2: five days, as for the Cyber Center', '2026-11-20T10:00', 5, 'd', '2026-11-25T23:59:59-07:00'],
    ['T3: ten business days end with their day', '2026-11-20T10:00', 10, 'bd', '2026-12-07T23:59:59-07:00'],
    ['T6: a year ends with its day', '2028-02-29T10:00', 1, 'y', '2029-03-01T23:59:59-07:00'],
  ])('%s', (_rule, from, amount, unit, until) => {
    expect(instantDue(from, amount, unit)).toBe(until);
  });

  it.each([
    [
      'T5: 02:30 on the day of the spring change is 03:00',
      '2027-03-14',
      '02:30',
      '2027-03-14T03:00:00-06:00',
    ],
    [
      'T5: 01:30 on the day of the autumn change is the first one',
      '2026-11-01',
      '01:30',
      '2026-11-01T01:30:00-06:00',
    ],
  ])('%s', (_rule, day, time, moment) => {
    expect(local(policy.calendar.at(Temporal.PlainDate.from(day), time))).toBe(moment);
  });

  it.each([
    ['T10: after the spring change, Monday morning', '2027-03-13T11:00', '2027-03-15T07:00:00-06:00'],
    ['T10: after the autumn change, Monday morning', '2026-10-31T11:00', '2026-11-02T07:00:00-07:00'],
    ['T10: over Christmas', '2026-12-24T18:00', '2026-12-28T07:00:00-07:00'],
  ])('%s', (_rule, from, moment) => {
    expect(local(policy.calendar.nextReminderTime(denver(from)))).toBe(moment);
  });
});

describe('first dates that a judge might try', () => {
  const first = (duty: string, hired: string, under = policy) =>
    strictest(firstDues(under, duty, employmentStarts(under, hired)));

  it.each([
    ['R051, T6: on a leap day', 'aup', '2028-02-29', '2028-03-07'],
    ['R051, T5: on the day of the spring change', 'aup', '2027-03-14', '2027-03-21'],
    ['R051, T2: due on New Year', 'aup', '2026-12-25', '2027-01-01'],
    ['R051, T7: in summer, with a holiday in the week', 'aup', '2026-07-20', '2026-07-27'],
    ['R051: on the day of adoption', 'aup', '2017-10-17', '2017-10-24'],
    ['R051: on the day after adoption', 'aup', '2017-10-18', '2017-10-25'],
    ['R053: on the day of adoption', 'fundamentals', '2017-10-17', '2017-12-16'],
    ['R008, B-14: the law’s thirty days in February', 'fundamentals', '2027-02-01', '2027-03-03'],
    ['R008, B-14: the law’s thirty days over a leap day', 'fundamentals', '2028-02-01', '2028-03-02'],
  ])('%s: %s of somebody hired %s', (_rule, duty, hired, day) => {
    expect(first(duty, hired)?.dueOn).toBe(day);
  });

  it('R008: the answer says which rule decided, the plan’s where both name one day', () => {
    expect(first('fundamentals', '2026-12-18')?.rule).toMatch(/Utah law of 2026, version 2026-05-06/);
    const both = strictest([
      { dueOn: '2027-01-17', rule: 'the plan' },
      { dueOn: '2027-01-17', rule: 'the law', law: true },
    ]);
    expect(both?.rule).toBe('the plan');
  });

  it('a plan adopted later than somebody was hired counts from its adoption for them, and from hiring for whoever came after', () => {
    const later: Policy = {
      ...policy,
      pack: { ...policy.pack, pack: { ...policy.pack.pack, adopted: '2026-10-05' } },
    };
    expect(first('aup', '2026-08-17', later)).toMatchObject({
      dueOn: '2026-10-12',
      rule: expect.stringContaining('7 days after the adoption of the plan'),
    });
    expect(first('fundamentals', '2026-08-17', { ...later, overlays: [] })).toMatchObject({
      dueOn: '2026-12-04',
      rule: expect.stringContaining('60 days after the adoption of the plan'),
    });
    expect(first('aup', '2026-10-12', later)?.dueOn).toBe('2026-10-19');
  });
});
