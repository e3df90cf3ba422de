/** How one attempt at one row ended, and writing many of them with one statement for each kind. */
import type { Temporal } from '../../kernel/clock.ts';
import type { ClaimedRow } from '../../store/outbox/claim.ts';
import {
  giveBack,
  type LaterRow,
  markDropped,
  markLater,
  markNever,
  markSent,
  markUnsure,
  type SentRow,
  type UnsureRow,
} from '../../store/outbox/mark.ts';
import type { Reader } from '../../store/tx.ts';
import { backoffMs } from './backoff.ts';
import type { Desk } from './desk.ts';

/** `repeated`: sent again where nobody could say whether the first had arrived; counted in the row already. */
export type Outcome = Ended & { readonly repeated?: true };

type Ended =
  | { readonly kind: 'sent'; readonly row: SentRow }
  /** It certainly did not arrive. */
  | { readonly kind: 'later'; readonly row: LaterRow }
  /** It may have arrived: stays `sending`, so that it is looked for before it is sent again. */
  | { readonly kind: 'unsure'; readonly row: UnsureRow }
  | { readonly kind: 'never'; readonly row: { readonly id: string; readonly reason: string } }
  | { readonly kind: 'dropped'; readonly row: { readonly id: string } }
  /** Not begun. */
  | { readonly kind: 'back'; readonly row: ClaimedRow };

export function later(
  desk: Pick<Desk, 'now'>,
  row: ClaimedRow,
  why: { readonly afterMs: number; readonly reason: string },
): Outcome {
  const notBefore = desk.now().add({ milliseconds: backoffMs(row.attempts, why.afterMs) });
  return { kind: 'later', row: { id: row.id, notBefore, reason: why.reason } };
}

/** Its platform is paused: no attempt was made, and none is counted. What may have arrived is still looked for first. */
export function untried(
  desk: Pick<Desk, 'now'>,
  row: ClaimedRow,
  pauseMs: number,
  inDoubt: boolean,
): Outcome {
  if (inDoubt) return { kind: 'unsure', row: { id: row.id, afterMs: pauseMs, untried: true } };
  const notBefore = desk.now().add({ milliseconds: pauseMs });
  return {
    kind: 'later',
    row: { id: row.id, notBefore, reason: 'the platform asked to wait', untried: true },
  };
}

export function unsure(row: ClaimedRow): Outcome {
  return { kind: 'unsure', row: { id: row.id, afterMs: backoffMs(row.attempts, 0) } };
}

/** What says nothing about whether anything reaches its recipient. */
export const notAboutReach = {
  departed: 'no longer on the roster',
  notDrawn: 'it could not be drawn; the log says why',
} as const;

export function never(row: ClaimedRow, reason: string): Outcome {
  return { kind: 'never', row: { id: row.id, reason } };
}

export function dropped({ id }: ClaimedRow): Outcome {
  return { kind: 'dropped', row: { id } };
}

export async function writeOutcomes(
  reader: Reader,
  outcomes: readonly Outcome[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = <K extends Outcome['kind']>(kind: K) =>
    outcomes.flatMap((one) =>
      one.kind === kind ? [one.row as Extract<Outcome, { readonly kind: K }>['row']] : [],
    );
  await markSent(reader, rows('sent'), now);
  await markLater(reader, rows('later'));
  await markUnsure(reader, rows('unsure'));
  await markNever(reader, rows('never'));
  await markDropped(
    reader,
    rows('dropped').map((row) => row.id),
  );
  await giveBack(reader, rows('back'));
}
