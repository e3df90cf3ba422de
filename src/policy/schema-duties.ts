/** The shape of a pack's duties, ladders and reminders: who owes what by when, what meets it, and who hears of it. */
import { z } from 'zod';
import { day, durationText, id, src } from './schema-words.ts';

/** Whom a duty binds; each entry says it in exactly one way. */
const who = z.strictObject({
  person_types: z.array(z.string()).min(1).optional(),
  /** Holders of any of these. */
  roles: z.array(id).min(1).optional(),
  /** Whoever the holder of this role names: a person, or a group of the staff file. */
  named_by: id.optional(),
  /** Owners and stewards of the inventory's data collections. */
  custodians: z.literal(true).optional(),
  src,
});
export type Who = z.infer<typeof who>;

/** What the first time is counted from. `adoption` binds those employed on that day; `noticed` is the day it was first owed. */
export const startKinds = ['hire', 'adoption', 'role', 'naming', 'noticed'] as const;
export type StartKind = (typeof startKinds)[number];

const start = z.strictObject({ from: z.enum(startKinds), within: durationText, src });
export type Start = z.infer<typeof start>;

/** How it comes back: once in each school or calendar year, or counted from the last time. */
const cycle = z.strictObject({
  cycle: z.enum(['school_year', 'calendar_year', 'anniversary', 'months']),
  /** Of `months` only: how many. */
  months: z.int().min(1).max(60).optional(),
  /** Of `anniversary` and `months`: how early the next time may be done, and counts. */
  early: durationText.optional(),
  src,
});
export type Cycle = z.infer<typeof cycle>;

/** A text that people confirm to have read. The pack need not hold the text itself, only where it lies. */
const acknowledgement = z.strictObject({
  title: z.string().max(100),
  /** Where it can be read: an https: address, or words. */
  kept_at: z.string().max(300),
  /** The text, a paragraph each, where the pack has it. */
  text: z.array(z.string().max(3000)).default([]),
  /** What stands beside the box. */
  says: z.string().max(75),
  /** Newest last. A material version asks everybody again. */
  versions: z
    .array(
      z.strictObject({ version: z.int().min(1), effective: day, material: z.boolean(), change: z.string() }),
    )
    .min(1),
  again_within: durationText,
  src,
});
export type AcknowledgementText = z.infer<typeof acknowledgement>;

/** Exactly one of them. */
const metBy = z.strictObject({
  /** The agreement says itself whom it binds and when it is due. */
  agreement: id.optional(),
  acknowledgement: acknowledgement.optional(),
  /** Any course that says so under training.courses. */
  training: z.literal('course').optional(),
  /** Recorded by a holder of one of these roles. */
  assessment: z.strictObject({ recorded_by: z.array(id).min(1), src }).optional(),
});

const duty = z.strictObject({
  name: z.string().max(75),
  /** False: known here, and asked of nobody. */
  on: z.boolean().default(true),
  src,
  owed_by: z.array(who).default([]),
  /** The earliest that applies counts. */
  first: z.array(start).default([]),
  again: z.array(cycle).default([]),
  met_by: metBy,
  /** Who says what it is about each school year (R054). */
  topics_by: id.optional(),
  /** Why somebody may be exempted, by a person of Human Resources. */
  exempt: z.record(id, z.strictObject({ label: z.string().max(75), src })).default({}),
  ladder: id,
  /** What people are told once it is late. Nothing follows by itself. */
  overdue: z.strictObject({ says: z.string().max(300), src }),
});
export type Duty = z.infer<typeof duty>;

export const duties = z.record(id, duty);

const offset = z
  .string()
  .regex(/^[+-]?\d{1,3}(d|bd)$/, 'a step stands so many days before (-3d) or after (0d, +2d) the due date')
  .transform((text) => {
    const [, sign = '', amount = '', unit = ''] = /^([+-]?)(\d+)(\D+)$/.exec(text) ?? [];
    return { amount: (sign === '-' ? -1 : 1) * Number(amount), unit: unit as 'd' | 'bd' };
  });

/** `self`, `supervisor` or a role. The person is reminded; everybody else is shown what is open, and never before them. */
const tell = z.array(id).min(1);

const ladder = z.strictObject({
  steps: z.array(z.strictObject({ at: z.union([z.literal('opened'), offset]), tell })).min(1),
  /** After the last step, to the person alone. */
  repeat: z.strictObject({ every: durationText, at_most: z.int().min(0).max(26) }),
  /** Who is shown it when the last reminder stayed without effect. */
  ends: z.strictObject({ show_to: id, src }),
  src,
});
export type Ladder = z.infer<typeof ladder>;

export const ladders = z.record(id, ladder);

export const reminders = z.strictObject({
  /** Nobody is told of a duty that is due later than this. */
  ahead: durationText,
  snooze: z.strictObject({ at_most: durationText, times: z.int().min(0), src }),
  /** What fell due during a leave is due so long after coming back. */
  after_leave: z.strictObject({ within: durationText, src }),
  /** ISO weekday of the weekly bundles; on a day off, the next working day. */
  weekly_on: z.int().min(1).max(7),
  src,
});

/** Stricter times that a law sets for a duty of the pack: the earlier date wins, and the answer names this rule (R008). */
export const dutyLaw = z.strictObject({
  first: z.array(start).default([]),
  again: z.array(cycle).default([]),
});
