/** The shape of what a law, or the plan itself, says of telling somebody about a breach: whom, within what time, and when at all. */
import { z } from 'zod';
import { durationText, id, src } from './schema-words.ts';

/** What a clock may hang on; people find out each of them, and say so. All that stand in one entry have to hold. */
const condition = z
  .strictObject({
    /** So many people at least. */
    people_at_least: z.int().min(2).optional(),
    /** Any of these kinds of data, by the plan's ids. */
    kinds: z.array(id).min(1).optional(),
    system_compromise: z.literal(true).optional(),
    criminal_use_likely: z.literal(true).optional(),
    significant: z.literal(true).optional(),
    /** Shown or sent to somebody by mistake. */
    inadvertent: z.literal(true).optional(),
    /** The state's education network is involved. */
    network: z.literal(true).optional(),
  })
  .refine((one) => Object.keys(one).length > 0, 'say what it hangs on, or leave the entry out');
export type ClockCondition = z.infer<typeof condition>;

export const clockTargets = ['regulator', 'network', 'bureaux', 'people'] as const;
export type ClockTarget = (typeof clockTargets)[number];

export const breachClock = z.strictObject({
  id,
  /** Who is told, as people read it: "Utah Attorney General". */
  name: z.string().max(75),
  to: z.enum(clockTargets),
  /** Counted from the discovery. Without it the law names no time, and only the time that has passed is shown. */
  within: durationText.optional(),
  /** The law's own words where it names no time: "without unreasonable delay". */
  words: z.string().max(120).optional(),
  /** Not later than this other clock of the same file is met. */
  not_later_than: id.optional(),
  /** It is owed when one of these holds; always, where there is none. */
  when: z.array(condition).default([]),
  /** It runs from the first report on, whatever is decided. */
  before_decision: z.boolean().default(false),
  /** A law-enforcement hold makes it stand still; `left`: how long is left when the hold ends, where that is later. */
  hold: z.strictObject({ left: durationText.optional(), src }).optional(),
  src,
});
export type BreachClock = z.infer<typeof breachClock>;

/** What the district settles of all clocks: who sees to them, and when they are reminded. */
export const clockPlan = z.strictObject({
  src: src.default('our rule'),
  /** Who tells whom; those of them who work on the incident are reminded, else the desk. */
  owners: z.partialRecord(z.enum(clockTargets), id).default({}),
  /** Reminders when so much of the time is left, in percent. */
  remind_left: z.array(z.int().min(1).max(99)).max(5).default([50, 25, 10]),
  /** Where the law names no time: reminders when so much has passed. */
  remind_after: z.array(durationText).max(6).default([]),
  /** What the plan itself asks for, beside the law. */
  own: z.array(breachClock).default([]),
});
export type ClockPlan = z.infer<typeof clockPlan>;
