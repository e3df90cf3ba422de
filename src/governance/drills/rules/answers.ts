/** What an answer holds, by the kind of its question: ids and moments, never words. */
import { z } from 'zod';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Moment } from './drill.ts';

export const valueShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choose'), options: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('say') }),
  z.strictObject({
    kind: z.literal('determine'),
    ruling: z.enum(['breach', 'not_a_breach']),
    severity: z.string().optional(),
    /** In the time of the exercise. */
    discoveredAt: z.string().optional(),
  }),
  /** “law/clock” of each. */
  z.strictObject({ kind: z.literal('tell'), clocks: z.array(z.string()) }),
  /** `expected`: whose desk it was by the plan, and by who was here, at that moment. */
  z.strictObject({ kind: z.literal('desk'), role: z.string(), expected: z.string().optional() }),
]);
export type AnswerValue = z.infer<typeof valueShape>;

export interface Answer extends Moment {
  readonly id: string;
  readonly question: string;
  readonly byId: string;
  readonly value: AnswerValue;
}

/** After how many whole minutes, from one moment to another. */
export function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000));
}
