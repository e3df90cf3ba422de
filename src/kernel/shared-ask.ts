/** Many who want the same at once are one question. */

/** `fresh` asks anew although an answer is at hand; who comes while one is on its way gets that one. */
export type SharedAsk<T> = (fresh?: boolean) => Promise<T>;

/** No answer after `timeoutMs` counts as none. */
export function sharedAsk<T>(ask: (fresh: boolean) => Promise<T>, timeoutMs: number): SharedAsk<T> {
  let underWay: Promise<T> | undefined;
  return (fresh = false) => {
    underWay ??= inTime(ask(fresh), timeoutMs).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new DOMException('no answer in time', 'TimeoutError')),
      timeoutMs,
    ).unref();
    work.then(done, fail).finally(() => clearTimeout(timer));
  });
}
