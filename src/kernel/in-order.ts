/** Work on one thing runs one after another, in the order in which it came; work on different things side by side. */

export class InOrder {
  readonly #last = new Map<string, Promise<unknown>>();

  /** `isLast` says whether nothing came after it for the same key so far. */
  run<T>(key: string, work: (isLast: () => boolean) => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine: Promise<T> = before.catch(() => {}).then(() => work(() => this.#last.get(key) === mine));
    this.#last.set(key, mine);
    return mine.finally(() => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    });
  }
}
