/** Whether a text stands on a screen as it was typed: all of it, letter for letter, no letter cut in two. */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** `undefined` when it does; else what is wrong. */
export function brokenText(typed: string, shown: readonly string[]): string | undefined {
  const text = typed.trim();
  const joined = shown.join('');
  const starts = occurrences(joined, text);
  if (starts.length === 0) return `not shown as it was typed: “${excerpt(text)}”`;
  // plain Latin letters and marks are whole by themselves, but for a line break of two
  if (!/[^\t\n\u0020-\u02ff\u2010-\u203f]/.test(text)) return undefined;
  const seams = seamsOf(shown);
  const whole = letterStarts(text);
  const isWhole = (start: number) =>
    !seams.some((seam) => seam > start && seam < start + text.length && !whole.has(seam - start));
  return starts.some(isWhole) ? undefined : `a letter is cut in two in “${excerpt(text)}”`;
}

/** Kept for the last text: it is looked for on many screens in turn, and telling letters apart takes its time. */
let kept = { text: '', starts: new Set<number>() };

function letterStarts(text: string): ReadonlySet<number> {
  if (kept.text !== text)
    kept = { text, starts: new Set([...segmenter.segment(text)].map(({ index }) => index)) };
  return kept.starts;
}

function occurrences(joined: string, text: string): number[] {
  const starts: number[] = [];
  for (let at = joined.indexOf(text); at >= 0 && starts.length < 5; at = joined.indexOf(text, at + 1))
    starts.push(at);
  return starts;
}

/** Where one piece ends and the next begins. */
function seamsOf(shown: readonly string[]): number[] {
  let at = 0;
  return shown.map((piece) => {
    at += piece.length;
    return at;
  });
}

/** Half of a pair of code units, which no screen can show. */
export function halves(shown: readonly string[]): string[] {
  return shown.filter((text) => /\p{Cs}/u.test(text)).map((text) => `half a letter in “${excerpt(text)}”`);
}

export function excerpt(text: string): string {
  return text.length > 80 ? `${text.slice(0, 60)}…${text.slice(-15)} (${text.length})` : text;
}
