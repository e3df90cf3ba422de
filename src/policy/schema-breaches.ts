/** The shape of what a pack says about data breaches: what is asked, who is told, and who must not be. */
import { z } from 'zod';
import { breachAfter } from './schema-breach-after.ts';
import { clockPlan } from './schema-breach-clocks.ts';
import { breachDrills } from './schema-breach-drills.ts';
import { noticePlan } from './schema-breach-notices.ts';
import { breachResponse } from './schema-breach-response.ts';
import { id, src } from './schema-words.ts';

export const breaches = z.strictObject({
  src,
  report: z.strictObject({
    /**
     * What whoever reports does at once: first what fits every mishap, then what fits this one by where it happened, what
     * kind of data it is, or a word they wrote. Where none of those fits, all of them, so each says when it is meant.
     */
    do_now: z
      .array(
        z.strictObject({
          says: z.string().max(200),
          if_said: z
            .strictObject({
              systems: z.array(z.string()).default([]),
              kinds: z.array(id).default([]),
              words: z
                .array(z.string().regex(/^[\p{Ll}\p{N}-]{2,}$/u, 'a word in small letters'))
                .default([]),
            })
            .optional(),
          src,
        }),
      )
      .min(1),
    /** What happens next, in a few sentences. */
    next: z.string().max(500),
    /** Whom to call while waiting would do harm; `if_about`: first when it concerns one of these roles. */
    phones: z
      .array(z.strictObject({ who: z.string(), number: z.string(), if_about: z.array(id).default([]) }))
      .min(1),
    kinds: z
      .array(z.strictObject({ id, name: z.string().max(75), src }))
      .min(1)
      .max(20),
    systems: z.array(z.string().max(75)).max(40).default([]),
    /** Whom it may concern, as a reporter can tell; `roles` may know nothing of it then. */
    about: z
      .array(z.strictObject({ id, says: z.string().max(75), roles: z.array(id).default([]), src }))
      .min(1),
    /** Who could read what a report says though nobody shows it to them. */
    could_read: z.string().max(500),
  }),
  route: z.strictObject({
    /** The first whom it does not concern gets it; each stands above the one before. */
    desk: z.array(id).min(2),
    /** The reporter's own supervisor is told too, unless it concerns them. */
    supervisor: z.boolean(),
    /** Called to judge with the desk, when it asks, or when nobody has taken it up for so many minutes. */
    executives: z.strictObject({ roles: z.array(id).min(1), after_minutes: z.int().min(5).max(1440) }),
    src,
  }),
  response: breachResponse,
  clocks: clockPlan.prefault({}),
  notices: noticePlan.prefault({}),
  after: breachAfter,
  /** Left out: nobody holds exercises here. */
  drills: breachDrills.optional(),
});
export type BreachPlan = z.infer<typeof breaches>;
