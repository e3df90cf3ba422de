import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { Temporal } from '../../src/kernel/clock.ts';

type Day = Temporal.PlainDate;
const { days } = parse(
  readFileSync(new URL('../../src/policy/packs/holidays/ut.yaml', import.meta.url), 'utf8'),
) as { days: { on: string; name: string }[] };

function nth(year: number, month: number, weekDay: number, count: number): Day {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: ((weekDay - first.dayOfWeek + 7) % 7) + 7 * (count - 1) });
}

function fixed(year: number, month: number, day: number): Day {
  const date = Temporal.PlainDate.from({ year, month, day });
  return date.add({ days: { 6: -1, 7: 1 }[date.dayOfWeek] ?? 0 });
}

function lastMonday(year: number, month: number): Day {
  const next = nth(year, month + 1, 1, 1);
  return next.subtract({ days: 7 });
}

function juneteenth(year: number): Day {
  const date = Temporal.PlainDate.from({ year, month: 6, day: 19 });
  return date.dayOfWeek <= 5
    ? date.subtract({ days: date.dayOfWeek - 1 })
    : date.add({ days: 8 - date.dayOfWeek });
}

it.each([2025, 2026, 2027, 2028])('T4: the file’s holidays of %i are those of the Utah Code', (year) => {
  const law = [
    nth(year, 1, 1, 3),
    nth(year, 2, 1, 3),
    lastMonday(year, 5),
    juneteenth(year),
    fixed(year, 7, 4),
    fixed(year, 7, 24),
    nth(year, 9, 1, 1),
    nth(year, 10, 1, 2),
    fixed(year, 11, 11),
    nth(year, 11, 4, 4),
    fixed(year, 12, 25),
    // Observed in the year before when January 1 is a Saturday.
    ...[fixed(year, 1, 1), fixed(year + 1, 1, 1)].filter((day) => day.year === year),
    ...({ 2027: ['2027-03-26'], 2028: ['2028-04-14'] }[year] ?? []).map((day) =>
      Temporal.PlainDate.from(day),
    ),
  ];
  expect(days.map((day) => day.on).filter((on) => on.startsWith(String(year)))).toEqual(
    law.map(String).sort(),
  );
});
