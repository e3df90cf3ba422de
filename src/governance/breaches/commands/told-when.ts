/** Whether somebody can have been told at that moment. */
import { sayMoment } from '../../../chat/say-when.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { isAfter, isBefore } from '../rules/moments.ts';
import type { Clock } from '../store/clocks.ts';

/** What to ask about it; nothing where it can be. The clock counts from the discovery. */
export function toldTooSoon(
  { calendar }: Policy,
  { countedFrom }: Pick<Clock, 'countedFrom'>,
  at: Temporal.Instant,
  now: Temporal.Instant,
): string | undefined {
  if (isAfter(at, now)) return 'This is still to come. Record it once they were told.';
  // People say minutes.
  return isBefore(at, countedFrom.round({ smallestUnit: 'minute', roundingMode: 'floor' }))
    ? `This is before the discovery (${sayMoment(countedFrom, calendar.zone)}): is the day right? If it was discovered earlier, correct that first.`
    : undefined;
}
