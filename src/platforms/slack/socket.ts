/** Socket Mode: a connection that Safekeep opens, and opens again whenever it ends. */
import { SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../../kernel/log.ts';
import { slackErrorFields } from './errors.ts';
import { libraryLog } from './library-log.ts';

export interface Socket {
  readonly receiver: SocketModeReceiver;
  start(): void;
  connected(): boolean;
  stop(): Promise<void>;
}

/** Milliseconds; Slack ends a connection now and then on purpose, so the first try comes at once. */
const waits = [0, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

/** How long a stop waits for Slack's side of the farewell. */
const farewellMs = 2_000;

/**
 * The library's own reconnecting waits 5 s first and ends in an unhandled rejection when Slack cannot be reached
 * (3.0.1), so it is turned off.
 */
export function openSocket(appToken: string, clientOptions: WebClientOptions, log: Log): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: libraryLog(log),
    installerOptions: { clientOptions },
  });
  const { client } = receiver;
  let stopped = false;
  let up = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  function later(): void {
    up = false;
    if (stopped || timer) return;
    const wait = waits[Math.min(failures, waits.length - 1)];
    failures += 1;
    timer = setTimeout(() => {
      timer = undefined;
      connect();
    }, wait);
  }

  function connect(): void {
    receiver.start().then(
      () => {
        up = true;
        failures = 0;
        log.info({}, 'slack socket connected');
      },
      (error: unknown) => {
        log.warn(slackErrorFields(error), 'slack socket could not connect');
        later();
      },
    );
  }

  client.on('disconnected', later);

  return {
    receiver,
    start: connect,
    connected: () => up,
    async stop() {
      stopped = true;
      up = false;
      clearTimeout(timer);
      await Promise.race([client.disconnect(), new Promise((done) => setTimeout(done, farewellMs).unref())]);
    },
  };
}
