/** How long a notice waits before it is tried again. */

const firstMs = 5_000;
const longestMs = 60 * 60_000;

/**
 * Doubles from five seconds to an hour, never shorter than what the platform asked for; milliseconds.
 * `attempts` counts the one that just failed.
 */
export function backoffMs(attempts: number, askedMs: number): number {
  return Math.max(askedMs, Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 20)));
}
