/** Times of an exercise in words. */
import type { Temporal } from '../../../kernel/clock.ts';
import { weekDays } from './scenario.ts';

/** “3 h 10 min”, “45 min”, “4 days 3 h”: days are 24 hours here. */
export function sayLength(from: Temporal.Instant, to: Temporal.Instant): string {
  return sayMinutes(Math.floor(Math.abs(to.epochMilliseconds - from.epochMilliseconds) / 60_000));
}

export function sayMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (hours < 1) return `${minutes} min`;
  if (days < 2) return [`${hours} h`, ...(minutes % 60 ? [`${minutes % 60} min`] : [])].join(' ');
  return [`${days} days`, ...(hours % 24 ? [`${hours % 24} h`] : [])].join(' ');
}

/** “Friday” */
export function dayOfWeek(at: Temporal.Instant, zone: string): string {
  const day = weekDays[at.toZonedDateTimeISO(zone).dayOfWeek - 1] ?? '';
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
}
