/** A document: something to read, print or save, kept apart from chat; chat only links to it. */
import type { Block, Tone } from './card.ts';

export type DocumentBlock =
  | Block
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A chart of lengths; `says` tells each in words, for whoever does not see it. */
  | {
      readonly kind: 'bars';
      readonly caption: string;
      readonly bars: readonly {
        readonly label: string;
        readonly value: number;
        /** The whole length: the greatest value that a bar of this chart could have. */
        readonly of: number;
        readonly says: string;
        readonly tone?: Tone;
      }[];
    }
  | { readonly kind: 'signature'; readonly name: string; readonly lines: readonly string[] };

export type Document =
  | {
      readonly kind: 'page';
      readonly title: string;
      readonly subtitle?: string;
      readonly blocks: readonly DocumentBlock[];
      /** Other forms of the same thing, such as a CSV, by path. */
      readonly downloads?: readonly { readonly label: string; readonly path: string }[];
    }
  | { readonly kind: 'file'; readonly name: string; readonly mediaType: string; readonly content: string };
