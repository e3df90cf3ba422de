/** The words of a text that were objected to, each with a little of what stands around it. */
import { betweenLetters } from './split-text.ts';

export interface Excerpt {
  readonly before: string;
  readonly word: string;
  readonly after: string;
}

/** Characters shown on either side. */
const around = 60;

/** At most twenty; a word that is not in the text is left out. */
export function excerpts(text: string, words: readonly string[]): readonly Excerpt[] {
  return words.slice(0, 20).flatMap((word) => {
    const start = text.indexOf(word);
    if (start < 0) return [];
    const end = start + word.length;
    const from = betweenLetters(text, start - around);
    const until = betweenLetters(text, end + around);
    return [
      {
        before: `${from > 0 ? '…' : ''}${text.slice(from, start)}`,
        word,
        after: `${text.slice(end, until)}${until < text.length ? '…' : ''}`,
      },
    ];
  });
}
