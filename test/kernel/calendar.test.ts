import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type CalendarFacts, createCalendar, type TimeUnit } from '../../src/kernel/calendar.ts';
import { Temporal } from '../../src/kernel/clock.ts';

const utah = parse(
  readFileSync(new URL('../../src/policy/packs/holidays/ut.yaml', import.meta.url), 'utf8'),
) as {
  days: { on: string }[];
};

function calendarWith(changes: Partial<CalendarFacts> = {}) {
  return createCalendar({
    zone: 'America/Denver',
    workingDays: [1, 2, 3, 4, 5],
    holidays: new Set(utah.days.map((day) => day.on)),
    quietHours: { from: '18:00', until: '07:00' },
    ...changes,
  });
}

const calendar = calendarWith();
const day = (text: string) => Temporal.PlainDate.from(text);
const denver = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('America/Denver').toInstant();
const local = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO('America/Denver').toString({ timeZoneName: 'never' });

describe('counting days (domain D3)', () => {
  it.each<[string, string, number, Exclude<TimeUnit, 'h'>, string]>([
    [
      'T2: hired on a Friday, the first week ends on Christmas and does not roll',
      '2026-12-18',
      7,
      'd',
      '2026-12-25',
    ],
    ['T2: initialled T2 that day, the training is due 30 days on', '2026-12-18', 30, 'd', '2027-01-17'],
    ['T2: an access request received on a Saturday has 45 days', '2026-11-21', 45, 'd', '2027-01-05'],
    ['T2: and 10 days in Massachusetts', '2026-11-21', 10, 'd', '2026-12-01'],
    ['T3: ten business days leave out Thanksgiving', '2026-11-20', 10, 'bd', '2026-12-07'],
    ['T3: ten business days back from a Friday leave out New Year', '2027-01-15', -10, 'bd', '2026-12-31'],
    ['T3: ten business days back leave out Thanksgiving', '2026-12-07', -10, 'bd', '2026-11-20'],
    ['T6: a leap day comes back on March 1 in a common year', '2024-02-29', 1, 'y', '2025-03-01'],
    ['T6: and on itself in a leap year', '2024-02-29', 4, 'y', '2028-02-29'],
    ['T6: a 23rd birthday of somebody born on a leap day', '2004-02-29', 23, 'y', '2027-03-01'],
    ['T6: three years', '2023-11-21', 3, 'y', '2026-11-21'],
    ['T6: counted back, no year is full early', '2028-02-29', -1, 'y', '2027-02-28'],
    ['T2: nothing added stays on the day, even on a Sunday', '2026-11-22', 0, 'bd', '2026-11-22'],
  ])('%s', (_name, from, amount, unit, expected) => {
    expect(calendar.addDays(day(from), amount, unit).toString()).toBe(expected);
  });

  it('T3: without holidays the ten business days end on a Friday', () => {
    const plain = calendarWith({ holidays: new Set() });
    expect(plain.addDays(day('2026-11-20'), 10, 'bd').toString()).toBe('2026-12-04');
  });

  it('T1: school days come from the district file and from nowhere else', () => {
    const withSchool = calendarWith({ schoolDays: new Set(['2026-11-23', '2026-11-24', '2026-11-30']) });
    expect(withSchool.addDays(day('2026-11-20'), 3, 'sd').toString()).toBe('2026-11-30');
    expect(() => withSchool.addDays(day('2026-11-20'), 4, 'sd')).toThrow(RangeError);
    expect(() => calendar.addDays(day('2026-11-20'), 1, 'sd')).toThrow(/no file of school days/);
  });

  it('refuses a zone that does not exist, at once', () => {
    expect(() => calendarWith({ zone: 'America/Legacy' })).toThrow(RangeError);
  });
});

describe('due (domain D3)', () => {
  it.each([
    ['T5: a day of hours over the spring change', '2027-03-13T20:00', 24, 'h', '2027-03-14T21:00:00-06:00'],
    ['T5: a day of hours over the autumn change', '2026-10-31T20:00', 24, 'h', '2026-11-01T19:00:00-07:00'],
    ['T2: days end with the local day', '2026-12-18T09:30', 7, 'd', '2026-12-25T23:59:59-07:00'],
    ['T2: the local date counts, not the UTC one', '2026-12-18T22:30', 7, 'd', '2026-12-25T23:59:59-07:00'],
    ['T3: business days end with the local day', '2026-11-20T23:59', 10, 'bd', '2026-12-07T23:59:59-07:00'],
    [
      'T5: a day over the spring change ends at its own midnight',
      '2027-03-13T20:00',
      1,
      'd',
      '2027-03-14T23:59:59-06:00',
    ],
  ] as const)('%s', (_name, from, amount, unit, expected) => {
    expect(local(calendar.due(denver(from), amount, unit))).toBe(expected);
  });
});

