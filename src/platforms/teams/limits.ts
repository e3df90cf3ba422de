/** What Teams refuses or cuts off, in one table (learn.microsoft.com/microsoftteams/platform). */

/** Characters are UTF-16 code units, as JavaScript counts them. */
export const limits = {
  /**
   * Bytes of a card as JSON in UTF-8. "Format your bot messages" says about 100 KB in UTF-16 and advises 80; older
   * clients and clouds say 28 KB, of which the message around the card takes a little.
   */
  cardBytes: 27_000,
  /** Buttons in one row ("Types of cards": six; the seventh is not shown). */
  actions: 6,
  /** Our own: more in one row are squeezed on a telephone until nobody can read them. */
  actionsInRow: 3,
  /** No limit is stated: a button is one line ("Types of cards"), and this many characters fit a telephone's. */
  actionTitle: 40,
  /** No limit is stated: a longer text goes on in the next element, so that a part of it can give way. */
  text: 3000,
  /** Choices of one typeahead answer that Teams shows ("Typeahead search in Adaptive Cards"). */
  typeahead: 15,
} as const;
