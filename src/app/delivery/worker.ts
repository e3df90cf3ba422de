/** Delivers what the outbox holds: woken by the database when something is written, and by a tick for what comes due. */
import type { Clock } from '../../kernel/clock.ts';
import { errorFields, type Log } from '../../kernel/log.ts';
import { type Listening, listen, outboxChannel } from '../../store/listen.ts';
import { takePlace } from '../../store/outbox/presence.ts';
import type { Reader } from '../../store/tx.ts';
import type { Courier, Post, Reach } from '../ports.ts';
import type { Registry } from '../registry.ts';
import type { SceneDeps } from '../scene.ts';
import { createHeldBack, createPauses, type Desk } from './desk.ts';
import { type Counts, type Round, startRound } from './round.ts';

export interface DeliveryDeps {
  readonly store: Reader;
  /** For the LISTEN connection; delivery reads and marks through the store. */
  readonly listenUrl: string;
  readonly registry: Pick<Registry, 'notices'>;
  readonly scene: SceneDeps;
  readonly couriers: readonly Courier[];
  readonly reach: Reach;
  readonly post?: Post;
  readonly clock: Clock;
  readonly log: Log;
  readonly sample: boolean;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** How many messages are under way at once; default 8. */
  readonly width?: number;
}

export interface Delivery {
  start(): void;
  /** Delivers everything that is due as of now, whether started or not. */
  drain(): Promise<Counts>;
  /** Finishes what is being sent, gives back what is not begun, and stays stopped. */
  stop(): Promise<void>;
}

/** The change that wrote a notice is still being answered: its answer goes first, and notices gather. */
const gatherMs = 20;

/** Retries, leases that ran out and notices for later come due without anybody saying so. */
const tickMs = 5_000;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { log } = deps;
  const now = () => deps.clock.now();
  const desk: Desk = {
    reader: deps.store,
    scene: deps.scene,
    registry: deps.registry,
    couriers: deps.couriers,
    reach: deps.reach,
    post: deps.post,
    style: { publicUrl: deps.publicUrl, sample: deps.sample },
    pauses: createPauses(now),
    held: createHeldBack(now),
    log,
    now,
  };
  let round: Round | undefined;
  let again = false;
  let stopped = false;
  let tick: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let listening: Listening | undefined;

  async function drain(): Promise<Counts> {
    // One round at a time; a second caller gets a round of its own, which sees what the first one could not.
    while (round) await round.done.catch(() => undefined);
    if (stopped) return { sent: 0, repeated: 0, dropped: 0, later: 0, undeliverable: 0, updated: 0 };
    const mine = startRound(desk, deps.width ?? 8);
    round = mine;
    try {
      return await mine.done;
    } finally {
      round = undefined;
    }
  }

  async function wake(): Promise<void> {
    if (round || stopped) {
      again = true;
      return;
    }
    do {
      again = false;
      try {
        await drain();
      } catch (error) {
        log.error(errorFields(error), 'delivery round failed; the next tick tries again');
        return;
      }
    } while (again && !stopped);
  }

  function wakeSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined;
      void wake();
    }, gatherMs);
  }

  return {
    drain,
    start() {
      listening = listen(deps.listenUrl, outboxChannel, wakeSoon, takePlace);
      // Not before: a worker takes its place with nothing in hand, and what is written between a first round and the
      // first LISTEN would wait for a tick.
      void listening.ready.then(() => {
        if (stopped) return;
        tick = setInterval(() => void wake(), tickMs);
        return wake();
      });
    },
    async stop() {
      stopped = true;
      clearInterval(tick);
      clearTimeout(soon);
      round?.stop();
      await round?.done.catch(() => undefined);
      // Last: until then nobody may take what is in hand for left behind.
      await listening?.stop();
    },
  };
}
