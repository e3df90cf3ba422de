/** The store as main opens it and the rest holds it. */
import type { Temporal } from '../kernel/clock.ts';
import type { Reader, Tx } from './tx.ts';

/** Who changes something and when; every audit line of the transaction carries it. */
export interface Author {
  readonly personId: string | null;
  /** slack, teams, web, cli or job:<name>. */
  readonly surface: string;
  readonly now: Temporal.Instant;
  /** `now` is the hour, and nothing that follows from it may be kept with a finer time. */
  readonly coarse?: true;
}

/** For bulk loads, which nobody waits for with a finger on a button. */
export interface Patience {
  /** How long the transaction may take, in milliseconds; ten seconds unless given. */
  readonly timeoutMs: number;
}

export interface Store extends Reader {
  /**
   * The only way to change anything. Collected notices and audit entries are written at its end; a throw undoes it all.
   * Serialization failures, deadlocks and lock timeouts run `fn` again, three times at most, so `fn` must not act outside.
   */
  transact<T>(author: Author, fn: (tx: Tx) => Promise<T>, patience?: Patience): Promise<T>;
  close(): Promise<void>;
}
