/** Telephone numbers in our own sentences can be pressed: whoever is told to call now may be on a telephone. */
import { type Html, html } from './html.ts';

/** "555-0110", "801-555-0110", "(801) 555-0110", "+1 801 555 0110"; no part of a longer number, date or code. */
const number = /(?<![\w+-])(?:(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-]))?\d{3}[.-]\d{4}(?![\w-])/g;

/** Shown as it was written. */
export function spoken(text: string): Html | string {
  const pieces: (Html | string)[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(number)) {
    pieces.push(
      text.slice(from, index),
      html`<a class="tel" href="tel:${found.replace(/[^\d+]/g, '')}">${found}</a>`,
    );
    from = index + found.length;
  }
  return pieces.length === 0 ? text : html`${[...pieces, text.slice(from)]}`;
}
