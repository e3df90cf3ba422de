/** What a room's store gets to work with: a reader anywhere, a Tx only inside `transact`. */

import type { Temporal } from '../kernel/clock.ts';
import type { Json } from '../kernel/hash.ts';
import type { Prisma } from './generated/client.ts';

export type Database = Prisma.TransactionClient;

export interface Reader {
  readonly db: Database;
}

/** Ids, numbers and hashes; never words that somebody typed. */
export type Facts = Readonly<Record<string, Json>>;

export interface CaseKey {
  readonly kind: string;
  readonly id: string;
}

export interface AuditFact {
  /** Past tense with its noun: "request.claimed". */
  readonly what: string;
  readonly about?: CaseKey;
  readonly facts?: Facts;
}

export interface Notice {
  /** A notice kind some room renders: "request.classified". */
  readonly notice: string;
  readonly about?: CaseKey;
  readonly to: { readonly personId: string } | { readonly outsiderId: string };
  readonly facts?: Facts;
  /** Not before this instant (quiet hours for reminders); default at once. */
  readonly notBefore?: Temporal.Instant;
}

export interface Tx extends Reader {
  readonly now: Temporal.Instant;
  /** Collected, and written as the transaction's last statement. */
  audit(fact: AuditFact): void;
  /** Collected, and written just before the audit entries. */
  notify(notice: Notice): void;
  /** Marks every delivered card of this case as drawn before the change, so that it is updated. */
  moved(about: CaseKey): void;
  /**
   * Lets this happen once: the key is claimed at the transaction's end, together with the case to show on a repeat.
   * Where it is taken, `transact` throws DoneBefore; two at once wait for one another.
   */
  once(key: string, about?: CaseKey): void;
}
