/** What can be wrong with a file that somebody hands in; every kind says where, and none carries a value from inside. */

export type TableProblem =
  | { readonly kind: 'not-there'; readonly file: string }
  | { readonly kind: 'not-readable'; readonly file: string }
  | { readonly kind: 'not-a-table'; readonly file: string }
  | { readonly kind: 'workbook'; readonly file: string }
  | { readonly kind: 'empty'; readonly file: string }
  | { readonly kind: 'utf16'; readonly file: string }
  | { readonly kind: 'too-large'; readonly file: string }
  | { readonly kind: 'changed-meanwhile'; readonly file: string }
  | { readonly kind: 'zip'; readonly file: string; readonly why: ZipFault }
  /** A quotation mark that never closes, or a line longer than any row. */
  | { readonly kind: 'broken'; readonly file: string; readonly line: number }
  | {
      readonly kind: 'ssn-column';
      readonly file: string;
      /** Counted from 1. */
      readonly column: number;
      readonly name: string;
    }
  | {
      readonly kind: 'ssn-value';
      readonly file: string;
      readonly line: number;
      /** Counted from 1. */
      readonly column: number;
      readonly name: string;
    };

export type ZipFault = 'damaged' | 'encrypted' | 'path' | 'link' | 'bomb' | 'method' | 'nested' | 'twice';

/** Thrown while a file streams by, and turned back into a value by whoever began the reading: no fault of ours. */
export class TableFault extends Error {
  readonly problem: TableProblem;
  constructor(problem: TableProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}
