/** The shape of a pack's data requests: kinds of requester, levels of risk, and the steps of each. */
import { z } from 'zod';
import { disclosure } from './schema-disclosure.ts';
import { memorandum } from './schema-memorandum.ts';
import { durationText, id, src } from './schema-words.ts';

/** What a step asks for. A new kind needs code; the order of steps never does. */
export const stepKinds = [
  'claim',
  'gather',
  'review',
  'draft_agreement',
  'approve',
  'authorise',
  'fulfil',
  'avoid_disclosure',
  'checklist',
  'qa',
  'send',
  'close',
] as const;
export type StepKind = (typeof stepKinds)[number];

const choice = z.strictObject({ id, label: z.string().max(75), hint: z.string().max(75).optional() });

/** One thing that must be known before a step is done: a date, a yes, a name; never student data. */
const question = z.strictObject({
  id,
  label: z.string().max(75),
  hint: z.string().max(150).optional(),
  /** `reference`: one opaque mark of letters and figures, so that nobody is named in it. */
  kind: z.enum(['text', 'long_text', 'reference', 'date', 'yes_no', 'choice', 'person']),
  /** For a choice. */
  options: z.array(choice).default([]),
  /** For a person: holds one of these roles. */
  of_roles: z.array(id).default([]),
  /** The step can't be done with any other answer (yes_no: yes or no; choice: an option's id); `else_says` tells why. */
  must_be: id.optional(),
  /** For a choice: the option with which the step can't be done; `else_says` tells why. */
  must_not_be: id.optional(),
  else_says: z.string().max(300).optional(),
  /** For a date: not a day that is still to come when it is answered. */
  past: z.boolean().default(false),
  /** Asked only when the answer to an earlier one of the same step is this. */
  if: z.strictObject({ question: id, is: id }).optional(),
  optional: z.boolean().default(false),
  src,
});
export type Question = z.infer<typeof question>;

const step = z.strictObject({
  id,
  kind: z.enum(stepKinds),
  /** On screen: "Steward fulfils". */
  name: z.string(),
  /** What whoever takes it reads after “Your turn:”, such as “prepare the data”; else its name. */
  you: z.string().optional(),
  /** A role, or `holder` (who claimed it) or `fulfiller`. */
  by: id,
  /** Roles whose holders may record what others decided elsewhere, with its date and evidence; shown as "recorded by". */
  recorded_by: z.array(id).default([]),
  /** Taken only where the data may identify students, or only where they can't. */
  when: z.enum(['pii', 'no_pii']).optional(),
  /** What must be there before the step can be taken. */
  needs: z.array(z.enum(['classification'])).default([]),
  /** What is asked when the step is taken. */
  asks: z.array(question).default([]),
  /** Decided at a meeting of the board: one is picked, and it is consented to, pulled or denied there. */
  at: z.enum(['board_meeting']).optional(),
  /** For a checklist: which one, and who answers it, each on their own: roles, or `holder`. */
  checklist: z.strictObject({ list: id, by: z.array(id).min(1) }).optional(),
  /** Where a failed QA, or what is not yet fit to be authorised, goes back to. */
  on_fail: id.optional(),
  /** `take` is how long the step may last; what is due later than that is late. */
  waits: z
    .strictObject({ remind: durationText, show: durationText, show_to: id, take: durationText, src })
    .optional(),
  src,
});
export type Step = z.infer<typeof step>;

const level = z.strictObject({
  name: z.string(),
  definition: z.string(),
  examples: z.array(z.string()),
  /** Data about single students, de-identified or not: only for whoever is cleared. */
  student_level: z.boolean().default(false),
  src,
  steps: z.array(step).min(1),
});
export type Level = z.infer<typeof level>;

