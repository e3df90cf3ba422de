/** What may be told of a request like this one that was answered before. */

/** Of the words of this title and question, how many the other must share. */
export const shareToBeSimilar = 0.5;

export type SimilarRequest =
  | {
      readonly seen: true;
      readonly id: string;
      readonly number: number;
      /** Nothing once it is blanked. */
      readonly title: string | undefined;
      readonly level: string | undefined;
      readonly policy: string;
      /** YYYY-MM-DD. */
      readonly answeredOn: string;
    }
  /** Somebody else's: nothing but the day. */
  | { readonly seen: false; readonly answeredOn: string };
