/** Finds the plan's words in what somebody typed: whole words only, so that "race" is not met in "trace". */

/** Where each begins, in the text as `plainWords` leaves it. */
export function mentionsOf(text: string, word: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.slice(0, at).at(-1) ?? ' ';
    const after = text.slice(at + word.length).at(0) ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) found.push(at);
  }
  return found;
}

/** Lower case and straight apostrophes, as the plan writes its words. */
export function plainWords(text: string): string {
  return text.toLowerCase().replaceAll('’', "'");
}