/** A kind of requester, with what it takes. Without steps of its own it goes by risk level. */
const route = z.strictObject({
  name: z.string().max(75),
  hint: z.string().max(75).optional(),
  /** What whoever files or decides reads about it. */
  says: z.string(),
  src,
  /** Whether the data may identify students. `may`: only when it is marked so when it is filed, or later. */
  pii: z.enum(['never', 'may', 'always']),
  /** Who asks by this route. */
  for: z.array(z.enum(['staff', 'outsider'])).min(1),
  /** Asked when it is filed, beside what every request says. */
  asks: z.array(question).default([]),
  steps: z.array(step).optional(),
  /** The answer is owed within this time of the day on which the request came in; reminded of so long before. */
  answer: z.strictObject({ within: durationText, remind: durationText, says: z.string(), src }).optional(),
  /** FERPA 99.32: on which ground PII may go out by this route, and why no record of it need be kept, if so. */
  disclosure: z
    .strictObject({
      basis: z.string(),
      exempt: z.string().optional(),
      redisclosure: z.string().optional(),
      src,
    })
    .optional(),
  /** A copy of what is published is owed so long before it is; `day` is the question that asks when that will be. */
  publication: z
    .strictObject({ copy: durationText, remind: durationText, day: id.optional(), src })
    .optional(),
});
export type Route = z.infer<typeof route>;

const checklist = z.strictObject({
  name: z.string(),
  src,
  areas: z
    .array(
      z.strictObject({
        name: z.string(),
        items: z.array(z.strictObject({ id, text: z.string().max(300) })).min(1),
      }),
    )
    .min(1),
});
export type Checklist = z.infer<typeof checklist>;

export const dataRequests = z.strictObject({
  classify: z.strictObject({ by: id, stand_in: id, src }),
  route: z.strictObject({ to: id, src }),
  /** Kinds of requester; the first is chosen unless another is. */
  routes: z.record(id, route),
  /** Nothing that identifies students leaves without this role's named authorisation, by whichever route. */
  pii: z.strictObject({
    authorised_by: id,
    refusal: z.string(),
    instead: z.string(),
    /** Words in a request that ask for data about somebody. */
    words: z.array(z.string()).default([]),
    src,
  }),
  /** Without it, nobody has to be cleared, and whoever authorises keeps the record. */
  disclosure: disclosure.optional(),
  /** What stands in every agreement; needed where a step drafts one. */
  memorandum: memorandum.optional(),
  /** Until the Coordinator has classified; steps already done count in the level's own workflow. */
  intake: z.strictObject({ src, steps: z.array(step).min(1) }),
  /** Later is stricter. Empty in a district that knows no tiers: then every route has steps of its own. */
  levels: z.record(id, level),
  /** How small groups are protected, as the steward names it. */
  techniques: z.array(choice.extend({ src })).min(1),
  checklists: z.record(id, checklist),
  /** `identifies`: whoever sees such data may know the student; `student_level`: they are about single students. */
  details: z
    .array(
      choice.extend({
        suggests: id.optional(),
        because: z.string(),
        identifies: z.boolean().default(false),
        student_level: z.boolean().default(false),
      }),
    )
    .min(1),
  /** Words in a request that speak for a level, with the reason shown to the Coordinator. */
  signals: z.array(
    z.strictObject({ words: z.array(z.string()).min(1), suggests: id, because: z.string(), src }),
  ),
  formats: z.array(choice).min(1),
  came_in_by: z.array(choice).min(1),
  /** `never_for`: data about single students, or people outside, to whom nothing goes this way. */
  delivery_methods: z
    .array(choice.extend({ never_for: z.array(z.enum(['students', 'outside'])).default([]), src }))
    .min(1),
  /** Requests that a person marks as made under the public-records act. */
  public_records: z
    .strictObject({
      name: z.string(),
      answer: durationText,
      remind: durationText,
      version: z.string(),
      denial: z.string(),
      src,
    })
    .optional(),
  interest_hint: z.string(),
});
export type DataRequestPolicy = z.infer<typeof dataRequests>;
