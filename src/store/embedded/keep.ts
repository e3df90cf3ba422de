/** Keeps the built-in server while the program runs: one that is gone, as when the system killed it, is started again. */
import { setTimeout as pause } from 'node:timers/promises';
import { errorFields, type Log } from '../../kernel/log.ts';
import { OperatorError } from '../../kernel/operator-error.ts';
import type { Hold } from './hold.ts';

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** `enter` starts the server or finds one that runs, and holds it; what rejects is tried again until the release. */
export function keepServer(first: Hold, enter: () => Promise<Hold>, log: Log): Pick<Hold, 'release'> {
  const leaving = new AbortController();
  let hold: Hold | undefined = first;

  async function watch(): Promise<void> {
    while (!leaving.signal.aborted) {
      await hold?.lost;
      if (leaving.signal.aborted) return;
      log.warn({}, 'the built-in PostgreSQL went away; starting it again');
      hold = await enterAgain();
      if (hold) log.info({}, 'the built-in PostgreSQL runs again');
    }
  }

  async function enterAgain(): Promise<Hold | undefined> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      try {
        return await enter();
      } catch (error) {
        const problem = error instanceof OperatorError ? error.message : undefined;
        log.error({ ...errorFields(error), problem }, 'the built-in PostgreSQL could not be started again');
      }
      await pause(pauseMs, undefined, { signal: leaving.signal }).catch(() => undefined);
      if (leaving.signal.aborted) return undefined;
    }
  }

  const watching = watch();
  return {
    async release(stop) {
      leaving.abort();
      const held = hold;
      await held?.release(stop);
      await watching;
      // Taken while we were leaving.
      if (hold !== held) await hold?.release(stop);
    },
  };
}
