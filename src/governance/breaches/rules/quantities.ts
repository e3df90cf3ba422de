/** How many people a text says it is about: in figures, in words, by way of "dozens"; not its dates, telephone numbers and laws. */
import { blanked, notAfter, notBefore, patternOf, type Span } from './folded-text.ts';

const small =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const values = new Map<string, number>([
  ...small.map((word, index) => [word, index + 1] as const),
  ...tens.map((word, index) => [word, 20 + index * 10] as const),
  ...([
    ['fourty', 40],
    ['hundred', 100],
    ['dozen', 12],
    ['thousand', 1000],
    ['million', 1_000_000],
  ] as const),
]);
/** The longer word first: "sixty" before "six". */
const numberWords = [...values.keys()].sort((a, b) => b.length - a.length);
const word = numberWords.map((one) => `(?<${one}>${lettersPattern(one)})`).join('|');
const numberWord = new RegExp(word, 'y');
const inWords = new RegExp(
  `${notBefore}(?:${numberWords.map(lettersPattern).join('|')})(?:[^a-z0-9]{0,3}(?:and[^a-z0-9]{1,3})?(?:${numberWords.map(lettersPattern).join('|')}))*(?:s|es)?${notAfter}`,
  'g',
);
/** Figures in groups, also with an O or an l among them. */
const inFigures =
  /(?<![a-z0-9])\d(?: \d)+(?![a-z0-9])|(?<![a-z0-9])(?=[ol]*\d)[\dol]+(?:[,.' _]\d{3}(?![\dol]))*(?:[.,]\d+)?(?:\s?k)?(?![a-z0-9])/g;

/** A pattern that may stand inside another word: boundaries are the caller's. */
function lettersPattern(letters: string): string {
  return patternOf(letters).replaceAll(notAfter, '');
}

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const amount = `(?:\\d{1,3}|(?:${numberWords.join('|')})(?:[ -](?:${small.join('|')}))?)`;
/** Figures that count something else. */
const innocent: readonly RegExp[] = [
  /https?:\/\/\S+|www\.\S+|\S+@\S+/g,
  /(?<!\d)(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)|(?<!\d)555-\d{4}(?!\d)|(?<!\d)9-1-1(?!\d)|24\/7/g,
  new RegExp(
    `${month} \\d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\\d\\d)?(?!\\d)|\\d{1,2} ${month}(?: (?:19|20)\\d\\d)?(?!\\d)|${month} (?:19|20)\\d\\d(?!\\d)`,
    'g',
  ),
  /(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)|(?<!\d)\d{1,2}\/\d{1,2}\/(?:19|20)?\d\d(?!\d)/g,
  /(?<!\d)\d{1,2}(?::\d\d)?(?: ?(?:-|to|until) ?\d{1,2}(?::\d\d)?)? ?(?:a\.?m\.?|p\.?m\.?)(?![a-z])|(?<!\d)\d{1,2}:\d\d(?!\d)/g,
  new RegExp(
    `${notBefore}${amount}(?: \\(\\d{1,3}\\))?[ -](?:(?:business|calendar|school|working|full)[ -])?(?:minute|hour|day|week|month|year)s?${notAfter}`,
    'g',
  ),
  /(?:§+|section|sec\.|chapter|ch\.|c\.|part|title|m\.?g\.?l\.?|u\.?s\.?c\.?|cmr|cfr|nycrr|ilcs) ?\d[\da-z.-]*(?:\(\w+\))*|(?<!\d)\d+ (?:cmr|cfr|u\.?s\.?c\.?|nycrr|ilcs) [\d.]+/g,
  /(?<![a-z])(?:ma|ut|ny|il|ne|nh|ri|ct|me|vt|ga|tx|pa|ca|dc)\.? \d{5}(?:-\d{4})?(?!\d)/g,
  /(?<!\d)\d{1,5} (?:[a-z.']+ ){1,4}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|place|plaza|square|court|way)(?![a-z])/g,
  /(?:p\.? ?o\.? box|suite|floor|room|rm\.?|box|ext\.?|extension|step|page|item|form) \d{1,6}(?!\d)/g,
  /\$ ?\d[\d,.]*|(?<!\d)\d[\d,.]* dollars/g,
  /(?<![a-z])(?:code|id):? [a-z]{1,6}-\d[\da-z-]*/g,
  /(?:child(?:ren)?|anybody|anyone) under \d{1,2}(?!\d)|(?<![a-z])(?:ages?|aged|age of) \d{1,2}(?!\d)/g,
  // numbered lines
  /(?<=^|\n)\s*\d{1,2}[.)] /g,
];

const people =
  '(?:people|persons?|individuals?|students?|pupils?|child(?:ren)?|kids?|famil(?:y|ies)|parents?|guardians?|households?|employees?|staff|teachers?|educators?|residents?|accounts?|records?|victims?|others|of (?:us|you|them)|(?:(?:were|are|was|been) )?(?:affected|impacted|involved))';
const countsPeople = new RegExp(`^(?:[^a-z0-9]+[a-z']+){0,3}?[^a-z0-9]+${people}${notAfter}`);
const peopleBefore = new RegExp(`${people}[^a-z0-9]+(?:[a-z']+[^a-z0-9]+){0,5}$`);
const countsOthers =
  /^(?:[^a-z0-9]+[a-z']+){0,3}?[^a-z0-9]+(?:bureaus?|bureaux|agenc(?:y|ies)|compan(?:y|ies)|cop(?:y|ies)|steps?|ways?|things?|options?|times?)(?![a-z0-9])/;
/** Always a number of people in a letter about a breach. */
const vague =
  /(?<![a-z0-9])(?:dozens|hundreds|thousands|scores of|(?:a )?handful of|majority|per ?cent)(?![a-z0-9])|\d ?%/g;
const vaguePeople = new RegExp(
  `${notBefore}(?:all|every|each|entire|most|many|some|several|few|numerous|half|a third|a quarter|two thirds|a couple|a pair)(?: of)?(?: (?:our|the|these|those|affected|current|former|high|middle|elementary|school|district)){0,3} (?:students?|pupils?|people|individuals?|employees|staff|teachers|families|parents|households|children|classes|grades)${notAfter}`,
  'g',
);
const alone =
  /(?<![a-z0-9])(?:only person|only one affected|(?:nobody|no one|noone) else|(?:you|your child) alone|only (?:you|your child)|just (?:you|your child))(?![a-z0-9])/g;

/** Where a text tells how many it is about. `known`: the numbers that the incident has. */
export function countsIn(folded: string, known: readonly number[]): readonly Span[] {
  const bare = innocent.reduce(
    (text, pattern) => blanked(text, [...text.matchAll(pattern)].map(spanOf)),
    folded,
  );
  const found = [
    ...[...bare.matchAll(inFigures)].map((match) => ({ ...spanOf(match), value: figures(match[0]) })),
    ...[...bare.matchAll(inWords)].map((match) => ({ ...spanOf(match), value: wordsValue(match[0]) })),
  ].filter(({ start, end, value }) => tells(bare, start, end, value, known));
  const told = [vague, vaguePeople, alone].flatMap((pattern) => [...bare.matchAll(pattern)].map(spanOf));
  return [...found, ...told].map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start);
}

/** Whether any number stands there at all, or that it is not known. */
export function givesNumber(folded: string): boolean {
  return (
    /\d/.test(folded) ||
    folded.search(inWords) >= 0 ||
    /(?:not (?:yet )?(?:been )?(?:known|determined|established)|unknown)/.test(folded)
  );
}

function tells(text: string, start: number, end: number, value: number, known: readonly number[]): boolean {
  const after = text.slice(end, end + 80);
  if (value >= 10) return true;
  if (countsOthers.test(after)) return false;
  if (value > 1 && known.includes(value)) return true;
  if (countsPeople.test(after)) return !/(?<![a-z])no[ -]?$/.test(text.slice(0, start));
  return value > 1 && peopleBefore.test(text.slice(Math.max(0, start - 80), start));
}

function spanOf(match: RegExpMatchArray): Span {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length };
}

function figures(text: string): number {
  const plain = text.replaceAll('o', '0').replaceAll('l', '1');
  const times = plain.endsWith('k') ? 1000 : 1;
  const digits = plain.replace(/[,.' _](?=\d{3}(?!\d))/g, '').replace(/(?<=\d) (?=\d)/g, '');
  return (Number.parseFloat(digits.replace(',', '.')) || 0) * times;
}

/** "Twelve hundred and forty": 1240. */
function wordsValue(text: string): number {
  let total = 0;
  let current = 0;
  for (let at = 0; at < text.length; ) {
    numberWord.lastIndex = at;
    const match = numberWord.exec(text);
    if (!match) {
      at += 1;
      continue;
    }
    at += match[0].length;
    const [name = ''] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    const value = values.get(name) ?? 0;
    if (value >= 1000) {
      total += Math.max(1, current) * value;
      current = 0;
    } else
      current =
        value === 100 || (value === 12 && current > 0 && current < 10)
          ? Math.max(1, current) * value
          : current + value;
  }
  return total + current;
}
