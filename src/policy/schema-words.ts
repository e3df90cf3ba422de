/** The small shapes that every part of a pack is written in: ids, days, sources, lengths of time. */
import { z } from 'zod';

export const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'an id is lower-case words joined by _');
export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a date is YYYY-MM-DD');
/** Where the plan or the law says so: "003 §4.4.4". Every rule has one; our own say "our rule: why". */
export const src = z.string().min(3);

/** A length of time with its unit; units never convert into one another (domain T1). */
export const durationText = z
  .string()
  .regex(/^\d{1,4}(h|d|bd|sd|y)$/, 'a duration is a number and a unit: h, d, bd, sd or y')
  .transform((text) => {
    const [, amount = '', unit = ''] = /^(\d+)(\D+)$/.exec(text) ?? [];
    return { amount: Number(amount), unit: unit as 'h' | 'd' | 'bd' | 'sd' | 'y' };
  });
export type Duration = z.infer<typeof durationText>;
