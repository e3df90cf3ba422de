/** The shape of what a pack says about the time after an incident: vendors, causes, what is chased, the public text, the year. */
import { z } from 'zod';
import { taskReminders } from './schema-breach-response.ts';
import { durationText, id, src } from './schema-words.ts';

const yearly = z.strictObject({
  id,
  says: z.string().max(150),
  /** Whoever holds it does it. */
  owner: id,
  /** After the plan came into force here, then again so long after it was done. */
  first: durationText,
  every: durationText,
  /** The year's report on security is what is handed in. */
  report: z.boolean().default(false),
  /** It is posted somewhere, and where is asked. */
  posted: z.boolean().default(false),
  src,
});
export type YearlyTask = z.infer<typeof yearly>;

/** What a law gives a vendor to tell the district; where their contract gives them less, that counts. */
export const vendorLaw = z.strictObject({
  within: durationText,
  /** From when the vendor first learned of it, or from when they were sure. */
  from: z.enum(['discovered', 'confirmed']),
  src,
});
export type VendorLaw = z.infer<typeof vendorLaw>;

/** MM-DD, on a day that every year has. */
const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day of the year, such as 01-31')
  .refine(
    (day) => Number(day.slice(3)) <= (daysOf[Number(day.slice(0, 2)) - 1] ?? 0),
    'a day of the year that every year has, such as 01-31',
  );
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A list of breaches that a law has schools keep in public, for those about so large a share of a school's students. */
export const publicList = z.strictObject({
  percent_at_least: z.int().min(1).max(100),
  says: z.string().max(150),
  /** The days by which the list is brought up to date, each year. */
  by: z.array(monthDay).min(1).max(12),
  src,
});
export type PublicList = z.infer<typeof publicList>;

export const breachAfter = z.strictObject({
  vendor: z.strictObject({
    /** From a vendor's confirming it, where their contract names no other time. */
    within: durationText,
    src,
  }),
  review: z.strictObject({
    /** Root causes, as the year's report counts them. */
    causes: z
      .array(z.strictObject({ id, name: z.string().max(75), src }))
      .min(1)
      .max(20),
    src,
  }),
  /** Of what a post-mortem asks for, and of what is due each year: to whoever has it, then the desk or the plan's executives. */
  reminders: taskReminders,
  public_text: z.strictObject({
    /** The first of them whom the incident does not concern, and who did not write it. */
    approved_by: z.array(id).min(1),
    src,
  }),
  yearly: z.array(yearly).max(12).default([]),
  report: z.strictObject({
    /** Who may open the year's report; each sees in it what they have a part in. */
    read_by: z.array(id).min(1),
    /** Who completes it: they are shown how many were decided in all, but for what concerns them. */
    whole_by: z.array(id).default([]),
    src,
  }),
});
export type BreachAfter = z.infer<typeof breachAfter>;
