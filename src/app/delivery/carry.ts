/** Brings one notice to its one recipient, drawn now and as them, and says how the row is to be marked. */
import type { Card } from '../../chat/card.ts';
import { errorFields } from '../../kernel/log.ts';
import type { ClaimedRow } from '../../store/outbox/claim.ts';
import { outsiderViewer } from '../access.ts';
import { sceneAt } from '../scene.ts';
import { type Attempt, nameOf, tryInTurn } from './attempts.ts';
import type { Desk } from './desk.ts';
import { cardAsMail, letterAsMail } from './mail-text.ts';
import { lookAgainAt, onLeave } from './on-leave.ts';
import { dropped, later, never, notAboutReach, type Outcome, unsure, untried } from './outcome.ts';
import { keyOf, surfaceOf, type Way, type Ways } from './ways.ts';

/** A claimed row with what its batch looked up about the recipient. */
export interface Claimed {
  readonly row: ClaimedRow;
  /** Somebody outside, or no longer on the roster, has none. */
  readonly recipient: Recipient | undefined;
}

export interface Recipient {
  readonly ways: Ways;
  /** On leave: nothing is sent. */
  readonly away: boolean;
  /** Where an attempt was cut off, if that can still be told. */
  readonly begunOn: Way | undefined;
  /** As they may see it; nothing when they may not. */
  readonly card: () => Promise<Card | undefined>;
}

/** A notice that could not be drawn so many times will not draw itself: a person must look. */
const mostDrawings = 8;

/** Never rejects: a fault of one notice must not hold up the rest. */
export async function carry(desk: Desk, claimed: Claimed): Promise<Outcome> {
  const { row } = claimed;
  try {
    return 'outsiderId' in row.to
      ? await carryOutside(desk, row, row.to.outsiderId)
      : await carryToPerson(desk, claimed);
  } catch (error) {
    desk.log.error({ ...nameOf(row), ...errorFields(error) }, 'notice could not be drawn');
    if (row.wasSending) return unsure(row);
    if (row.attempts >= mostDrawings) return never(row, notAboutReach.notDrawn);
    return later(desk, row, { afterMs: 0, reason: 'it could not be drawn' });
  }
}

async function carryToPerson(desk: Desk, { row, recipient }: Claimed): Promise<Outcome> {
  if (!recipient) return never(row, notAboutReach.departed);
  const { begunOn, ways } = recipient;
  let inDoubt = false;
  if (row.wasSending) {
    const pauseMs = begunOn ? desk.pauses.left(surfaceOf(begunOn)) : 0;
    if (pauseMs > 0) return untried(desk, row, pauseMs, true);
    const before = await lookFor(begunOn, row);
    if (begunOn && typeof before === 'object') {
      // Drawn before the crash, and perhaps before the case moved on: marked stale, so that it is drawn once more.
      const surface = surfaceOf(begunOn);
      return { kind: 'sent', row: { id: row.id, surface, address: before.found, stale: true } };
    }
    inDoubt = before === 'unknown';
  }
  if (recipient.away) return waitForReturn(desk, row, inDoubt);
  const card = await recipient.card();
  if (!card) return dropped(row);
  const attempts = ways.open.map((way) => attemptBy(desk, way, row.id, card));
  return tryInTurn(desk, row, { attempts, shut: ways.shut, inDoubt });
}

function attemptBy(desk: Desk, way: Way, rowId: string, card: Card): Attempt {
  const { post } = desk;
  const at = { surface: surfaceOf(way), key: keyOf(way) };
  if (way.kind === 'chat')
    return { ...at, account: way.to, call: () => way.courier.deliver(way.to, { rowId, card }) };
  if (way.kind === 'email' && post)
    return { ...at, call: () => post.send({ to: way.to, rowId, ...cardAsMail(card, desk.style) }) };
  // The web surface shows every notice of a person by itself; there is nobody to call.
  return { ...at, call: async () => ({ kind: 'sent', address: {} }) };
}

/** Whether an attempt that was cut off arrived after all; `unknown` where nobody can be asked. */
async function lookFor(way: Way | undefined, row: ClaimedRow) {
  if (way?.kind !== 'chat') return 'unknown';
  return (await way.courier.find(way.to, row.id)) ?? 'unknown';
}

function waitForReturn(desk: Desk, row: ClaimedRow, inDoubt: boolean): Outcome {
  const now = desk.now();
  const notBefore = lookAgainAt(now);
  if (inDoubt) {
    const afterMs = notBefore.epochMilliseconds - now.epochMilliseconds;
    return { kind: 'unsure', row: { id: row.id, afterMs, untried: true } };
  }
  return { kind: 'later', row: { id: row.id, notBefore, reason: onLeave, untried: true } };
}

async function carryOutside(desk: Desk, row: ClaimedRow, outsiderId: string): Promise<Outcome> {
  const write = desk.registry.notices.get(row.notice)?.letter;
  if (!write) throw new Error(`no room writes the letter ${row.notice}`);
  const scene = sceneAt(desk.scene, outsiderViewer(outsiderId), desk.reader, desk.now());
  const letter = await write(scene, { caseId: row.about?.id, facts: row.facts, outsiderId });
  if (!letter) return dropped(row);
  const { post } = desk;
  if (!post) return never(row, 'e-mail is not set up (SMTP_URL); tell this person another way');
  const call = () => post.send({ to: letter.to, rowId: row.id, ...letterAsMail(letter, desk.style) });
  const attempts: Attempt[] = [{ surface: 'email', key: 'email', call }];
  return tryInTurn(desk, row, { attempts, shut: [], inDoubt: row.wasSending });
}
