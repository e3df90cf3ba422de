/** Chance that can be had again: the same seed gives the same draws. */

export interface Chance {
  readonly seed: number;
  /** From 0 up to, not including, 1. */
  draw(): number;
  /** From 0 up to, not including, `end`. */
  below(end: number): number;
}

/** Mulberry32: small, and even enough to pick moments. */
export function chanceFrom(seed: number): Chance {
  let state = seed | 0;
  function draw(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  return { seed, draw, below: (end) => Math.floor(draw() * end) };
}
