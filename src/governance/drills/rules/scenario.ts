/** The shape of a scenario file: an invented incident, who plays in it, what happens when, and what is asked of whom. */
import { z } from 'zod';
import { id, src } from '../../../policy/schema-words.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
/** Minutes of the exercise, counted from its beginning. */
const minute = z
  .int()
  .min(0)
  .max(60 * 24 * 30);

/** What of the incident is known; left out is what nobody knows yet. */
const facts = z.strictObject({
  people: z.int().min(1).optional(),
  /** The plan’s kinds of data. */
  kinds: z.array(id).min(1).optional(),
  compromised: z.boolean().optional(),
  criminal_use: z.boolean().optional(),
  significant: z.boolean().optional(),
  inadvertent: z.boolean().optional(),
  network: z.boolean().optional(),
});
export type ScenarioFacts = z.infer<typeof facts>;

const asked = {
  id,
  /** Which part answers it. */
  to: id,
  asks: text(250),
};

const choose = z.strictObject({
  ...asked,
  kind: z.literal('choose'),
  /** Several may be ticked. */
  many: z.boolean().default(false),
  /** Short: they stand beside a box, with the mark of the exercise before them. */
  options: z
    .array(
      z.strictObject({
        id,
        says: text(66),
        expected: z.boolean().default(false),
        why: text(400),
        src: src.optional(),
      }),
    )
    .min(2)
    .max(8),
});

/** In their own words; people look at it afterwards. */
const say = z.strictObject({
  ...asked,
  kind: z.literal('say'),
  looks_for: z.array(text(200)).min(1).max(8),
  src,
});

/** Is it a breach, how severe, and from when do legal times count? */
const determine = z.strictObject({
  ...asked,
  kind: z.literal('determine'),
  expected: z.strictObject({
    ruling: z.enum(['breach', 'not_a_breach']),
    /** Any of these, by the plan’s ids. */
    severity: z.array(id).min(1).optional(),
    discovered: z.strictObject({ at: minute, give_or_take: z.int().min(0).max(1440) }).optional(),
  }),
  why: text(600),
  src,
});

/** Who has to be told: what is expected comes from the plan and its laws, with what is known at that moment. */
const tell = z.strictObject({ ...asked, kind: z.literal('tell'), why: text(400).optional() });

/** On whose desk it lies: what is expected comes from the plan's route and from whom it concerns. */
const desk = z.strictObject({ ...asked, kind: z.literal('desk'), why: text(400).optional() });

const question = z.discriminatedUnion('kind', [choose, say, determine, tell, desk], {
  error: 'must be one of: choose, say, determine, tell, desk',
});
export type Question = z.infer<typeof question>;
export type QuestionOf<K extends Question['kind']> = Extract<Question, { kind: K }>;

const inject = z.strictObject({
  id,
  at: minute,
  /** Parts that hear of it; left out: everybody. */
  to: z.array(id).min(1).optional(),
  title: text(90),
  text: text(1200),
  /** What becomes known with it, beside what was known. */
  reveals: facts.optional(),
  asks: z.array(question).max(6).default([]),
});
export type Inject = z.infer<typeof inject>;

export const weekDays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export const scenarioShape = z.strictObject({
  scenario: z.strictObject({
    id,
    title: text(80),
    about: text(400),
    trains: text(200),
    /** What it takes people, as a rule: for whoever plans it. */
    minutes: z.int().min(10).max(480),
    /** When it begins in the exercise: the next such day, at this time of the district's. */
    begins: z.strictObject({
      on: z.enum(weekDays).optional(),
      at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM'),
    }),
    src,
  }),
  parts: z
    .array(
      z.strictObject({
        id,
        name: text(60),
        /** Whoever holds the first of these that there is: a role, or what the plan calls somebody for (see plan-words). */
        usually: z.array(id).min(1),
      }),
    )
    .min(1)
    .max(8),
  /** Whom it concerns, in the same words: they may not look into it. */
  concerns: z.array(id).default([]),
  /** What is known from the beginning. */
  facts: facts.prefault({}),
  objectives: z
    .array(z.strictObject({ says: text(250), src }))
    .min(1)
    .max(8),
  injects: z.array(inject).min(1).max(20),
});
export type Scenario = z.infer<typeof scenarioShape>;

export function questionsOf({ injects }: Scenario): readonly Question[] {
  return injects.flatMap(({ asks }) => asks);
}

export function injectOf({ injects }: Scenario, question: string): Inject | undefined {
  return injects.find(({ asks }) => asks.some(({ id }) => id === question));
}

export function partName({ parts }: Scenario, part: string): string {
  return parts.find(({ id }) => id === part)?.name ?? part;
}
