/** The words of a text that were objected to, each with a little of what stands around it. */

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
    const before = text.slice(Math.max(0, start - around), start);
    const after = text.slice(end, end + around);
    return [
      {
        before: `${start > around ? '…' : ''}${before}`,
        word,
        after: `${after}${end + around < text.length ? '…' : ''}`,
      },
    ];
  });
}
