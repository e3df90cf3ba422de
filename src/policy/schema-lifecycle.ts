/** The shape of what a pack says about coming, being away, standing in and leaving. Packs from before it was said keep to our rules. */
import { z } from 'zod';
import { durationText, id, src } from './schema-words.ts';

export const lifecycle = z
  .strictObject({
    /** Ten-month staff between two contracts. */
    off_contract: z.strictObject({
      may_sign_in: z.boolean(),
      src,
    }),
    /** A role's work in other hands until a day. */
    delegation: z.strictObject({
      at_most: durationText,
      /** Roles that are nobody's to lend. */
      not: z.array(id).default([]),
      src,
    }),
    departure: z.strictObject({
      /** The line of an agreement that outlives it: leavers are written it once more (R047). */
      outlives: z.strictObject({ agreement: id, line: z.string(), permission_by: id, src }).optional(),
      src,
    }),
  })
  .prefault({
    off_contract: { may_sign_in: true, src: 'our rule: the plan is silent' },
    delegation: { at_most: '366d', src: 'our rule: the plan is silent' },
    departure: { src: 'our rule: the plan is silent' },
  });
export type Lifecycle = z.infer<typeof lifecycle>;
