/** Until when a step may last: over holidays and changes of clocks, and while the requester is asked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataRequest } from '../../../../src/governance/requests/rules/request.ts';
import { openStay } from '../../../../src/governance/requests/rules/request.ts';
import { afterPause, isLate, waitTimes } from '../../../../src/governance/requests/rules/waiting.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Step } from '../../../../src/policy/schema-requests.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { after, newRequest, play } from './builders.ts';

const policy = await legacyPolicy();
const { calendar } = policy;
const high = policy.pack.data_requests.levels.high?.steps ?? [];

const at = (text: string) => Temporal.Instant.from(text);
/** Noon in Utah. */
const noonOf = (day: string) =>
  Temporal.PlainDateTime.from(`${day}T12:00`).toZonedDateTime(calendar.zone).toInstant();
const localDay = (instant: Temporal.Instant | undefined) =>
  instant?.toZonedDateTimeISO(calendar.zone).toPlainDateTime().toString();

function lasting(amount: number, unit: 'd' | 'bd' | 'h'): Step {
  const step = high.find(({ kind }) => kind === 'claim');
  if (!step?.waits) throw new Error('the claim has no time');
  return { ...step, waits: { ...step.waits, take: { amount, unit } } };
}

function dueOf(amount: number, unit: 'd' | 'bd' | 'h', begun: string): string | undefined {
  return localDay(waitTimes(calendar, lasting(amount, unit), noonOf(begun)).dueAt);
}

describe('how long a step may last', () => {
  it.each<[string, number, 'd' | 'bd', string, string]>([
    ['T2: day 0 is not counted, and it is due at the end of the day', 2, 'bd', '2026-11-16', '2026-11-18'],
    ['T1: a weekend is no business day', 2, 'bd', '2026-11-19', '2026-11-23'],
    ['T4: nor is a holiday (Thanksgiving)', 2, 'bd', '2026-11-25', '2026-11-30'],
    ['begun on a day off', 1, 'bd', '2026-11-28', '2026-11-30'],
    ['T5: over the night on which the clocks go back', 3, 'd', '2026-10-30', '2026-11-02'],
    ['T5: over the night on which they go forward', 3, 'd', '2026-03-06', '2026-03-09'],
    ['calendar days end on a day off, too', 30, 'd', '2026-11-26', '2026-12-26'],
  ])('%s', (_, amount, unit, begun, due) => {
    expect(dueOf(amount, unit, begun)).toBe(`${due}T23:59:59`);
  });

  it('each kind of step has a time of its own, all of them marked as our rule', () => {
    const times = high.map(({ id, waits }) => [id, `${waits?.take.amount}${waits?.take.unit}`]);
    expect(Object.fromEntries(times)).toMatchObject({
      approve_legal: '10bd',
      approve_board: '30d',
      send: '2bd',
    });
    for (const { waits } of high) expect(waits?.src).toMatch(/^our rule: 003 names no time/);
  });
});

