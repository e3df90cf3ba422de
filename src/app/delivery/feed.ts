/** A person's notices on the web surface, drawn when they are looked at, and a nudge when there is news. */
import { sayHour, sayMoment } from '../../chat/say-when.ts';
import type { Clock } from '../../kernel/clock.ts';
import { errorFields, type Log } from '../../kernel/log.ts';
import { listen, outboxChannel } from '../../store/listen.ts';
import { isDiscreet } from '../../store/outbox/discreet.ts';
import { feedOf } from '../../store/outbox/read.ts';
import type { Reader } from '../../store/tx.ts';
import type { Feed, FeedItem } from '../ports.ts';
import type { Registry } from '../registry.ts';
import type { SceneDeps } from '../scene.ts';
import { draw, drawTogether } from './draw.ts';

export interface FeedDeps {
  readonly store: Reader;
  readonly listenUrl: string;
  readonly registry: Pick<Registry, 'notices'>;
  readonly scene: SceneDeps;
  readonly clock: Clock;
  readonly log: Log;
}

export interface StoppableFeed extends Feed {
  /** Resolves when news is being heard. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

const mostShown = 50;

export function createFeed(deps: FeedDeps): StoppableFeed {
  const { store, log } = deps;
  const { zone } = deps.scene.policy.calendar;
  const desk = {
    reader: store,
    scene: deps.scene,
    registry: deps.registry,
    now: () => deps.clock.now(),
  };
  const listeners = new Map<string, Set<() => void>>();
  const listening = listen(deps.listenUrl, outboxChannel, (personId) => {
    // An empty name also follows a broken connection: then everybody may have missed something.
    const told = personId === '' ? [...listeners.values()] : [listeners.get(personId) ?? []];
    for (const set of told) for (const onNews of set) onNews();
  });

  return {
    ready: listening.ready,
    stop: () => listening.stop(),
    async recent(person) {
      const rows = await feedOf(store, person.id, mostShown, deps.clock.now());
      const drawings = rows.map((row) => ({ row, person, surface: 'web' as const }));
      const together = await drawTogether(desk, drawings);
      const drawn = await Promise.all(
        drawings.map(async (drawing): Promise<FeedItem | undefined> => {
          const { row } = drawing;
          try {
            const card = together.has(row.id) ? together.get(row.id) : await draw(desk, drawing);
            const when = (row.coarse ? sayHour : sayMoment)(row.madeAt, zone);
            return card && { rowId: row.id, at: row.madeAt, when, card };
          } catch (error) {
            const named = isDiscreet(row.about) ? {} : { row: row.id, notice: row.notice };
            log.error({ ...named, ...errorFields(error) }, 'notice could not be drawn');
            return undefined;
          }
        }),
      );
      return drawn.filter((item) => item !== undefined);
    },
    subscribe(personId, onNews) {
      // A wrapper of its own, so that the same function subscribed twice can be taken away once.
      const listener = () => onNews();
      const set = listeners.get(personId) ?? new Set();
      listeners.set(personId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(personId) === set) listeners.delete(personId);
      };
    },
  };
}
