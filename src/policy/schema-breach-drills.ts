/** The shape of what a pack says about exercises: who may hold one, what it counts as, and how often the plan wants one. */
import { z } from 'zod';
import { durationText, id, src } from './schema-words.ts';

export const breachDrills = z.strictObject({
  /** Whoever holds one of these roles may hold an exercise, and read what came of past ones. */
  by: z.array(id).min(1),
  /** The course that whoever took part is credited with. */
  course: id,
  /** So often the plan wants one; it stands on the list of whoever holds the role. */
  wanted: z.strictObject({ every: durationText, role: id, src }).optional(),
  src,
});
export type BreachDrills = z.infer<typeof breachDrills>;
