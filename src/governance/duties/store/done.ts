/** What is on record as done. */
import { dayToDate, Temporal } from '../../../kernel/clock.ts';
import type { Reader } from '../../../store/tx.ts';

/** `day` is YYYY-MM-DD. What was taken back, or belongs to an earlier employment, does not count. */
export async function doneOn(reader: Reader, personId: string, duty: string, day: string): Promise<boolean> {
  const count = await reader.db.dutyDone.count({
    where: {
      ...{ personId, duty, takenBackAt: null, past: false },
      doneOn: dayToDate(Temporal.PlainDate.from(day)),
    },
  });
  return count > 0;
}
