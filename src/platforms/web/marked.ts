/** Shows typed text again with the words that were objected to standing out. */
import type { RawValue } from '../../chat/form.ts';
import { type Html, html } from './html.ts';

export function drawMarked(value: RawValue | undefined, words: readonly string[]): Html | undefined {
  if (typeof value !== 'string' || words.length === 0) return undefined;
  return html`<div class="marked"><p class="marked-label">Please look at the marked words:</p><p class="marked-text" dir="auto">${split(
    value,
    words,
  ).map((piece) => (piece.found ? html`<mark>${piece.text}</mark>` : piece.text))}</p></div>`;
}

/** Cuts a text at every occurrence of the words; joined again it is the text. */
export function split(
  text: string,
  words: readonly string[],
): readonly { readonly text: string; readonly found: boolean }[] {
  const pieces: { text: string; found: boolean }[] = [];
  let from = 0;
  while (from < text.length) {
    const next = words
      .filter((word) => word !== '')
      .map((word) => ({ word, at: text.indexOf(word, from) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.word.length - a.word.length)[0];
    if (!next) break;
    if (next.at > from) pieces.push({ text: text.slice(from, next.at), found: false });
    pieces.push({ text: next.word, found: true });
    from = next.at + next.word.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), found: false });
  return pieces;
}
