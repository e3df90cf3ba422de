/** A document: something to read, print or save, kept apart from chat; chat only links to it. */
import type { Block, Tone } from './card.ts';

export type DocumentBlock =
  | Block
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Of each row, where one is given: what its first cell leads to, and how it stands, which a cell says in words too. */
      readonly lines?: readonly { readonly path?: string; readonly tone?: Tone }[];
    }
  /** What of a page is shown: it is asked for again with these values in its address. */
  | {
      readonly kind: 'filters';
      readonly label: string;
      readonly path: string;
      readonly fields: readonly Filter[];
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

/** `name` is what it is called in the address; an empty value asks for everything. */
export type Filter = { readonly name: string; readonly label: string } & (
  | {
      readonly kind: 'choice';
      readonly value: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'tick'; readonly value: boolean }
);

export type Document =
  | {
      readonly kind: 'page';
      readonly title: string;
      readonly subtitle?: string;
      /** How what it is about stands, as on its card. */
      readonly status?: { readonly label: string; readonly tone: Tone };
      /** It is long: it begins with links to its parts. */
      readonly contents?: true;
      readonly blocks: readonly DocumentBlock[];
      /** Other forms of the same thing, such as a CSV, by path. */
      readonly downloads?: readonly { readonly label: string; readonly path: string }[];
    }
  | { readonly kind: 'file'; readonly name: string; readonly mediaType: string; readonly content: string };
