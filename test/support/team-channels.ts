/** A chat with private channels for a room's tests: who is in which, what was posted there, and refusals as a test wants them. */
import type { Addressee } from '../../src/app/ports.ts';
import type { NotDone, TeamChannels } from '../../src/app/team-channels.ts';
import type { Card } from '../../src/chat/card.ts';

export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  /** Accounts. */
  readonly members: Set<string>;
  readonly posted: Card[];
  archived: boolean;
}

type Method = 'open' | 'greet' | 'invite' | 'remove' | 'archive';

export interface FakeChat extends TeamChannels {
  readonly made: FakeChannel[];
  /** Every call, as "remove U-1". */
  readonly calls: string[];
  /** Answers a method otherwise; `undefined` lets it through. */
  bend(method: Method, answer: ((account: string) => NotDone | undefined) | undefined): void;
  /** The next call of a method is carried out, and then its caller dies before it hears the answer. */
  dieAfter(method: Method): void;
}

export function fakeChat(): FakeChat {
  const made: FakeChannel[] = [];
  const calls: string[] = [];
  const bent = new Map<Method, (account: string) => NotDone | undefined>();
  let deadly: Method | undefined;

  function at(id: string): FakeChannel {
    const found = made.find((one) => one.id === id);
    if (!found) throw new Error('a channel that was never made');
    return found;
  }

  async function call<T>(method: Method, about: string, work: () => T): Promise<T | NotDone> {
    calls.push(`${method} ${about}`);
    const answer = bent.get(method)?.(about);
    if (answer) return answer;
    const result = work();
    if (deadly === method) {
      deadly = undefined;
      throw new Error('the process dies');
    }
    return result;
  }

  const done = { kind: 'done' } as const;
  const who = ({ account }: Addressee) => account;
  return {
    surface: 'slack',
    made,
    calls,
    bend: (method, answer) => void (answer ? bent.set(method, answer) : bent.delete(method)),
    dieAfter(method) {
      deadly = method;
    },
    open: (name, greeting) =>
      call('open', name, () => {
        const there = made.find((one) => one.name === name);
        const channel =
          there ??
          ({
            id: `C${made.length + 1}`,
            name,
            members: new Set(),
            posted: [],
            archived: false,
          } as FakeChannel);
        if (!there) made.push(channel);
        channel.posted.push(greeting);
        return { ...done, channel: channel.id, link: `https://chat.example/${channel.id}`, greeted: true };
      }),
    greet: (channel, greeting) =>
      call('greet', channel, () => {
        at(channel).posted.push(greeting);
        return done;
      }),
    invite: (channel, to) =>
      call('invite', who(to), () => {
        at(channel).members.add(who(to));
        return done;
      }),
    remove: (channel, to) =>
      call('remove', who(to), () => {
        if (at(channel).archived) return { kind: 'never', why: 'archived' } as const;
        return { ...done, was: at(channel).members.delete(who(to)) };
      }),
    archive: (channel) =>
      call('archive', channel, () => {
        at(channel).archived = true;
        return done;
      }),
  };
}
