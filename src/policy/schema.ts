/** The shape of a policy pack. Meaning (does this role exist, can this step be reached) is check.ts's business. */
import { z } from 'zod';
import { publicList, vendorLaw } from './schema-breach-after.ts';
import { breachClock } from './schema-breach-clocks.ts';
import { noticeTemplate } from './schema-breach-notices.ts';
import { breaches } from './schema-breaches.ts';
import { duties, dutyLaw, ladders, reminders } from './schema-duties.ts';
import { lifecycle } from './schema-lifecycle.ts';
import { dataRequests } from './schema-requests.ts';
import { roster } from './schema-roster.ts';
import { supervision } from './schema-supervision.ts';
import { training } from './schema-training.ts';
import { day, durationText, id, src } from './schema-words.ts';

const role = z.strictObject({
  name: z.string(),
  aliases: z.array(z.string()).default([]),
  /** Exactly one active holder. */
  single: z.boolean().default(false),
  /** Fewer holders than this is a staffing problem, shown in /readyz; never a refusal to start. */
  min: z.int().min(0).default(0),
  /** How somebody comes to hold it: named to it, owning a data collection, having people to supervise, or for one case. */
  held: z.enum(['by_name', 'per_collection', 'from_roster', 'per_case']).default('by_name'),
  src,
});

const clause = z.strictObject({ id: z.string().regex(/^[A-Z]\d$/), text: z.string().max(2000), src });
const agreement = z.strictObject({
  name: z.string(),
  src,
  /** Newest last. A material version asks everybody to sign again; another one does not. */
  versions: z
    .array(
      z.strictObject({ version: z.int().min(1), effective: day, material: z.boolean(), change: z.string() }),
    )
    .min(1),
  groups: z
    .array(
      z.strictObject({
        id,
        title: z.string(),
        /** Exactly one of the lines must be initialled (R042). */
        alternatives: z.boolean().default(false),
        lines: z.array(clause).min(1),
      }),
    )
    .min(1),
  variants: z.record(
    id,
    z.strictObject({
      person_types: z.array(z.string()).min(1),
      preamble: z.string(),
      approved_by: z.string(),
      src,
    }),
  ),
  /** What the lines refer to as attached: shown with the agreement, and part of the text that is sealed. */
  attached: z
    .array(z.strictObject({ id, title: z.string(), items: z.array(z.string()).min(1), src }))
    .default([]),
  /** What stands beside the box in which the signer agrees to sign electronically. */
  electronic_signature: z.strictObject({ says: z.string().max(75), hint: z.string(), src }),
  due: z.strictObject({ within: durationText, src }),
  renew: z.strictObject({ every: durationText, src, says: z.string() }),
  resign_within: z.strictObject({ within: durationText, src }),
  opens: z.array(z.strictObject({ line: z.string(), duty: id, within: durationText, src })),
  keep: z.strictObject({ for: durationText, src }),
  record_owner: id,
});
export type Agreement = z.infer<typeof agreement>;

export const packShape = z.strictObject({
  pack: z.strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    version: day,
    /** The day on which the plan was adopted: who was employed then has times of their own (R053). */
    adopted: day,
    district: z.string(),
    district_short: z.string(),
    state: z.string().length(2),
    zone: z.string(),
    title: z.string(),
    src,
  }),
  overlays: z.array(z.string()).default([]),
  calendar: z.strictObject({
    /** ISO weekday numbers, 1 = Monday. */
    working_days: z.array(z.int().min(1).max(7)).min(1),
    /** Names of files in packs/holidays/. */
    holidays: z.array(z.string()),
    quiet_hours: z.strictObject({
      from: z.string().regex(/^\d\d:\d\d$/),
      until: z.string().regex(/^\d\d:\d\d$/),
    }),
    /** The first day of a school year, MM-DD. */
    school_year_from: z
      .string()
      .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'a day of each year is MM-DD'),
    src,
  }),
  roles: z.record(id, role),
  /** Parts of one case that one person may not both play, checked on the person at click time. */
  separation: z.array(z.strictObject({ apart: z.array(id).min(2), src, says: z.string() })),
  duties,
  ladders,
  reminders,
  data_requests: dataRequests,
  breaches,
  roster,
  lifecycle,
  agreements: z.record(id, agreement),
  training,
  supervision,
  wording: z.strictObject({
    secure_folder: z.string(),
    no_student_data: z.string(),
    already_public: z.string(),
  }),
});
export type Pack = z.infer<typeof packShape>;

/** Law laid over a pack: its version date is always shown, and where it is stricter it wins (R008). */
export const overlayShape = z.strictObject({
  overlay: z.strictObject({ id: z.string(), name: z.string(), version: day, src }),
  duties: z.record(id, dutyLaw).default({}),
  /** Whom a breach is told to, and within what time. */
  clocks: z.array(breachClock).default([]),
  /** What letters to those affected and packets for authorities say, and must not. */
  notices: z.array(noticeTemplate).default([]),
  /** Within what time a vendor tells the district. */
  vendor: vendorLaw.optional(),
  /** The list of breaches that schools keep in public. */
  public_list: publicList.optional(),
  notes: z.array(z.strictObject({ about: z.string(), says: z.string(), src })).default([]),
});
export type Overlay = z.infer<typeof overlayShape>;

/** A file of packs/holidays: days off as data, because legislatures change them (domain T4). */
export const holidaysShape = z.strictObject({
  /** From the first to the last day that the file knows; outside, working days are only week days. */
  holidays: z.strictObject({ id: z.string(), name: z.string(), from: day, until: day, src }),
  days: z.array(z.strictObject({ on: day, name: z.string() })).min(1),
});
export type Holidays = z.infer<typeof holidaysShape>;