describe('wall-clock times (T5)', () => {
  it.each([
    ['02:30 in the spring gap is 03:00', '2027-03-14', '02:30', '2027-03-14T03:00:00-06:00'],
    ['02:00, the first missing minute, is 03:00 too', '2027-03-14', '02:00', '2027-03-14T03:00:00-06:00'],
    ['03:00 after the gap is itself', '2027-03-14', '03:00', '2027-03-14T03:00:00-06:00'],
    [
      '01:30 in the repeated hour is its first occurrence',
      '2026-11-01',
      '01:30',
      '2026-11-01T01:30:00-06:00',
    ],
    ['an ordinary time is itself', '2026-11-02', '08:15', '2026-11-02T08:15:00-07:00'],
  ])('%s', (_name, on, time, expected) => {
    expect(local(calendar.at(day(on), time))).toBe(expected);
  });

  it('a day that ends twice ends the second time', () => {
    // Paraguay's clocks went back from midnight to 23:00 on 2024-03-24.
    const asuncion = calendarWith({ zone: 'America/Asuncion' });
    expect(asuncion.endOfDay(day('2024-03-23')).toString()).toBe('2024-03-24T03:59:59Z');
  });
});

describe('when a reminder may go (T10)', () => {
  it.each([
    ['in working hours: now', '2026-11-23T10:20', '2026-11-23T10:20:00-07:00'],
    ['at the minute quiet ends: now', '2026-11-23T07:00', '2026-11-23T07:00:00-07:00'],
    ['early: when quiet ends', '2026-11-23T05:00', '2026-11-23T07:00:00-07:00'],
    ['in the evening: next morning', '2026-11-23T18:00', '2026-11-24T07:00:00-07:00'],
    ['on Wednesday evening before Thanksgiving: Friday', '2026-11-25T19:00', '2026-11-27T07:00:00-07:00'],
    ['on a Saturday: Monday', '2026-11-21T11:00', '2026-11-23T07:00:00-07:00'],
    ['on Christmas Friday: Monday', '2026-12-25T11:00', '2026-12-28T07:00:00-07:00'],
  ])('%s', (_name, from, expected) => {
    expect(local(calendar.nextReminderTime(denver(from)))).toBe(expected);
  });

  it('quiet hours need not cross midnight, and equal ends mean none', () => {
    const lunch = calendarWith({ quietHours: { from: '12:00', until: '13:00' } });
    expect(local(lunch.nextReminderTime(denver('2026-11-23T12:10')))).toBe('2026-11-23T13:00:00-07:00');
    expect(local(lunch.nextReminderTime(denver('2026-11-23T23:10')))).toBe('2026-11-23T23:10:00-07:00');
    const never = calendarWith({ quietHours: { from: '00:00', until: '00:00' } });
    expect(local(never.nextReminderTime(denver('2026-11-23T03:10')))).toBe('2026-11-23T03:10:00-07:00');
  });
});

describe('what holds for every day', () => {
  const anyDay = fc
    .integer({ min: 0, max: 365 * 4 })
    .map((offset) => Temporal.PlainDate.from('2025-01-01').add({ days: offset }));
  const compare = Temporal.PlainDate.compare;

  it('a number of business days forward ends on a working day, with that many working days passed', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (from, amount) => {
        const end = calendar.addDays(from, amount, 'bd');
        let passed = 0;
        for (let at = from.add({ days: 1 }); compare(at, end) <= 0; at = at.add({ days: 1 })) {
          if (calendar.isWorkingDay(at)) passed += 1;
        }
        expect([calendar.isWorkingDay(end), passed]).toEqual([true, amount]);
      }),
    );
  });

  it('business days counted forward from a working day and back again meet', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (from, amount) => {
        fc.pre(calendar.isWorkingDay(from));
        const back = calendar.addDays(calendar.addDays(from, amount, 'bd'), -amount, 'bd');
        expect(back.toString()).toBe(from.toString());
      }),
    );
  });

  it('T6: years counted back and forward again never come out late', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (from, years) => {
        const there = calendar.addDays(from, -years, 'y');
        expect(compare(calendar.addDays(there, years, 'y'), from)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('an instant lies in its own local day, whatever the zone', () => {
    const zones = ['America/Denver', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/London', 'UTC'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
        fc.constantFrom(...zones),
        (seconds, zone) => {
          const there = calendarWith({ zone });
          const instant = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
          const today = there.localDay(instant);
          const order = Temporal.Instant.compare;
          expect(order(instant, there.endOfDay(today))).toBeLessThanOrEqual(0);
          expect(order(instant, there.endOfDay(today.subtract({ days: 1 })))).toBe(1);
        },
      ),
    );
  });

  it('T10: a reminder never goes early, in quiet hours or on a day off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_767_225_600, max: 1_798_761_600 }), (seconds) => {
        const asked = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
        const goes = calendar.nextReminderTime(asked);
        const clock = goes.toZonedDateTimeISO('America/Denver');
        expect(Temporal.Instant.compare(goes, asked)).toBeGreaterThanOrEqual(0);
        expect(calendar.isWorkingDay(clock.toPlainDate())).toBe(true);
        expect(clock.hour).toBeGreaterThanOrEqual(7);
        expect(clock.hour).toBeLessThan(18);
      }),
    );
  });
});
