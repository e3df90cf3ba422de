/** Whether words about when something happened say a day that is still to come, as far as English words can be read. */
import { Temporal } from '../../../kernel/clock.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord = `(${months.join('|')})[a-z]*\\.?`;

/** `today` is the district's. What can't be read is nobody's mistake. */
export function saysFuture(text: string, today: Temporal.PlainDate): boolean {
  const words = text.toLowerCase();
  if (
    /(?<![a-z])(tomorrow|tmrw|next (week|month|year|mon|tue|wed|thu|fri|sat|sun)|in (a|an|one|two|three|\d+) (hour|day|week|month|year)s?)/.test(
      words,
    )
  )
    return true;
  return daysIn(words).some((day) => Temporal.PlainDate.compare(day, today) > 0);
}

function daysIn(words: string): readonly Temporal.PlainDate[] {
  const found: (Temporal.PlainDate | undefined)[] = [];
  for (const [, year, month, day] of words.matchAll(/(?<!\d)(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)/g))
    found.push(dayOf(year, month, day));
  for (const [, month, day, year = ''] of words.matchAll(/(?<!\d)(\d{1,2})\/(\d{1,2})\/((?:20)?\d\d)(?!\d)/g))
    found.push(dayOf(year.length === 2 ? `20${year}` : year, month, day));
  for (const [, name = '', day, year] of words.matchAll(
    new RegExp(`(?<![a-z])${monthWord} (\\d{1,2})(?:st|nd|rd|th)?,? (20\\d\\d)(?!\\d)`, 'g'),
  ))
    found.push(dayOf(year, String(months.indexOf(name) + 1), day));
  return found.filter((day) => day !== undefined);
}

function dayOf(year = '', month = '', day = ''): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
  } catch {
    return undefined;
  }
}
