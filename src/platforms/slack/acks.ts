/** Acknowledging once, and in time. */

/** Slack waits 3 s for an ack; this leaves the answer half a second for its way. */
export const patienceMs = 2500;

/** Only the first call counts; without one, `late` is sent when patience ends. */
export function onlyOnce<A extends unknown[]>(
  ack: (...args: A) => Promise<void>,
  ...late: A
): (...args: A) => Promise<void> {
  let first: Promise<void> | undefined;
  const timer = setTimeout(() => void once(...late).catch(() => {}), patienceMs);
  function once(...args: A): Promise<void> {
    clearTimeout(timer);
    first ??= ack(...args);
    return first;
  }
  return once;
}
