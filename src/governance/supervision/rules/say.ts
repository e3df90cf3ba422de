/** How late or how soon, and how much of something, in words that fit on a line. */
import { Temporal } from '../../../kernel/clock.ts';

/** Days are YYYY-MM-DD. */
export function sayDue(dueOn: string, today: string): string {
  const days = daysBetween(today, dueOn);
  if (days < 0) return `${count(-days, 'day')} late`;
  if (days === 0) return 'due today';
  return days === 1 ? 'due tomorrow' : `due in ${count(days, 'day')}`;
}

export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`;
}

const cells = 10;

/** A length that text can show; none is empty unless it is nothing, and none is full unless it is all. */
export function textBar(part: number, whole: number): string {
  if (whole <= 0) return '░'.repeat(cells);
  const exact = Math.round((part / whole) * cells);
  const full = part <= 0 ? 0 : part >= whole ? cells : Math.min(Math.max(exact, 1), cells - 1);
  return '█'.repeat(full) + '░'.repeat(cells - full);
}
