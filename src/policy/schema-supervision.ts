/** The shape of what a pack says about supervision: weekly messages, the annual report, access, who may see personal data. */
import { z } from 'zod';
import { durationText, id, src } from './schema-words.ts';

/** MM-DD; no round begins on a day that some years lack. */
const dayOfYear = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'a day of each year is MM-DD, up to the 28th');

/** A list that somebody confirms: by when, and who hears of it when they do not. */
const toConfirm = z.strictObject({
  /** The day as of which the lists stand, every year. */
  on: dayOfYear,
  within: durationText,
  ladder: id,
  src,
});

export const supervision = z.strictObject({
  weekly: z.strictObject({
    /** Who is due within so many days is named beside who is late. */
    ahead: durationText,
    /** Board members' lateness goes to whoever holds this role. */
    board: id,
    /** Whoever has no supervisor, or stands in a circle, is theirs. */
    otherwise: id,
    /** A supervisor who is on leave for longer is passed over: the next one up gets it. */
    vacant_after: durationText,
    src,
  }),
  annual_report: toConfirm.extend({
    to: id,
    /** The duties that it tells of; whoever has one open is incomplete. */
    covers: z.array(id).min(1),
  }),
  access: z.strictObject({
    /** Overdue duties for which access may be withheld. A person decides, and never about themselves. */
    duties: z.array(id).min(1),
    decided_by: z.array(id).min(1),
    carried_out_by: id,
    /** Decided to leave access, it is not recommended again before this. */
    again_after: durationText,
    src,
  }),
  personal_data: toConfirm.extend({
    /** Roles that come with sight of students' personal data, beside stewards, data owners and the roster's own flag. */
    roles: z.array(id),
    /** Who keeps the list (R016). */
    kept_by: z.array(id).min(1),
    removed_by: id,
  }),
});
export type Supervision = z.infer<typeof supervision>;
export type ToConfirm = z.infer<typeof toConfirm>;
