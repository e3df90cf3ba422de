/** The ways to tell one person, best first: the chats they use, then e-mail, then the web surface, which shows every notice anyway. */
import type { SentRow } from '../../store/outbox/mark.ts';
import type { Person } from '../person.ts';
import type { Courier } from '../ports.ts';
import type { ChatAccount } from './store.ts';

export type Way =
  | { readonly kind: 'chat'; readonly courier: Courier; readonly to: ChatAccount }
  | { readonly kind: 'email'; readonly to: string }
  | { readonly kind: 'web' };

export interface Ways {
  /** Never empty: the web surface is the last one. */
  readonly open: readonly [Way, ...Way[]];
  /** Why better ones are not among them, in words. */
  readonly shut: readonly string[];
}

/** What couriers and mail there are now. */
export interface Carriers {
  readonly couriers: readonly Courier[];
  readonly byMail: boolean;
}

/** The best first. */
export const chatOrder = ['slack', 'teams'] as const;

const surfaceNames = { slack: 'Slack', teams: 'Teams', email: 'e-mail', web: 'the web' } as const;

/** Slack goes before Teams; an account on a platform that is not connected now is passed over without a word. */
export function waysTo(
  person: Pick<Person, 'email'>,
  accounts: readonly ChatAccount[],
  carriers: Carriers,
): Ways {
  const chats: Way[] = [];
  const shut: string[] = [];
  for (const surface of chatOrder) {
    const courier = carriers.couriers.find((one) => one.surface === surface);
    if (!courier) continue;
    for (const to of accounts) {
      if (to.surface !== surface || to.state !== 'linked') continue;
      if (to.reach === 'open') chats.push({ kind: 'chat', courier, to });
      else shut.push(sayWhy(surface, to.reachReason ?? 'nothing reaches them there.'));
    }
  }
  const mail: Way[] = carriers.byMail && person.email ? [{ kind: 'email', to: person.email }] : [];
  const [first, ...more] = [...chats, ...mail, web];
  return { open: [first ?? web, ...more], shut };
}

export const web: Way = { kind: 'web' };

/** What the outbox keeps of an attempt; nothing for the web surface, where nobody is called. */
export function keyOf(way: Way): string | undefined {
  switch (way.kind) {
    case 'chat':
      return way.to.id;
    case 'email':
      return 'email';
    case 'web':
      return undefined;
  }
}

/** Where an attempt was begun, whatever has become of that account since; nothing when its platform is not connected now. */
export function wayBegun(
  key: string,
  person: Pick<Person, 'email'>,
  accounts: readonly ChatAccount[],
  { couriers }: Carriers,
): Way | undefined {
  if (key === 'email') return person.email ? { kind: 'email', to: person.email } : undefined;
  const to = accounts.find((account) => account.id === key);
  const courier = to && couriers.find((one) => one.surface === to.surface);
  return courier && { kind: 'chat', courier, to };
}

export function surfaceOf(way: Way): SentRow['surface'] {
  return way.kind === 'chat' ? way.courier.surface : way.kind;
}

/** "Teams: They removed the Safekeep app". */
export function sayWhy(surface: SentRow['surface'], reason: string): string {
  return `${surfaceNames[surface]}: ${reason.replace(/\.$/, '')}`;
}
