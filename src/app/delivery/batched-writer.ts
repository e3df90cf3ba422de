/** Writes what has gathered in one statement, again and again: each write takes all that came in during the last one. */

/** Long enough to save most statements; short, because a crash in this time leaves deliveries unmarked. */
const gatherMs = 15;

export interface BatchedWriter<T> {
  add(item: T): void;
  /** Resolves when everything added so far is written; rejects with the first failure, its items lost to the caller. */
  settled(): Promise<void>;
}

export function createBatchedWriter<T>(write: (items: readonly T[]) => Promise<void>): BatchedWriter<T> {
  let gathered: T[] = [];
  let writing: Promise<void> | undefined;
  let failure: unknown;

  async function writeAll(): Promise<void> {
    while (gathered.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs));
      const items = gathered;
      gathered = [];
      try {
        await write(items);
      } catch (error) {
        failure ??= error;
      }
    }
    writing = undefined;
  }

  return {
    add(item) {
      gathered.push(item);
      writing ??= writeAll();
    },
    async settled() {
      while (writing) await writing;
      if (failure === undefined) return;
      const error = failure;
      failure = undefined;
      throw error;
    },
  };
}
