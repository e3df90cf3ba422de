/** The shape of what a pack says about answering an incident: who decides, who is called, and what is done by when. */
import { z } from 'zod';
import { durationText, id, src } from './schema-words.ts';

/** Whoever has that part in the incident. */
const part = z.enum(['desk', 'executive', 'team']);

/** When a task opens: the team is called; it is found to be a breach; something was shown or sent to somebody by mistake. */
export const taskOpeners = ['team', 'breach', 'inadvertent'] as const;
export type TaskOpener = (typeof taskOpeners)[number];

const task = z.strictObject({
  id,
  says: z.string().max(150),
  /** Where it stands in PTAC's checklist, and under which function of NIST SP 800-61r3. */
  ptac: z.string().max(75).optional(),
  nist: z.string().max(75),
  /** `desk`, `executive`, `team`, or one of the team's roles. */
  owner: id,
  within: durationText,
  opens: z.array(z.enum(taskOpeners)).min(1),
  /** An incident is not closed while it is open, unless somebody says why. */
  required: z.boolean().default(true),
  src,
});
export type ResponseTask = z.infer<typeof task>;

const offset = z
  .string()
  .regex(
    /^[+-]?\d{1,3}(h|d)$/,
    'a reminder stands so many hours or days before (-2h) or after (0h, +4h) the due time',
  )
  .transform((text) => {
    const [, sign = '', amount = '', unit = ''] = /^([+-]?)(\d+)(\D+)$/.exec(text) ?? [];
    return { amount: (sign === '-' ? -1 : 1) * Number(amount), unit: unit as 'h' | 'd' };
  });

export const taskReminders = z.strictObject({
  steps: z.array(z.strictObject({ at: offset, tell: z.array(z.enum(['owner', 'desk'])).min(1) })).min(1),
  /** After the last step owner and desk, so often. */
  repeat: z.strictObject({ every: offset, at_most: z.int().min(0).max(30) }),
  /** The last word goes to the executive team. */
  src,
});
export type TaskReminders = z.infer<typeof taskReminders>;

export const breachResponse = z.strictObject({
  decision: z.strictObject({
    /** Who may decide whether it is a breach. */
    by: z.array(part).min(1),
    /** Never alone: somebody else of this part decides with them, where there is anybody. */
    together_with: part.optional(),
    /** What one proposed waits so long for the other's yes; then the desk hears who is missing. */
    after_minutes: z.int().min(5).max(1440).default(60),
    /** What whoever reported is told, without blame. */
    tells: z.strictObject({
      breach: z.string().max(600),
      not_a_breach: z.string().max(600),
      reopened: z.string().max(600),
    }),
    src,
  }),
  closing: z
    .strictObject({
      /** May close it too, beside whoever leads. */
      by: z.array(id).default([]),
      src: src.default('our rule'),
    })
    .prefault({}),
  severities: z
    .array(
      z.strictObject({
        id,
        name: z.string().max(75),
        means: z.string().max(150),
        /** The district's public page is for it (L03). */
        public_page: z.boolean(),
        src,
      }),
    )
    .min(1)
    .max(8),
  team: z.strictObject({ roles: z.array(id).min(1), src }),
  tasks: z.array(task).min(1).max(60),
  reminders: taskReminders,
  src,
});
export type BreachResponse = z.infer<typeof breachResponse>;
