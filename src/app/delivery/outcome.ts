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
