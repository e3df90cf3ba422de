/** What a training is about in a school year, in the words of whoever the plan asks (R054). */
import type { Policy } from '../../../policy/policy.ts';
import { readTexts, writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export const topicsKind = 'duty-topics';

/** The year in which the school year of a day begins. */
export function schoolYearOf(policy: Policy, day: string): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= policy.pack.calendar.school_year_from ? year : year - 1;
}

export function schoolYearWords(year: number): string {
  return `${year}–${String(year + 1).slice(2)}`;
}

/** By duty, for the school year that begins in this year. */
export async function topicsIn(
  reader: Reader,
  policy: Policy,
  year: number,
): Promise<ReadonlyMap<string, string>> {
  const duties = Object.entries(policy.pack.duties).flatMap(([id, one]) =>
    one.on && one.topics_by ? [id] : [],
  );
  const texts = await readTexts(
    reader,
    topicsKind,
    duties.map((duty) => `${duty}:${year}`),
  );
  return new Map(
    duties.flatMap((duty): [string, string][] => {
      const body = texts.get(`${duty}:${year}`)?.topics?.body;
      return body ? [[duty, body]] : [];
    }),
  );
}

/** Said again, the latest words hold. */
export async function writeTopics(
  tx: Tx,
  duty: string,
  year: number,
  byId: string,
  topics: string,
): Promise<void> {
  const about = { kind: topicsKind, id: `${duty}:${year}` };
  const hashes = await writeTexts(tx, about, byId, { topics });
  tx.audit({ what: 'duty.topics-set', about, facts: hashes });
}
