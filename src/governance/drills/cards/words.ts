/** Sentences that stand on everything of an exercise, and its time in words. */
import type { Ask } from '../../../app/context.ts';
import { asTyped } from '../../../app/home.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { dayOfWeek } from '../rules/say.ts';

/** On every card: nobody may take something real for a part of it. */
export function realFirst(ask: Pick<Ask, 'surface'>): string {
  return `This is an exercise, and everything in it is invented. If something real happens, use ${asTyped(ask as Ask, 'breach')}: that is no part of the exercise.`;
}

/** “Friday at 3:40 PM”: among events of some days the year only hides what differs. */
export function sayShortly(at: Temporal.Instant, zone: string): string {
  return `${dayOfWeek(at, zone)} at ${sayMoment(at, zone).split(' at ').at(-1) ?? ''}`;
}

/** “Friday, November 27, 2026 at 3:40 PM” */
export function sayExerciseTime(at: Temporal.Instant, zone: string): string {
  return `${dayOfWeek(at, zone)}, ${sayMoment(at, zone)}`;
}
