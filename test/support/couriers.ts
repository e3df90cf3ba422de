/** A chat platform at the Courier port: keeps what it is given, and answers, refuses, waits or dies as told. */
import type { Courier, Delivery } from '../../src/app/ports.ts';
import type { Card } from '../../src/chat/card.ts';
import { holdNotice } from './surfaces/held.ts';

export interface Delivered {
  readonly rowId: string;
  readonly account: string;
  card: Card;
}

export interface FakeCourier extends Courier {
  /** What lies in people's chats, oldest first. */
  readonly messages: Delivered[];
  /** Every call of `deliver`, whatever came of it. */
  calls: number;
  /** Asked before each delivery: an answer instead of delivering. May throw. */
  before: (account: string) => Delivery | undefined | Promise<Delivery | undefined>;
  /** Asked after the message has arrived and before the answer; may throw, as a cut line does. */
  after: () => void;
  beforeUpdate: () => Delivery | undefined;
  /** False where the platform can't be asked what has arrived. */
  canFind: boolean;
}

export function fakeCourier(surface: 'slack' | 'teams' = 'slack'): FakeCourier {
  const courier: FakeCourier = {
    surface,
    messages: [],
    calls: 0,
    before: () => undefined,
    after: () => undefined,
    beforeUpdate: () => undefined,
    canFind: true,
    async deliver(to, { rowId, card }) {
      courier.calls += 1;
      const instead = await courier.before(to.account);
      if (instead) return instead;
      await holdNotice(card);
      courier.messages.push({ rowId, account: to.account, card });
      courier.after();
      return { kind: 'sent', address: { ts: rowId } };
    },
    async find(_to, rowId) {
      if (!courier.canFind) return undefined;
      return courier.messages.some((one) => one.rowId === rowId) ? { found: { ts: rowId } } : 'absent';
    },
    async update(address, card) {
      const instead = courier.beforeUpdate();
      if (instead) return instead;
      const message = courier.messages.find((one) => one.rowId === address.ts);
      if (!message) return { kind: 'never', reason: 'the message is gone' };
      await holdNotice(card);
      message.card = card;
      return { kind: 'sent', address };
    },
  };
  return courier;
}
