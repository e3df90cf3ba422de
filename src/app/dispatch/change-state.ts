/** One change: once, in one transaction; an outcome that is not "done" leaves nothing behind. */
import { claimOnce } from '../../store/once.ts';
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

/** Runs `change` unless `key` says that it ran before; then the case it was about comes back instead. */
export async function changeOnce(
  store: Store,
  author: Author,
  key: string,
  change: (tx: Tx) => Promise<Outcome>,
): Promise<Changed> {
  try {
    return await store.transact(author, async (tx): Promise<Changed> => {
      const claim = await claimOnce(tx, key);
      if (claim !== 'first') return { kind: 'repeat', ...(claim.about ? { about: claim.about } : {}) };
      const outcome = await change(tx);
      if (outcome.kind !== 'done') throw new Undone(outcome);
      if (outcome.about) tx.remember(key, outcome.about);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undone) return error.outcome;
    throw error;
  }
}
