/** A few workers over batches: the next batch is claimed while this one is worked on, results are written as they gather. */
import { createBatchedWriter } from './batched-writer.ts';

/** A claim is made, and its first cards are drawn, while each worker has so many left to do. */
const reserve = 12;

export interface ShiftOptions<Item, Result> {
  /** How many are worked on at once. */
  readonly width: number;
  /** The next batch; an empty one ends the shift. */
  readonly claim: () => Promise<readonly Item[]>;
  /** Must not reject for what is wrong with one item. */
  readonly work: (item: Item) => Promise<Result>;
  readonly write: (results: readonly Result[]) => Promise<void>;
  /** Of a shift that is stopped: what nobody has begun. */
  readonly giveBack: (items: readonly Item[]) => Promise<void>;
}

export interface Shift {
  /** Resolves when there is nothing left, or after `stop` when what was begun is finished and written. */
  readonly done: Promise<void>;
  stop(): void;
}

export function startShift<Item, Result>(options: ShiftOptions<Item, Result>): Shift {
  const { width, claim, work, write, giveBack } = options;
  const shelf: Item[] = [];
  const writer = createBatchedWriter(write);
  let claiming: Promise<void> | undefined;
  let over = false;
  let stopped = false;

  function restock(): Promise<void> {
    claiming ??= claim()
      .then((batch) => {
        if (batch.length === 0) over = true;
        shelf.push(...batch);
      })
      .finally(() => {
        claiming = undefined;
      });
    return claiming;
  }

  async function next(): Promise<Item | undefined> {
    while (shelf.length === 0 && !over) await restock();
    if (stopped) return undefined;
    const item = shelf.shift();
    // Its failure is not lost: whoever finds the shelf empty awaits the next attempt.
    if (!over && shelf.length < width * reserve) restock().catch(() => undefined);
    return item;
  }

  function stop(): void {
    over = true;
    stopped = true;
  }

  async function worker(): Promise<void> {
    try {
      for (let item = await next(); item !== undefined; item = await next()) writer.add(await work(item));
    } catch (error) {
      stop();
      throw error;
    }
  }

  async function run(): Promise<void> {
    const ends = await Promise.allSettled(Array.from({ length: width }, worker));
    await claiming?.catch(() => undefined);
    await giveBack(shelf.splice(0));
    await writer.settled();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  return { done: run(), stop };
}
