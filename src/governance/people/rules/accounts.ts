/** What a chat account's message means: let in, remember, hold for a person, or turn away (domain C-10, C-11). */
import { assertNever } from '../../../kernel/assert-never.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';

/** The same words as the app's Stranger: rules know nothing of app. */
export type TurnedAway = 'unknown' | 'guest' | 'deactivated' | 'held' | 'leave' | 'left';

export type AccountState = 'linked' | 'held' | 'detached';

export interface KnownAccount {
  readonly state: AccountState;
  /** A person refused it or replaced it; an account that only left with its person has none. */
  readonly decidedById: string | undefined;
  readonly personStatus: 'active' | 'leave' | 'left';
}

/** `hold-again`: the person came back, and so does the account, but a person confirms it first. */
export function judgeKnown(account: KnownAccount): 'let-in' | 'hold-again' | TurnedAway {
  switch (account.state) {
    case 'held':
      return 'held';
    case 'linked':
      return account.personStatus === 'active' ? 'let-in' : account.personStatus;
    case 'detached':
      if (account.decidedById !== undefined) return 'unknown';
      return account.personStatus === 'active' ? 'hold-again' : account.personStatus;
    default:
      return assertNever(account.state);
  }
}

/** What the platform says about an account nobody has met: addresses to look up in this order, or why not to. */
export function addressesOf(
  profile: { readonly addresses: readonly string[]; readonly standing: string } | undefined,
): Result<readonly string[], TurnedAway> {
  if (!profile || profile.standing === 'bot') return failed('unknown');
  if (profile.standing === 'guest') return failed('guest');
  if (profile.standing === 'deactivated') return failed('deactivated');
  const addresses = profile.addresses.map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
  return addresses.length > 0 ? ok([...new Set(addresses)]) : failed('unknown');
}

/**
 * The first account of a person on a surface is linked. Any later one waits for a person's yes: whoever can give an
 * account somebody's address would otherwise take their place. A refused or departed account counts as earlier.
 */
export function judgeNew(earlierOnThisSurface: number): AccountState {
  return earlierOnThisSurface === 0 ? 'linked' : 'held';
}
