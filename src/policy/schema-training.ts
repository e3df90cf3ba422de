/** The shape of a pack's training: the courses that there are, what they meet, and who confirms what people log themselves. */
import { z } from 'zod';
import { durationText, id, src } from './schema-words.ts';

const course = z.strictObject({
  name: z.string().max(75),
  /** The duties that taking it meets. */
  meets: z.array(id).default([]),
  /** How long it counts, for people to see; when it is due again is the duty's business. */
  valid: durationText.optional(),
  /** Who says yes to what somebody logged themselves: their supervisor or the trainer named, or nobody. */
  confirmed_by: z.enum(['supervisor_or_trainer', 'nobody']),
  src,
});
export type Course = z.infer<typeof course>;

export const training = z.strictObject({
  courses: z.record(id, course),
  /** Who may hold a session, beside everybody with people to supervise. */
  trainers: z.array(id).min(1),
  /** Who keeps the register of trainings with its six facts (R016). */
  keepers: z.array(id).min(1),
  src,
});
export type Training = z.infer<typeof training>;
