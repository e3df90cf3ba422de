/** One change: once, in one transaction; an outcome that is not "done" leaves nothing behind. */
import { findOnce } from '../../store/once.ts';
import type { Author, Store } from '../../store/store.ts';
import type { Tx } from '../../store/tx.ts';
import type { Outcome } from '../feature.ts';

/** Thrown inside the transaction to undo it, and caught here: an expected refusal, not a fault. */
class Undone extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super('undone');
    this.outcome = outcome;
  }
}

export type Changed =
  | Outcome
  | { readonly kind: 'repeat'; readonly about?: { readonly kind: string; readonly id: string } };

/**
 * Runs `change` and keeps it unless `key` says that it was kept before; then the case it was about comes back instead.
 * A repeat may fail at anything that the first time changed, so whatever a change fails at, the key is looked for.
 */
export async function changeOnce(
  store: Store,
  author: Author,
  key: string,
  change: (tx: Tx) => Promise<Outcome>,
): Promise<Changed> {
  try {
    return await store.transact(author, async (tx) => {
      const outcome = await change(tx);
      if (outcome.kind !== 'done') throw new Undone(outcome);
      // What could not go on is sent again from the same form once it can.
      if (!outcome.again) tx.once(key, outcome.about);
      return outcome;
    });
  } catch (error) {
    const before = await findOnce(store, key).catch(() => undefined);
    if (before) return { kind: 'repeat', ...before };
    if (error instanceof Undone) return error.outcome;
    throw error;
  }
}
