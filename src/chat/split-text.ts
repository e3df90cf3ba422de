/** Keeps long text inside a platform's limits: split without loss, or shortened with a mark that says so. */

/** Cuts between lines, else between words, else between letters; joined again the pieces are the text. */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const at = cutAt(rest, max);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}

function cutAt(text: string, max: number): number {
  const line = text.lastIndexOf('\n', max - 1) + 1;
  if (line > max / 2) return line;
  const word = text.lastIndexOf(' ', max - 1) + 1;
  return betweenLetters(text, word > max / 2 ? word : max);
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Where both neighbours are such, a cut parts nothing. */
const plain = /^[\t\n\u0020-\u02ff\u2010-\u203f]{2}$/;
/** Code units of the longest letter that is kept whole; a family of four, each with their skin, has 19. */
const longestLetter = 64;

/** At `at` or before it: a letter may be many code units, as one with an accent, a flag, an emoji of several people. */
export function betweenLetters(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  if (plain.test(text.slice(at - 1, at + 1))) return at;
  // flags come in pairs, so they are told apart from where a word begins
  const from = text.lastIndexOf(' ', at - longestLetter) + 1;
  const letter = letters.segment(text.slice(from, at + longestLetter)).containing(at - from);
  const start = from + (letter?.index ?? 0);
  if (start > 0 && at - start <= longestLetter) return start;
  const code = text.charCodeAt(at - 1);
  const splitsPair = code >= 0xd800 && code <= 0xdbff;
  return splitsPair ? at - 1 : at;
}

/** A label that there is no room for, with an ellipsis that says so; only where the whole text stands beside it. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const at = cutAt(text, max - 1);
  return `${text.slice(0, at).trimEnd()}…`;
}
