/** A few workers over batches: the next batch is claimed while this one is worked on, results are written as they gather. */
import { createBatchedWriter } from './batched-writer.ts';

export interface ShiftOptions<Item, Result> {
  /** How many are worked on at once. */
  readonly width: number;
  /** The next batch; an empty one ends the shift. */
  readonly claim: () => Promise<readonly Item[]>;
  /** Called with a few of a batch a moment before they are worked on, none of them earlier. */
  readonly begin?: (items: readonly Item[]) => Promise<void>;
  /** Must not reject for what is wrong with one item. */
  readonly work: (item: Item) => Promise<Result>;
  readonly write: (results: readonly Result[]) => Promise<void>;
  /** Of a shift that is stopped: what nobody has worked on. */
  readonly giveBack: (items: readonly Item[]) => Promise<void>;
}

export interface Shift {
  /** Resolves when there is nothing left, or after `stop` when what was begun is finished and written. */
  readonly done: Promise<void>;
  stop(): void;
}

/** Few, because a crash leaves so many in doubt that nobody had touched; enough to save most statements. */
const begunTogether = 25;

export function startShift<Item, Result>(options: ShiftOptions<Item, Result>): Shift {
  const { width, claim, begin, work, write, giveBack } = options;
  const shelf: Item[] = [];
  const begun: Item[] = [];
  const writer = createBatchedWriter(write);
  let over = false;
  let stopped = false;

  const restock = oneAtATime(async () => {
    const batch = await claim();
    if (batch.length === 0) over = true;
    shelf.push(...batch);
  });

  const prepare = oneAtATime(async () => {
    if (shelf.length === 0) await restock();
    // Left on the shelf until they are begun: what a failure or a stop comes between is given back with the rest.
    const few = shelf.slice(0, begunTogether);
    if (stopped || few.length === 0) return;
    await begin?.(few);
    begun.push(...shelf.splice(0, few.length));
  });

  async function next(): Promise<Item | undefined> {
    while (!stopped && begun.length === 0 && !(over && shelf.length === 0)) await prepare();
    if (stopped) return undefined;
    const item = begun.shift();
    // Their failures are not lost: whoever finds nothing to do awaits the next attempt.
    if (begun.length < width * 2 && shelf.length > 0) prepare().catch(() => undefined);
    if (!over && shelf.length < width * 4) restock().catch(() => undefined);
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
    await Promise.allSettled([restock.underWay(), prepare.underWay()]);
    await giveBack([...begun.splice(0), ...shelf.splice(0)]);
    await writer.settled();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  return { done: run(), stop };
}

/** Whoever calls while it is under way waits for that run. */
function oneAtATime(work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  const run = () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return Object.assign(run, { underWay: () => running });
}
