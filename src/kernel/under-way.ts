/** Work that a stop must wait for, and not for ever. */

export class UnderWay {
  readonly #work = new Set<Promise<unknown>>();

  /** What comes of it is still the caller's to take. */
  add<T>(work: Promise<T>): Promise<T> {
    const over: Promise<unknown> = work.catch(() => {}).finally(() => this.#work.delete(over));
    this.#work.add(over);
    return work;
  }

  /** Also what is added while it waits; at most `patienceMs`. */
  async settled(patienceMs: number): Promise<void> {
    let patient = true;
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<void>((done) => {
      timer = setTimeout(() => {
        patient = false;
        done();
      }, patienceMs).unref();
    });
    while (patient && this.#work.size > 0) await Promise.race([Promise.allSettled(this.#work), impatience]);
    clearTimeout(timer);
  }
}
