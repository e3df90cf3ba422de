/** Turns a caller into a person: a known account by its id, a new one by its address, a stranger into nothing stored. */
import type { Person } from '../../app/person.ts';
import type { Directory, Identify, Stranger } from '../../app/ports.ts';
import type { Caller } from '../../chat/interaction.ts';
import type { Clock } from '../../kernel/clock.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../store/store.ts';
import type { Tx } from '../../store/tx.ts';
import { askToConfirm } from './held.ts';
import { addressesOf, judgeKnown, judgeNew } from './rules/accounts.ts';
import { atTheDoor } from './rules/status.ts';
import { addAccount, countAccounts, findAccount, personByEmail, setAccountState } from './store/accounts.ts';
import { localToday } from './store/directory.ts';
import { lockPerson } from './store/lock.ts';
import { keepWhereabouts, type ReachState, samePlace, setReach } from './store/reach.ts';

export interface IdentifyDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  /** The district's zone. */
  readonly zone: string;
  /** Whether people between two contracts are let in; they are unless this says no. */
  readonly offContractEnters?: boolean;
}

type AccountCaller = Extract<Caller, { kind: 'account' }>;
type Known = Result<Person, Stranger>;

export function createIdentify(deps: IdentifyDeps): Identify {
  const { store, clock, directory, zone, offContractEnters = true } = deps;

  return async function identify(caller) {
    if (caller.kind === 'nobody') return failed('unknown');
    if (caller.kind === 'session') return personOf(await directory.person(store, caller.personId));
    const known = await findAccount(store, caller, localToday(clock, zone));
    if (!known) return meet(caller);
    const judged = judgeKnown({
      state: known.state,
      decidedById: known.decidedById,
      personStatus: atTheDoor(known.person, offContractEnters),
    });
    if (judged === 'let-in') {
      if (isNews(known, caller))
        await authored(known.person.id, caller, async (tx) => {
          await setReach(tx, caller, 'open', null);
          if (caller.whereabouts) await keepWhereabouts(tx, caller, caller.whereabouts);
        });
      return ok(known.person);
    }
    if (judged !== 'hold-again') return failed(judged);
    await authored(known.person.id, caller, async (tx) => {
      if (await setAccountState(tx, known.accountId, 'detached', 'held', null))
        await askToConfirm(tx, directory, known.accountId, known.person.id);
    });
    return failed('held');
  };

  function personOf(person: Person | undefined): Known {
    if (!person) return failed('unknown');
    const standing = atTheDoor(person, offContractEnters);
    return standing === 'active' ? ok(person) : failed(standing);
  }

  /** The platform is asked outside of any transaction; the person's row is the lock for two first messages at once. */
  async function meet(caller: AccountCaller): Promise<Known> {
    const addresses = addressesOf(await caller.profile());
    if (!addresses.ok) return failed(addresses.problem);
    const person = personOf(await personOfAddresses(addresses.value));
    if (!person.ok) return person;
    const { id } = person.value;
    return authored(id, caller, async (tx): Promise<Known> => {
      await lockPerson(tx, id);
      const sinceThen = await findAccount(tx, caller, localToday(clock, zone));
      if (sinceThen?.state === 'linked') return personOf(sinceThen.person);
      if (sinceThen) return failed(sinceThen.state === 'held' ? 'held' : 'unknown');
      const still = personOf(await directory.person(tx, id));
      if (!still.ok) return still;
      const state = judgeNew(await countAccounts(tx, id, caller.surface));
      const accountId = await addAccount(tx, id, caller, state, caller.whereabouts);
      if (state === 'linked') return still;
      await askToConfirm(tx, directory, accountId, id);
      return failed('held');
    });
  }

  async function personOfAddresses(addresses: readonly string[]): Promise<Person | undefined> {
    for (const address of addresses) {
      const person = await personByEmail(store, address, localToday(clock, zone));
      if (person) return person;
    }
    return undefined;
  }

  function authored<T>(personId: string, caller: AccountCaller, change: (tx: Tx) => Promise<T>): Promise<T> {
    return store.transact({ personId, surface: caller.surface, now: clock.now() }, change);
  }
}

/** They can be written to again, or elsewhere than before. What is said in a group of others tells neither. */
function isNews(known: { readonly reach: ReachState; readonly whereabouts: unknown }, caller: AccountCaller) {
  if (caller.surface === 'teams' && !caller.whereabouts) return false;
  if (known.reach !== 'open') return true;
  return caller.whereabouts !== undefined && !samePlace(known.whereabouts, caller.whereabouts);
}
