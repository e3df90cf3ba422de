/** What is done so that it does not happen again: chased until it is done, in the same way as a task, also after the closing. */
import { Temporal } from '../../../kernel/clock.ts';

export interface Improvement {
  readonly id: string;
  readonly incidentId: string;
  /** Undefined: back with the desk. */
  readonly ownerId: string | undefined;
  readonly openedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly state: 'open' | 'done' | 'dropped';
  readonly settled: { readonly at: Temporal.Instant; readonly byId: string } | undefined;
  readonly stage: number;
  readonly nextAt: Temporal.Instant | undefined;
}

export function isOverdue(
  { state, dueAt }: Pick<Improvement, 'state' | 'dueAt'>,
  now: Temporal.Instant,
): boolean {
  return state === 'open' && Temporal.Instant.compare(dueAt, now) < 0;
}
