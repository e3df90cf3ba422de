/** The shape of a pack's memorandum of agreement: what stands in every one, in the district's own words. */
import { z } from 'zod';
import { id, src } from './schema-words.ts';

/** Where a text stands: only if the data may identify students, if the kind of request has terms or owes copies; or not. */
export const memorandumConditions = [
  'pii',
  'no_pii',
  'redisclosure',
  'no_redisclosure',
  'publication',
  'no_publication',
] as const;
export type MemorandumCondition = (typeof memorandumConditions)[number];

export const memorandum = z.strictObject({
  name: z.string().max(75),
  /** References begin with it: MOA-2026-001. */
  reference: z.string().regex(/^[A-Z]{2,10}$/, 'two to ten capital letters, such as MOA'),
  /** Above every draft. */
  note: z.string(),
  purpose: z.string().max(150),
  /** Its end is offered from the answer to this question, where the kind of request asks it. */
  until: id.optional(),
  sections: z
    .array(
      z.strictObject({
        id,
        title: z.string().max(75),
        /** May leave open `{recipient}`, `{until}`, `{redisclosure}` and `{copy}`. */
        texts: z
          .array(z.strictObject({ text: z.string(), when: z.enum(memorandumConditions).optional(), src }))
          .min(1),
      }),
    )
    .min(1),
  src,
});
export type Memorandum = z.infer<typeof memorandum>;
