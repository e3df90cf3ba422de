/** Draws a delivered card again after its case moved on, as its recipient, in the place where it lies. */
import { assertNever } from '../../kernel/assert-never.ts';
import { errorFields } from '../../kernel/log.ts';
import type { StaleRow } from '../../store/outbox/claim.ts';
import { isDiscreet } from '../../store/outbox/discreet.ts';
import { markUpdated, markUpdateLater, markUpdateNever } from '../../store/outbox/mark.ts';
import type { Reader } from '../../store/tx.ts';
import type { Person } from '../person.ts';
import type { Desk } from './desk.ts';
import { draw } from './draw.ts';

export type Refreshed =
  | { readonly kind: 'updated'; readonly id: string }
  | { readonly kind: 'later'; readonly id: string; readonly afterMs: number }
  | { readonly kind: 'never'; readonly id: string };

/** Waits for a platform that is not connected now, or for a fault to be mended. */
const retryMs = 5 * 60_000;

/** Never rejects. A card that its recipient may no longer see is left as it lies: they have read it already. */
export async function refresh(desk: Desk, row: StaleRow, person: Person | undefined): Promise<Refreshed> {
  const { id } = row;
  const courier = desk.couriers.find((one) => one.surface === row.surface);
  if (!person || person.status === 'left') return { kind: 'never', id };
  if (!courier) return { kind: 'later', id, afterMs: retryMs };
  const pauseMs = desk.pauses.left(courier.surface);
  if (pauseMs > 0) return { kind: 'later', id, afterMs: pauseMs };
  try {
    const card = await draw(desk, { row, person, surface: courier.surface });
    if (!card) return { kind: 'never', id };
    const delivery = await courier.update(row.address, card);
    switch (delivery.kind) {
      case 'sent':
        return { kind: 'updated', id };
      case 'later':
        desk.pauses.pause(courier.surface, delivery.afterMs);
        return { kind: 'later', id, afterMs: delivery.afterMs };
      case 'never':
        return { kind: 'never', id };
      default:
        return assertNever(delivery);
    }
  } catch (error) {
    const named = isDiscreet(row.about) ? {} : { row: id, notice: row.notice };
    desk.log.warn({ ...named, ...errorFields(error) }, 'card could not be updated');
    return { kind: 'later', id, afterMs: retryMs };
  }
}

export async function writeRefreshed(reader: Reader, all: readonly Refreshed[]): Promise<void> {
  await markUpdated(
    reader,
    all.flatMap((one) => (one.kind === 'updated' ? [one.id] : [])),
  );
  await markUpdateLater(
    reader,
    all.flatMap((one) => (one.kind === 'later' ? [{ id: one.id, afterMs: one.afterMs }] : [])),
  );
  await markUpdateNever(
    reader,
    all.flatMap((one) => (one.kind === 'never' ? [one.id] : [])),
  );
}
