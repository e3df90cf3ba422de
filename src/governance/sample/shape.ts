/** The shape of the sample's files in prisma/seed; what they mean together is check.ts's business. */
import { z } from 'zod';
import type { Temporal } from '../../kernel/clock.ts';
import { personTypes } from '../../policy/check-agreements.ts';
import { sampleDay } from './day.ts';

const text = z.string().trim().min(1, 'must not be empty');
const email = z
  .string()
  .regex(/^[a-z0-9.]+@legacyprep\.example$/, 'an address is lower case and ends in @legacyprep.example');

const list = z.string().transform((cell) =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** One line of people.csv. `today` is the day of seeding. */
export function personShape(today: Temporal.PlainDate) {
  const day = z.string().transform((cell, context) => {
    const found = sampleDay(cell, today);
    if (found) return found;
    context.addIssue('a day is YYYY-MM-DD or counted back as in -5d');
    return z.NEVER;
  });
  return z.strictObject({
    name: text,
    email,
    job_title: text,
    person_type: z.enum(personTypes),
    building: text,
    supervisor_email: email.or(z.literal('')),
    hire_date: day,
    status: z.enum(['active', 'leave', 'left']),
    left_on: z.union([z.literal('').transform(() => undefined), day]),
    data_access: z.enum(['y', 'n']).transform((cell) => cell === 'y'),
    roles: list,
    /** Days of the paper forms, oldest first. */
    nda_signed: list.pipe(z.array(day)),
    training: z
      .string()
      .regex(/^(T1|T2( \S+)?)?$/, 'write T1, T2, or T2 and the day the training was completed')
      .transform((cell, context) => {
        const [line, done] = cell.split(' ');
        const completedOn = done === undefined ? undefined : sampleDay(done, today);
        if (done !== undefined && !completedOn)
          context.addIssue('the day of completion is YYYY-MM-DD or -5d');
        return { line: line || undefined, completedOn };
      }),
  });
}
export type SamplePerson = z.infer<ReturnType<typeof personShape>>;

export const collectionsShape = z.strictObject({
  collections: z
    .array(
      z.strictObject({
        name: text,
        system: text,
        describes: text,
        location: text,
        owner: email,
        stewards: z.array(email).min(1),
        definitions: text,
        business_rules: text,
      }),
    )
    .min(1),
});
export type SampleCollection = z.infer<typeof collectionsShape>['collections'][number];

export const districtShape = z.strictObject({
  buildings: z.array(text).min(1),
  paper_forms_kept_at: text,
});

/** The sample district as read, with the digest of its files. */
export interface Sample {
  readonly people: readonly SamplePerson[];
  readonly collections: readonly SampleCollection[];
  readonly buildings: readonly string[];
  readonly paperFormsKeptAt: string;
  /** SHA-256 over the text of the files, in the order in which they are read. */
  readonly digest: string;
}
