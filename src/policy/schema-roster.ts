/** The shape of what a pack says about roster files. Packs from before it was said keep to our rule. */
import { z } from 'zod';
import { src } from './schema-words.ts';

export const roster = z
  .strictObject({
    loss: z.strictObject({
      /** A file that lacks more than so many of a hundred of the staff it speaks for waits for a second yes. */
      percent: z.int().min(0).max(100),
      src,
    }),
  })
  .prefault({ loss: { percent: 10, src: 'our rule: a file that was cut off looks like this' } });
export type RosterPolicy = z.infer<typeof roster>;
