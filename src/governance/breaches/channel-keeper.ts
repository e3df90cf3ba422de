/**
 * Keeps teams' channels in chat as they should be: woken by the database when one is wanted or somebody comes, goes or
 * turns out to be concerned, and by a tick for what comes due. It says nothing of what it does, not even that it did
 * something: whoever reads the log may be whom a case concerns (R075).
 */
import { errorFields, type Log } from '../../kernel/log.ts';
import { listen } from '../../store/listen.ts';
import { type Keeping, keepChannel } from './commands/keep-channel.ts';
import { keptChannels, readChannels, takeKeepersPlace } from './store/channels.ts';

/** Announced by triggers on what decides about channels. */
const wakeChannel = 'safekeep_channels';

/** Roles change hands, accounts are linked and retries come due without anybody saying so. */
const tickMs = 15_000;

export interface ChannelKeeper {
  start(): void;
  /** Everything that is due as of now; one after the other. */
  round(): Promise<void>;
  /** Finishes the step in hand, and stays stopped. */
  stop(): Promise<void>;
}

export function createChannelKeeper(
  deps: Keeping & { readonly listenUrl: string; readonly log: Log },
): ChannelKeeper {
  let stopped = false;
  let again = false;
  let working: Promise<void> | undefined;
  let tick: NodeJS.Timeout | undefined;
  let listening: ReturnType<typeof listen> | undefined;

  async function round(): Promise<void> {
    for (const { id } of await readChannels(deps.store, keptChannels)) {
      if (stopped) return;
      // One that fails for a reason of its own does not hold up the rest.
      await keepChannel(deps, id, () => stopped).catch((error: unknown) =>
        deps.log.error(errorFields(error), 'a round of the channel keeper failed; the next tick tries again'),
      );
    }
  }

  async function work(): Promise<void> {
    do {
      again = false;
      await round();
    } while (again && !stopped);
  }

  function wake(): void {
    again = true;
    if (stopped || working) return;
    working = work()
      .catch((error: unknown) =>
        deps.log.error(errorFields(error), 'a round of the channel keeper failed; the next tick tries again'),
      )
      .finally(() => {
        working = undefined;
      });
  }

  return {
    round,
    start() {
      listening = listen(deps.listenUrl, wakeChannel, wake, takeKeepersPlace);
      void listening.ready.then(() => {
        if (stopped) return;
        tick = setInterval(wake, tickMs);
        wake();
      });
    },
    async stop() {
      stopped = true;
      clearInterval(tick);
      await working;
      await listening?.stop();
    },
  };
}
