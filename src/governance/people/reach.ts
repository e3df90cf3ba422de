/** Whether chat accounts can be written to: the platform says so, and what it says is kept and audited. Strangers leave no trace. */
import type { AccountKey, Reach } from '../../app/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../store/store.ts';
import type { Tx } from '../../store/tx.ts';
import { keepWhereabouts, setReach } from './store/reach.ts';

export function createReach(store: Store, clock: Clock): Reach {
  function noted(change: (tx: Tx) => Promise<void>): Promise<void> {
    return store.transact({ personId: null, surface: 'delivery', now: clock.now() }, change);
  }
  return {
    uninstalled: (account: AccountKey) =>
      noted((tx) => setReach(tx, account, 'uninstalled', 'They removed the Safekeep app.')),
    blocked: (account, reason) => noted((tx) => setReach(tx, account, 'blocked', reason)),
    found: (account, whereabouts) => noted((tx) => keepWhereabouts(tx, account, whereabouts)),
  };
}
