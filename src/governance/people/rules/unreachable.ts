/** Who cannot be written to, where, and how they are told meanwhile: from their accounts and from what failed last. */
import type { Temporal } from '../../../kernel/clock.ts';

type Chat = 'slack' | 'teams';

/** What is known of one person who works here. */
export interface WaysIn {
  readonly email: string | undefined;
  readonly accounts: readonly {
    readonly surface: Chat;
    /** Waits for somebody's yes; nothing goes there yet. */
    readonly held: boolean;
    readonly reach: 'open' | 'uninstalled' | 'blocked';
    readonly reason: string | undefined;
    /** Since when it is as it is. */
    readonly since: Temporal.Instant;
  }[];
  /** Their newest notice, where no message brought it. */
  readonly failed?: { readonly reason: string; readonly since: Temporal.Instant };
}

export type Cause =
  /** The account is there, and nothing reaches it. */
  | { readonly kind: 'uninstalled' | 'blocked'; readonly on: Chat; readonly said: string | undefined }
  /** An attempt failed for another reason than the account's state. */
  | { readonly kind: 'failed'; readonly said: string }
  /** A new account waits for a yes, and there is no other. */
  | { readonly kind: 'held'; readonly on: Chat }
  /** Neither an account nor an address that could be written to. */
  | { readonly kind: 'unknown'; readonly hasAddress: boolean };

export interface Barrier {
  readonly cause: Cause;
  readonly since: Temporal.Instant | undefined;
  /** How they are told until then. */
  readonly meanwhile: Chat | 'email' | 'web';
}

/**
 * Nothing for those whom a message reaches. `means` is what goes out here beside the web: where nothing does, nobody is
 * missing.
 */
export function barriersOf(
  ways: WaysIn,
  means: { readonly chats: readonly Chat[]; readonly email: boolean },
): readonly Barrier[] {
  const accounts = ways.accounts.filter(({ surface }) => means.chats.includes(surface));
  const linked = accounts.filter(({ held }) => !held);
  const open = linked.filter(({ reach }) => reach === 'open');
  const mail = means.email && ways.email !== undefined;
  const meanwhile = ways.failed ? 'web' : (open[0]?.surface ?? (mail ? 'email' : 'web'));
  const shut = linked.flatMap(({ surface, reach, reason, since }): Barrier[] =>
    reach === 'open' ? [] : [{ cause: { kind: reach, on: surface, said: reason }, since, meanwhile }],
  );
  if (ways.failed && (shut.length === 0 || open.length > 0 || mail)) {
    const { reason: said, since } = ways.failed;
    return [...shut, { cause: { kind: 'failed', said }, since, meanwhile }];
  }
  if (linked.length > 0 || mail || (means.chats.length === 0 && !means.email)) return shut;
  const waiting = accounts.find(({ held }) => held);
  if (waiting) return [{ cause: { kind: 'held', on: waiting.surface }, since: waiting.since, meanwhile }];
  const cause: Cause = { kind: 'unknown', hasAddress: ways.email !== undefined };
  return [{ cause, since: undefined, meanwhile }];
}
