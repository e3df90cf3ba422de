/** The shape of notices of a breach: who is written to, what a letter or a packet must say and must not, and who lets it go. */
import { z } from 'zod';
import { clockTargets } from './schema-breach-clocks.ts';
import { id, src } from './schema-words.ts';

/** What Safekeep can fill in from the incident; people read it over. */
export const noticeFacts = [
  'happened',
  'discovered',
  'reported',
  'number',
  'number_here',
  'data_types',
  'systems',
  'entity',
  'reporter',
  'criminal_use',
  'law_enforcement',
  'hotline',
  'walk_in',
  'monitoring',
] as const;
export type NoticeFact = (typeof noticeFacts)[number];

/** Words to look for, in any letter case; a "*" at the end takes every ending. */
const phrase = z.string().min(2).max(80);

const part = z.strictObject({
  id,
  title: z.string().max(75),
  /** What it says, for whoever writes it. */
  says: z.string().max(300),
  required: z.boolean().default(true),
  answer: z.enum(['text', 'yes_no']).default('text'),
  fact: z.enum(noticeFacts).optional(),
  /** What stands there to begin with. {district} is filled in. */
  text: z.string().max(2500).optional(),
  /** Each has to be there by one of its words. */
  mentions: z.array(z.strictObject({ says: z.string().max(100), any: z.array(phrase).min(1) })).default([]),
  /** It has to give a number. */
  number: z.literal(true).optional(),
  /** It says whom to ask, so it may name them. */
  contact: z.literal(true).optional(),
  src,
});
export type NoticePart = z.infer<typeof part>;

const forbidden = z
  .strictObject({
    id,
    /** What must not stand there, as the rule's own sentence. */
    says: z.string().max(200),
    /** How many people it is about, in figures, in words or by way of "dozens". */
    number_of_people: z.literal(true).optional(),
    /** The names of the systems that it happened in. */
    systems: z.literal(true).optional(),
    phrases: z.array(phrase).default([]),
    /** Where these stand, their words are not meant: "identity theft". */
    unless: z.array(phrase).default([]),
    src,
  })
  .refine(
    (one) => one.number_of_people || one.systems || one.phrases.length > 0,
    'say what must not stand there: number_of_people, systems or phrases',
  );
export type Forbidden = z.infer<typeof forbidden>;

export const noticeTemplate = z.strictObject({
  id,
  name: z.string().max(75),
  to: z.enum(clockTargets),
  /** Of those affected only these groups; all, where there is none. */
  groups: z.array(id).default([]),
  /** Of those affected only who lives there. */
  residence: z.string().length(2).optional(),
  /** The clocks of the same file that are met by it; a person says so. */
  clocks: z.array(id).default([]),
  /** Said to whoever writes it: how it is handed in, what else to know. */
  hint: z.string().max(400).optional(),
  parts: z.array(part).min(1).max(14),
  forbids: z.array(forbidden).default([]),
  src,
});
export type NoticeTemplate = z.infer<typeof noticeTemplate>;

/** Whom a letter about one person goes to. */
export const addressees = ['student', 'parent', 'staff', 'other'] as const;
export type Addressee = (typeof addressees)[number];

const approval = z.strictObject({
  by: z.array(id).default([]),
  /** Somebody else than who wrote it. */
  other_than_writer: z.boolean().default(true),
});

/** What the district settles of notices; law brings templates of its own. */
export const noticePlan = z.strictObject({
  src: src.default('our rule'),
  /** The task of the response behind which the notices stand. */
  task: id.optional(),
  /** What somebody affected can be; age and status say who is written to. */
  groups: z
    .array(
      z.strictObject({
        id,
        name: z.string().max(75),
        addressed: z.array(z.enum(addressees)).min(1),
        src,
      }),
    )
    .max(20)
    .default([]),
  approve: z
    .strictObject({
      people: approval.prefault({}),
      authorities: approval.prefault({}),
      src: src.default('our rule'),
    })
    .prefault({}),
  /** Who may let a draft pass that breaks a rule, with a reason; never who wrote it. */
  override: z.strictObject({ by: z.array(id).default([]), src: src.default('our rule') }).prefault({}),
  /** What is known of credit monitoring: said, never a reason to hold anything back. */
  monitoring: z.array(z.strictObject({ says: z.string().max(300), src })).default([]),
  /** What is done, and said, for those whom no letter reaches. */
  undeliverable: z.strictObject({ text: z.string().max(1500), src }).optional(),
  /** What stands in no letter to people, no post-mortem and no text for the public, whatever law brings it. */
  never: z.array(forbidden).max(10).default([]),
  own: z.array(noticeTemplate).default([]),
});
export type NoticePlan = z.infer<typeof noticePlan>;
