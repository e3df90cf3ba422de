/** Where one person is told: the chat they use, else e-mail, else only the web surface, which shows every notice anyway. */
import type { SentRow } from '../../store/outbox/mark.ts';
import type { Person } from '../person.ts';
import type { Courier } from '../ports.ts';
import type { LinkedAccount } from './store.ts';

export type Address =
  | { readonly kind: 'chat'; readonly courier: Courier; readonly to: LinkedAccount }
  | { readonly kind: 'email'; readonly to: string }
  | { readonly kind: 'web' };

/** Slack goes before Teams; an account on a platform that is not connected now is passed over. */
export function chooseAddress(
  person: Person,
  accounts: readonly LinkedAccount[],
  couriers: readonly Courier[],
  byMail: boolean,
): Address {
  for (const surface of ['slack', 'teams'] as const) {
    const courier = couriers.find((one) => one.surface === surface);
    const to = accounts.find((account) => account.surface === surface);
    if (courier && to) return { kind: 'chat', courier, to };
  }
  return byMail ? { kind: 'email', to: person.email } : { kind: 'web' };
}

export function surfaceOf(address: Address): SentRow['surface'] {
  return address.kind === 'chat' ? address.courier.surface : address.kind;
}
