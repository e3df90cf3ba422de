import { beforeAll, describe, expect, it } from 'vitest';
import { addTo, employmentStarts, firstDues, nextDues, strictest } from '../../src/policy/due.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Cycle } from '../../src/policy/schema-duties.ts';
import { legacyPolicy } from '../support/policy.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await legacyPolicy();
});

/** The plan alone, without the newer law. */
function planOnly(): Policy {
  return { ...policy, overlays: [] };
}

function first(duty: string, hireDate: string, under = policy) {
  return strictest(firstDues(under, duty, employmentStarts(under, hireDate)));
}

function next(duty: string, done: readonly string[], under = policy, since = '2026-08-17') {
  return strictest(nextDues(under, duty, done, since));
}

describe('the first time', () => {
  it('R051, T2: hired Friday 2026-12-18, the policy is signed by Friday 2026-12-25, a holiday', () => {
    expect(first('aup', '2026-12-18')).toEqual({
      dueOn: '2026-12-25',
      rule: '7 days after the hire date (003 §4.4.4 (1): within the first week of employment)',
    });
  });

  it('R053: employed on the day of adoption, 2017-10-17, trained within sixty days, by 2017-12-16', () => {
    for (const hired of ['2009-08-17', '2017-10-17'])
      expect(first('fundamentals', hired)).toMatchObject({
        dueOn: '2017-12-16',
        rule: expect.stringContaining('60 days after the adoption of the plan (003 §4.4.4 (3)'),
      });
    expect(first('fundamentals', '2017-10-18')).toBeUndefined();
  });

  it('no time of the plan runs from before there was a plan', () => {
    expect(first('aup', '2009-08-17')).toEqual({
      dueOn: '2017-10-24',
      rule: '7 days after the adoption of the plan (003 §4.4.4 (1): within the first week of employment)',
    });
  });

  it('R008, B-14: the newer law’s thirty days from hiring, by its name and version', () => {
    expect(first('fundamentals', '2026-12-18')).toEqual({
      dueOn: '2027-01-17',
      rule: '30 days after the hire date (Utah law of 2026, version 2026-05-06: Utah Code 63A-19-401.2: privacy training within 30 days of hire)',
      law: true,
    });
    expect(first('fundamentals', '2026-12-18', planOnly())).toBeUndefined();
  });

  it('R008: a law sets no date that lies before the law itself', () => {
    expect(first('fundamentals', '2026-04-01')).toBeUndefined();
    expect(first('fundamentals', '2026-04-06')).toMatchObject({ dueOn: '2026-05-06' });
  });

  it.each([
    ['3d', '2026-12-21'],
    ['3bd', '2026-12-23'],
    ['1y', '2027-12-18'],
  ])('T1: %s after Friday 2026-12-18 is %s: units never convert', (within, day) => {
    const [, amount = '', unit = ''] = /^(\d+)(\D+)$/.exec(within) ?? [];
    expect(addTo(policy.calendar, '2026-12-18', { amount: Number(amount), unit: unit as 'd' })).toBe(day);
  });

  it('T1: hours are no way to count days', () => {
    expect(() => addTo(policy.calendar, '2026-12-18', { amount: 24, unit: 'h' })).toThrow(/by a day/);
  });
});

describe('coming back', () => {
  it.each([
    // done, under the plan alone: once in each school year
    ['2026-06-30', '2027-06-30', '2026-07-01'],
    ['2026-07-01', '2028-06-30', '2027-07-01'],
    ['2027-06-30', '2028-06-30', '2027-07-01'],
  ])('school year: done %s, again by %s, and not before %s', (done, dueOn, countsFrom) => {
    expect(next('fundamentals', [done], planOnly())).toMatchObject({ dueOn, countsFrom });
  });

  it.each([
    ['2026-09-10', '2027-12-31', /calendar year 2027 \(Utah law of 2026/],
    ['2027-03-01', '2028-06-30', /school year 2027–28 \(003/],
    ['2027-08-01', '2028-12-31', /calendar year 2028 \(Utah law of 2026/],
  ])('R008: done %s, plan and law ask again by %s, and the rule says which', (done, dueOn, rule) => {
    expect(next('fundamentals', [done])).toMatchObject({ dueOn, rule: expect.stringMatching(rule) });
  });

  it('R008: a calendar year that ended before the law was made binds nobody', () => {
    expect(nextDues(policy, 'fundamentals', ['2024-03-01'], '2019-08-19').map((one) => one.dueOn)).toEqual([
      '2025-06-30',
      '2026-12-31',
    ]);
  });

  it('somebody who never did it owes the cycle in which they began', () => {
    expect(next('fundamentals', [], planOnly(), '2026-08-17')).toMatchObject({ dueOn: '2027-06-30' });
    expect(next('fundamentals', [], planOnly(), '2026-06-01')).toMatchObject({ dueOn: '2026-06-30' });
  });

  const withCycle = (cycle: Cycle): Policy => {
    const duty = policy.pack.duties.aup;
    if (!duty) throw new Error('the plan has no aup');
    return {
      ...policy,
      overlays: [],
      pack: { ...policy.pack, duties: { ...policy.pack.duties, aup: { ...duty, again: [cycle] } } },
    };
  };
  const yearly: Cycle = { cycle: 'anniversary', early: { amount: 30, unit: 'd' }, src: 'x' };
  const halfYearly: Cycle = { cycle: 'months', months: 6, early: { amount: 60, unit: 'd' }, src: 'x' };

  it.each([
    [['2026-08-03'], '2027-08-03', 'from the day it was done'],
    [['2026-08-03', '2027-07-20'], '2028-08-03', 'T8: early, and the next cycle is no shorter'],
    [['2026-08-03', '2027-09-01'], '2028-09-01', 'late, and a new cycle begins'],
    [['2026-08-03', '2026-12-01'], '2027-08-03', 'far too early: it counts for nothing'],
    [['2028-02-29'], '2029-03-01', 'T6: February 29 leads to March 1'],
  ])('anniversary: done %j, again by %s, %s', (done, dueOn) => {
    expect(next('aup', done, withCycle(yearly))).toMatchObject({ dueOn });
  });

  it.each([
    [['2026-08-31'], '2027-03-01', 'no month is full before it is'],
    [['2026-09-10'], '2027-03-10', 'six months'],
    [['2026-09-10', '2027-02-01'], '2027-09-10', 'T8: early, and the next cycle is no shorter'],
    [['2026-09-10', '2026-09-11'], '2027-03-10', 'twice in a row covers no second half-year'],
  ])('W06, every six months: done %j, again by %s, %s', (done, dueOn) => {
    expect(next('aup', done, withCycle(halfYearly))).toMatchObject({ dueOn });
  });

  it('says from which day on it counts', () => {
    expect(next('aup', ['2026-08-03'], withCycle(yearly))).toMatchObject({ countsFrom: '2027-07-04' });
  });

  it('nothing comes back where the plan does not say so', () => {
    expect(next('aup', ['2026-08-03'])).toBeUndefined();
  });
});
