/** Finds what looks like student data in typed text (R040): a bot for governance must not itself hold it. */

const dash = '[-\\u2010-\\u2015. ]';
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\\.?';
const date = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)?\\d{2}|(?:19|20)\\d{2}-\\d{1,2}-\\d{1,2}|${month} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}|\\d{1,2} ${month} (?:19|20)\\d{2})`;
const name = "\\p{Lu}[\\p{L}\\u2019'-]+(?:[ ,]+\\p{Lu}\\.?)?[ ,]+\\p{Lu}[\\p{L}\\u2019'-]+";

const patterns: readonly RegExp[] = [
  // a Social Security number, with or without separators when it is called one
  new RegExp(`(?<!\\d)\\d{3}${dash}\\d{2}${dash}\\d{4}(?!\\d)`, 'gu'),
  /(?<![\p{L}])(?:ssn|social security(?: number| no\.?)?)\W{0,4}\d{9}(?!\d)/giu,
  // a number that is called a student's
  /(?<![\p{L}])(?:student|pupil|ssid|lunch|state)(?:[ _-]?(?:id|number|no\.?|nr\.?|#|pin))*\W{0,4}#?\d{5,10}(?!\d)/giu,
  // a birth date called so, or a date beside a name
  new RegExp(
    `(?<![\\p{L}])(?:d\\.?o\\.?b\\.?|born(?: on)?|birth ?(?:day|date)|date of birth)\\W{0,4}${date}`,
    'giu',
  ),
  new RegExp(`${name}[\\s,;:()–-]{1,6}(?:d\\.?o\\.?b\\.?:? ?|born (?:on )?|\\*)?(?:${date})`, 'gu'),
  new RegExp(`(?:${date})[\\s,;:()–-]{1,6}${name}`, 'gu'),
];

/** The offending words as they were typed, in order, each once; empty when nothing looks like student data. */
export function findStudentData(text: string): readonly string[] {
  // full-width digits and other look-alikes are read as what they look like
  const plain = [...text]
    .map((letter) => (letter.normalize('NFKC').length === letter.length ? letter.normalize('NFKC') : letter))
    .join('');
  const found = patterns.flatMap((pattern) =>
    [...plain.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const words: string[] = [];
  let reached = -1;
  for (const { start, end } of found) {
    if (start < reached) continue;
    words.push(text.slice(start, end));
    reached = end;
  }
  return [...new Set(words)];
}
