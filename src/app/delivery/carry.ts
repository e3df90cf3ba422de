/** Brings one notice to its one recipient, drawn now and as them, and says how the row is to be marked. */
import type { Card } from '../../chat/card.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { errorFields } from '../../kernel/log.ts';
import type { ClaimedRow } from '../../store/outbox/claim.ts';
import { markUnsure, type SentRow } from '../../store/outbox/mark.ts';
import { outsiderViewer } from '../access.ts';
import type { Delivery } from '../ports.ts';
import { sceneAt } from '../scene.ts';
import { type Address, surfaceOf } from './address.ts';
import { backoffMs } from './backoff.ts';
import type { Desk } from './desk.ts';
import { cardAsMail, letterAsMail } from './mail-text.ts';
import type { Outcome } from './outcome.ts';

/** A claimed row with what its batch looked up about the recipient. */
export interface Claimed {
  readonly row: ClaimedRow;
  /** Somebody outside, or no longer on the roster, has none. */
  readonly recipient: Recipient | undefined;
}

export interface Recipient {
  readonly address: Address;
  /** As they may see it; nothing when they may not. */
  readonly card: () => Promise<Card | undefined>;
}

/** A notice that could not be drawn so many times will not draw itself: a person must look. */
const mostDrawings = 8;

/** How long a repeat is this worker's own: longer than any platform takes to answer. */
const repeatLeaseMs = 120_000;

/** Never rejects: a fault of one notice must not hold up the rest. */
export async function carry(desk: Desk, claimed: Claimed): Promise<Outcome> {
  const { row } = claimed;
  try {
    return 'outsiderId' in row.to
      ? await carryOutside(desk, row, row.to.outsiderId)
      : await carryToPerson(desk, claimed);
  } catch (error) {
    desk.log.error({ row: row.id, notice: row.notice, ...errorFields(error) }, 'notice could not be drawn');
    if (row.wasSending) return unsure(row);
    if (row.attempts >= mostDrawings) return never(row, 'it could not be drawn; the log says why');
    return later(desk, row, { afterMs: 0, reason: 'it could not be drawn' });
  }
}

async function carryToPerson(desk: Desk, { row, recipient }: Claimed): Promise<Outcome> {
  if (!recipient) return never(row, 'no longer on the roster');
  const { address } = recipient;
  const surface = surfaceOf(address);
  const pauseMs = desk.pauses.left(surface);
  if (pauseMs > 0) return untried(desk, row, pauseMs);
  const before = row.wasSending ? await lookFor(address, row) : 'absent';
  if (typeof before === 'object')
    // Drawn before the crash, and perhaps before the case moved on: marked stale, so that it is drawn once more.
    return { kind: 'sent', row: { id: row.id, surface, address: before.found, stale: true } };
  const card = await recipient.card();
  if (!card) return { kind: 'dropped', row: { id: row.id } };
  const call = () => send(desk, row, address, card);
  return before === 'unknown' ? repeat(desk, row, surface, call) : handOver(desk, row, surface, call);
}

async function carryOutside(desk: Desk, row: ClaimedRow, outsiderId: string): Promise<Outcome> {
  const write = desk.registry.notices.get(row.notice)?.letter;
  if (!write) throw new Error(`no room writes the letter ${row.notice}`);
  const scene = sceneAt(desk.scene, outsiderViewer(outsiderId), desk.reader, desk.now());
  const letter = await write(scene, { caseId: row.about?.id, facts: row.facts, outsiderId });
  if (!letter) return { kind: 'dropped', row: { id: row.id } };
  const { post } = desk;
  if (!post) return never(row, 'e-mail is not set up (SMTP_URL); tell this person another way');
  const call = () => post.send({ to: letter.to, rowId: row.id, ...letterAsMail(letter, desk.style) });
  return row.wasSending ? repeat(desk, row, 'email', call) : handOver(desk, row, 'email', call);
}

/** Whether an attempt that was cut off arrived after all; `unknown` where nobody can be asked. */
async function lookFor(address: Address, row: ClaimedRow) {
  switch (address.kind) {
    case 'chat':
      return (await address.courier.find(address.to, row.id)) ?? 'unknown';
    case 'email':
      return 'unknown';
    case 'web':
      return 'absent';
    default:
      return assertNever(address);
  }
}

async function send(desk: Desk, row: ClaimedRow, address: Address, card: Card): Promise<Delivery> {
  if (address.kind === 'chat') return address.courier.deliver(address.to, { rowId: row.id, card });
  if (address.kind === 'email' && desk.post)
    return desk.post.send({ to: address.to, rowId: row.id, ...cardAsMail(card, desk.style) });
  // The web surface shows every notice of a person by itself; there is nobody to call.
  return { kind: 'sent', address: {} };
}

/** Counted before the call and committed, so that a crash in the middle of it does not lose the count. */
async function repeat(
  desk: Desk,
  row: ClaimedRow,
  surface: SentRow['surface'],
  call: () => Promise<Delivery>,
): Promise<Outcome> {
  await markUnsure(desk.reader, [{ id: row.id, afterMs: repeatLeaseMs, repeated: true }]);
  return { ...(await handOver(desk, row, surface, call)), repeated: true };
}

async function handOver(
  desk: Desk,
  row: ClaimedRow,
  surface: SentRow['surface'],
  call: () => Promise<Delivery>,
): Promise<Outcome> {
  let delivery: Delivery;
  try {
    delivery = await call();
  } catch (error) {
    desk.log.warn({ row: row.id, surface, ...errorFields(error) }, 'delivery ended without an answer');
    return unsure(row);
  }
  switch (delivery.kind) {
    case 'sent': {
      const kept = surface === 'slack' || surface === 'teams';
      return {
        kind: 'sent',
        row: { id: row.id, surface, ...(kept ? { address: delivery.address } : {}) },
      };
    }
    case 'later':
      if (surface === 'slack' || surface === 'teams') desk.pauses.pause(surface, delivery.afterMs);
      return later(desk, row, delivery);
    case 'never':
      return never(row, delivery.reason);
    default:
      return assertNever(delivery);
  }
}

function later(
  desk: Desk,
  row: ClaimedRow,
  why: { readonly afterMs: number; readonly reason: string },
): Outcome {
  const notBefore = desk.now().add({ milliseconds: backoffMs(row.attempts, why.afterMs) });
  return { kind: 'later', row: { id: row.id, notBefore, reason: why.reason } };
}

/** Its platform is paused: no attempt was made, and none is counted. */
function untried(desk: Desk, row: ClaimedRow, pauseMs: number): Outcome {
  if (row.wasSending) return { kind: 'unsure', row: { id: row.id, afterMs: pauseMs, untried: true } };
  const notBefore = desk.now().add({ milliseconds: pauseMs });
  return {
    kind: 'later',
    row: { id: row.id, notBefore, reason: 'the platform asked to wait', untried: true },
  };
}

function unsure(row: ClaimedRow): Outcome {
  return { kind: 'unsure', row: { id: row.id, afterMs: backoffMs(row.attempts, 0) } };
}

function never(row: ClaimedRow, reason: string): Outcome {
  return { kind: 'never', row: { id: row.id, reason } };
}
