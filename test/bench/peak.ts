/** Runs work in this process and tells whoever started it how long it took and how much memory it had at most. */

export interface Told {
  readonly ms: number;
  /** Resident, in megabytes: before, and at most. */
  readonly before: number;
  readonly peak: number;
}

const lookEveryMs = 20;

export async function measured(work: () => Promise<void>): Promise<void> {
  const megabytes = () => process.memoryUsage.rss() / 1e6;
  const before = megabytes();
  let peak = before;
  const looking = setInterval(() => {
    peak = Math.max(peak, megabytes());
  }, lookEveryMs);
  const begun = performance.now();
  await work();
  const ms = performance.now() - begun;
  clearInterval(looking);
  const told: Told = { ms, before, peak: Math.max(peak, megabytes()) };
  process.send?.(told);
}
