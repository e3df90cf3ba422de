/** Which years some words speak of: offered where the days that data are about are asked for, and never relied on. */

export interface Period {
  /** YYYY-MM-DD, first and last day. */
  readonly from: string;
  readonly until: string;
}

/** "grade 3, 2023 to 2026": the first year's first day to the last year's last. Nothing when no year is named. */
export function periodIn(words: string): Period | undefined {
  const years = [...words.matchAll(/(?<!\d)(?:19|20)\d\d(?:[-/–](\d\d))?(?!\d)/g)].flatMap(
    ([year, short]) => {
      const first = Number(year.slice(0, 4));
      // a school year: 2025-26
      return short === undefined ? [first] : [first, Math.floor(first / 100) * 100 + Number(short)];
    },
  );
  if (years.length === 0) return undefined;
  return { from: `${Math.min(...years)}-01-01`, until: `${Math.max(...years)}-12-31` };
}
