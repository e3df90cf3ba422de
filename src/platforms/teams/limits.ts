/** What Teams refuses, in one table (learn.microsoft.com/microsoftteams, "Types of cards", "Limits and specifications"). */

/** Characters are UTF-16 code units, as JavaScript counts them. */
export const limits = {
  /** Bytes of a card as UTF-8 JSON: about 28 KB a message; the rest of 28 × 1,024 is left to the envelope. */
  cardBytes: 27_000,
  /** Buttons in a card's own row or in one ActionSet; Teams drops the seventh. */
  actions: 6,
  /** Teams states none; longer ones are cut off on a telephone. */
  actionTitle: 60,
  /** Teams states none; a text goes on in the next element. */
  text: 3000,
  /** A dialog's title bar; Teams cuts what is longer. */
  dialogTitle: 60,
  /** Choices of one typeahead answer that Teams shows. */
  typeahead: 15,
} as const;
