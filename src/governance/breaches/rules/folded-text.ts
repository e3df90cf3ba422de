/** Text as it is read, not as it is spelled: look-alike letters, accents, invisible and full-width characters made plain, each with its place. */

export interface Folded {
  readonly text: string;
  /** Of each character, where it stands in what was typed; one more for the end. */
  readonly at: readonly number[];
}

/** Letters of other alphabets that look like Latin ones. */
const lookAlikes = new Map(
  Object.entries({
    ...{
      а: 'a',
      в: 'b',
      с: 'c',
      ԁ: 'd',
      е: 'e',
      һ: 'h',
      і: 'i',
      ј: 'j',
      к: 'k',
      ӏ: 'l',
      м: 'm',
      н: 'h',
      о: 'o',
    },
    ...{
      р: 'p',
      ԛ: 'q',
      ѕ: 's',
      т: 't',
      у: 'y',
      ѵ: 'v',
      ԝ: 'w',
      х: 'x',
      г: 'r',
      ո: 'n',
      ս: 'u',
      ɡ: 'g',
      ı: 'i',
    },
    ...{
      α: 'a',
      β: 'b',
      ε: 'e',
      η: 'n',
      ι: 'i',
      κ: 'k',
      ν: 'v',
      ο: 'o',
      ρ: 'p',
      τ: 't',
      υ: 'u',
      χ: 'x',
      ω: 'w',
    },
    ...{ '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-', '’': "'", '‘': "'", '“': '"', '”': '"' },
    ...{ '٬': ',', '٫': '.' },
  }),
);

export function fold(typed: string): Folded {
  let text = '';
  const at: number[] = [];
  let place = 0;
  for (const letter of typed) {
    for (const one of letter.normalize('NFKD')) {
      const plain = plainOf(one);
      text += plain;
      for (let count = 0; count < plain.length; count += 1) at.push(place);
    }
    place += letter.length;
  }
  return { text, at: [...at, typed.length] };
}

function plainOf(letter: string): string {
  if (/[\p{M}\p{Cf}\p{Variation_Selector}]/u.test(letter)) return '';
  if (/\p{Nd}/u.test(letter)) return digit(letter);
  const lower = letter.toLowerCase();
  return lookAlikes.get(lower) ?? (lower.length === 1 ? lower : letter);
}

/** Whatever its script: digits stand in tens, from nought on. */
function digit(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 128) return letter;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** Figures and signs that stand for a letter inside a word. */
const standsFor: Readonly<Record<string, string>> = {
  ...{ a: '[a4@]', e: '[e3]', i: '[i1!|]', l: '[l1|]', o: '[o0]', s: '[s5$]', t: '[t7+]' },
};
const between = "(?:[-_.*·'/|~]{1,2}\\s{0,2})?";
const apart = '[\\s\\-_.*·]{1,3}';
export const notBefore = '(?<![a-z0-9])';
export const notAfter = '(?![a-z0-9])';

/** A pattern for a word or phrase in folded text, split by hyphens, spaced out or with figures for letters; "*" takes every ending. */
export function patternOf(phrase: string): string {
  const stem = phrase.endsWith('*');
  // "PowerSchool" is also two words
  const parted = phrase.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  const words = fold(stem ? parted.slice(0, -1) : parted)
    .text.split(/[^a-z0-9]+/)
    .filter(Boolean);
  const close = words.map((word) => lettersOf(word).join(between)).join('[^a-z0-9]{0,4}');
  const spaced = words.map((word) => lettersOf(word).join(apart)).join('[^a-z0-9]{1,6}');
  const ending = stem ? "[a-z0-9'-]*" : notAfter;
  const longEnough = words.join('').length > 2;
  return longEnough
    ? `(?:${close}${ending}|${spaced}${stem ? `(?:${apart}[a-z])*` : ''}${notAfter})`
    : `(?:${close}${ending})`;
}

function lettersOf(word: string): readonly string[] {
  return [...word].map((letter) => standsFor[letter] ?? letter);
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A law's list of words is the same array each time. */
const patterns = new WeakMap<readonly string[], RegExp>();

/** In folded text, in order. */
export function spansOf(text: string, phrases: readonly string[]): readonly Span[] {
  if (phrases.length === 0) return [];
  const all = patterns.get(phrases) ?? new RegExp(`${notBefore}(?:${phrases.map(patternOf).join('|')})`, 'g');
  patterns.set(phrases, all);
  return [...text.matchAll(all)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The same length, with nothing left in these places. */
export function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (left, { start, end }) => `${left.slice(0, start)}${' '.repeat(end - start)}${left.slice(end)}`,
    text,
  );
}

/** As it was typed, with a little of what stands around it. */
export function excerptOf(typed: string, { at }: Folded, { start, end }: Span): string {
  return typed.slice(at[start] ?? 0, at[end] ?? typed.length).trim();
}
