/** Hears what the database announces (NOTIFY), and comes back by itself when the connection breaks. */
import pg from 'pg';

/** transact announces a person's id here when there is news for them, or '' for people outside. */
export const outboxChannel = 'safekeep_outbox';

const firstPauseMs = 250;
const longestPauseMs = 15_000;

export interface Listening {
  /** Resolves when the first connection stands; never rejects. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

/**
 * `onPayload('')` is also called after a reconnection: something may have been missed. `onConnection` is awaited
 * whenever a connection stands, before `ready`; its `again` is false until it succeeded once.
 */
export function listen(
  url: string,
  channel: string,
  onPayload: (payload: string) => void,
  onConnection: (client: pg.Client, again: boolean) => Promise<void> = async () => undefined,
): Listening {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let stood = false;
  let pauseMs = firstPauseMs;
  let reportReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    reportReady = resolve;
  });

  async function connect(again: boolean): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'safekeep listen',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    client = fresh;
    fresh.on('notification', (message) => onPayload(message.payload ?? ''));
    // An error is always followed by "end", which is where the way back begins.
    fresh.on('error', () => undefined);
    fresh.once('end', () => retry());
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${fresh.escapeIdentifier(channel)}`);
      await onConnection(fresh, stood);
      stood = true;
      pauseMs = firstPauseMs;
      reportReady();
      if (again) onPayload('');
    } catch {
      await fresh.end().catch(() => undefined);
      retry();
    }
  }

  function retry(): void {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect(true);
    }, pauseMs);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }

  void connect(false);
  return {
    ready,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      reportReady();
      await client?.end().catch(() => undefined);
    },
  };
}
