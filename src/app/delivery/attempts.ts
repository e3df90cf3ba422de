/** Tries the ways to one recipient in their order, at once, until one of them takes the notice. */
import { assertNever } from '../../kernel/assert-never.ts';
import { errorFields } from '../../kernel/log.ts';
import type { ClaimedRow } from '../../store/outbox/claim.ts';
import { isDiscreet } from '../../store/outbox/discreet.ts';
import { markBegun, markUnsure, type SentRow } from '../../store/outbox/mark.ts';
import type { AccountKey, Delivery } from '../ports.ts';
import type { Desk } from './desk.ts';
import { later, never, type Outcome, unsure, untried } from './outcome.ts';
import { sayWhy } from './ways.ts';

/** One way to one recipient, ready to be gone. */
export interface Attempt {
  readonly surface: SentRow['surface'];
  /** What the outbox keeps of it while it is under way; nothing where nobody is called. */
  readonly key: string | undefined;
  readonly call: () => Promise<Delivery>;
  /** The chat account it goes to. */
  readonly account?: AccountKey;
}

export interface Trying {
  readonly attempts: readonly Attempt[];
  /** Why better ways are not among them. */
  readonly shut: readonly string[];
  /** An earlier attempt may have arrived, and nobody can be asked: whatever is sent now is counted as a repeat. */
  readonly inDoubt: boolean;
}

/** How long a repeat is this worker's own: longer than any platform takes to answer. */
const repeatLeaseMs = 120_000;

export async function tryInTurn(desk: Desk, row: ClaimedRow, trying: Trying): Promise<Outcome> {
  const { attempts } = trying;
  const reasons = [...trying.shut];
  let begunOn = row.way;
  let repeated = false;

  /** Committed before the call, so that a crash in the middle of it loses neither the count nor the place to look. */
  async function begin(key: string): Promise<void> {
    if (trying.inDoubt && !repeated) {
      await markUnsure(desk.reader, [{ id: row.id, afterMs: repeatLeaseMs, repeated: true, way: key }]);
      repeated = true;
    } else if (key !== begunOn) await markBegun(desk.reader, [{ id: row.id, way: key }]);
    begunOn = key;
  }

  async function walk(): Promise<Outcome> {
    for (const attempt of attempts) {
      const { surface, key } = attempt;
      const pauseMs = desk.pauses.left(surface);
      if (pauseMs > 0) return untried(desk, row, pauseMs, trying.inDoubt && !repeated);
      if (key !== undefined) await begin(key);
      const delivery = await make(desk, row, attempt);
      if (delivery === undefined) return unsure(row);
      switch (delivery.kind) {
        case 'sent':
          return sent(row, surface, delivery, reasons);
        case 'later':
          if (attempt.account) desk.pauses.pause(surface, delivery.afterMs);
          return later(desk, row, delivery);
        case 'never':
          reasons.push(sayWhy(surface, delivery.reason));
          break;
        default:
          return assertNever(delivery);
      }
    }
    return never(row, reasons.join('; '));
  }

  const outcome = await walk();
  return repeated ? { ...outcome, repeated: true } : outcome;
}

/** Nothing when nobody can tell whether it arrived. What the platform says of the account is kept on the way. */
async function make(desk: Desk, row: ClaimedRow, attempt: Attempt): Promise<Delivery | undefined> {
  const { surface, account } = attempt;
  let delivery: Delivery;
  try {
    delivery = await attempt.call();
  } catch (error) {
    desk.log.warn({ ...nameOf(row), surface, ...errorFields(error) }, 'delivery ended without an answer');
    return undefined;
  }
  // it is kept with its time and shown to those who keep the roster; the next notice that may be known of learns it anew
  if (row.coarse || isDiscreet(row.about)) return delivery;
  try {
    if (account && delivery.kind === 'never' && delivery.blocked)
      await desk.reach.blocked(account, delivery.reason);
    if (account && delivery.kind === 'sent' && delivery.whereabouts)
      await desk.reach.found(account, delivery.whereabouts);
  } catch (error) {
    // it is learnt anew with the next notice; this one's own end must not be lost over it
    desk.log.warn({ row: row.id, surface, ...errorFields(error) }, 'reach could not be kept');
  }
  return delivery;
}

/** For the log, whose every line has its time, and whose readers may be whom the case concerns. */
export function nameOf({ id, notice, about, coarse }: ClaimedRow): Readonly<Record<string, string>> {
  return coarse || isDiscreet(about) ? {} : { row: id, notice };
}

function sent(
  row: ClaimedRow,
  surface: SentRow['surface'],
  { address }: Extract<Delivery, { kind: 'sent' }>,
  reasons: readonly string[],
): Outcome {
  const updatable = surface === 'slack' || surface === 'teams';
  return {
    kind: 'sent',
    row: {
      ...{ id: row.id, surface },
      ...(updatable ? { address } : {}),
      ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
    },
  };
}