describe('while the requester is asked', () => {
  const moved = (step: Step, begun: string, paused: string, back: string) => {
    const times = waitTimes(calendar, step, noonOf(begun));
    return localDay(
      afterPause(calendar, times, noonOf(paused), noonOf(back), step.waits?.take.unit).dueAt,
    )?.slice(0, 10);
  };

  it.each<[string, number, 'd' | 'bd', string, string, string, string]>([
    [
      'an answer on the same day moves nothing',
      2,
      'bd',
      '2026-11-16',
      '2026-11-17',
      '2026-11-17',
      '2026-11-18',
    ],
    [
      'two business days were left, and still are',
      3,
      'bd',
      '2026-11-16',
      '2026-11-17',
      '2026-11-20',
      '2026-11-24',
    ],
    ['a weekend takes none', 2, 'bd', '2026-11-18', '2026-11-20', '2026-11-23', '2026-11-23'],
    ['nor do holidays', 3, 'bd', '2026-11-20', '2026-11-24', '2026-11-27', '2026-11-30'],
    [
      'answered on a day off, the next working day is there for it',
      1,
      'bd',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-23',
    ],
    [
      'calendar days over the end of summer time',
      5,
      'd',
      '2026-10-28',
      '2026-10-30',
      '2026-11-03',
      '2026-11-06',
    ],
    ['calendar days over its beginning', 5, 'd', '2026-03-04', '2026-03-06', '2026-03-10', '2026-03-13'],
  ])('%s', (_, amount, unit, begun, paused, back, due) => {
    expect(moved(lasting(amount, unit), begun, paused, back)).toBe(due);
  });

  it('what was late before stays late', () => {
    expect(moved(lasting(2, 'bd'), '2026-11-16', '2026-11-23', '2026-11-30')).toBe('2026-11-18');
  });

  it('hours stand still to the second, also in the hour that comes twice', () => {
    const step = lasting(48, 'h');
    const begun = at('2026-10-31T18:00:00Z');
    const times = waitTimes(calendar, step, begun);
    const resumed = afterPause(calendar, times, at('2026-11-01T07:30:00Z'), at('2026-11-01T09:30:00Z'), 'h');
    expect(resumed.dueAt?.toString()).toBe('2026-11-02T20:00:00Z');
  });

  it('whenever it is asked and answered, as many working days are left as before', () => {
    const workingDays = (from: Temporal.PlainDate, to: Temporal.PlainDate) => {
      let count = 0;
      for (
        let day = from.add({ days: 1 });
        Temporal.PlainDate.compare(day, to) <= 0;
        day = day.add({ days: 1 })
      )
        if (calendar.isWorkingDay(day)) count += 1;
      return count;
    };
    const begun = noonOf('2026-10-28');
    const times = waitTimes(calendar, lasting(5, 'bd'), begun);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 * 24 * 60 }),
        fc.integer({ min: 1, max: 60 * 24 * 60 }),
        (a, b) => {
          const paused = begun.add({ minutes: a });
          const back = paused.add({ minutes: b });
          const { dueAt } = afterPause(calendar, times, paused, back, 'bd');
          if (!dueAt || !times.dueAt) throw new Error('no due date');
          const [was, is] = [calendar.localDay(times.dueAt), calendar.localDay(dueAt)];
          const left = workingDays(calendar.localDay(paused), was);
          const today = calendar.localDay(back);
          expect(workingDays(today, is)).toBe(calendar.isWorkingDay(today) ? left : Math.max(left, 1));
          expect(Temporal.Instant.compare(dueAt, times.dueAt)).not.toBe(-1);
        },
      ),
    );
  });

  it('a request that is claimed, asked about and answered keeps the days of its step', () => {
    const claimed = after(policy, newRequest(policy), [['ben', 'claim']]);
    const stamp = (day: string) => ({ actorId: 'ben', now: noonOf(day), newId: () => `id-${day}` });
    const go = (request: DataRequest, who: string, kind: 'ask' | 'answer', day: string) => {
      const played = play(policy, request, who, { kind }, stamp(day));
      if (!played.ok) throw new Error(played.problem.why);
      return played.value;
    };
    expect(localDay(openStay(claimed)?.dueAt)).toBe('2026-11-25T23:59:59');
    const asked = go(claimed, 'ben', 'ask', '2026-11-19');
    expect(isLate(openStay(asked), noonOf('2027-01-04'))).toBe(false);
    const answered = go(asked, 'ann', 'answer', '2026-11-27');
    // Four working days were left on Nov 19; Nov 26 is Thanksgiving.
    expect(localDay(openStay(answered)?.dueAt)).toBe('2026-12-03T23:59:59');
    expect(isLate(openStay(answered), noonOf('2026-12-03'))).toBe(false);
    expect(isLate(openStay(answered), noonOf('2026-12-04'))).toBe(true);
  });
});
