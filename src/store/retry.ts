/** Which failures are only bad luck in time, and how long to wait before trying once more. */

import { setTimeout as pause } from 'node:timers/promises';
import { randomBelow } from '../kernel/ids.ts';

/** Serialization failure, deadlock, lock not available. */
const sqlStates = new Set(['40001', '40P01', '55P03']);
/** Prisma's own code for the first two. */
const prismaConflict = 'P2034';

/** Looks for PostgreSQL's state wherever Prisma may have put it. */
export function isContention(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; isRecord(at) && depth < 6; depth += 1) {
    if (at.code === prismaConflict || at.kind === 'TransactionWriteConflict') return true;
    if (isState(at.code) || isState(at.originalCode)) return true;
    at = isRecord(at.meta) ? (at.meta.driverAdapterError ?? at.cause) : at.cause;
  }
  return false;
}

/** A few milliseconds, more each time and never the same for two. */
export async function pauseBefore(attempt: number): Promise<void> {
  await pause(attempt * (5 + randomBelow(20)));
}

function isState(code: unknown): boolean {
  return typeof code === 'string' && sqlStates.has(code);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
