/** Days in the sample's files: absolute, or counted from the day of seeding so that something is always due. */
import { Temporal } from '../../kernel/clock.ts';

/** `2016-08-15`, `-5d` (five days before `today`) or `0d`; anything else is undefined. */
export function sampleDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const relative = /^(0|-[1-9]\d{0,3})d$/.exec(text);
  if (relative) return today.add({ days: Number(relative[1]) });
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}
