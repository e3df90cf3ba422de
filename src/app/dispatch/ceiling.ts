/** How often something may be done within an hour by people who do not say who they are: counted in memory, by the hour alone. */
import { Temporal } from '../../kernel/clock.ts';

export interface Ceiling {
  /** False once so many were taken in this hour; `hour` is its beginning. */
  takes(what: string, hour: Temporal.Instant, most: number): boolean;
}

export function createCeiling(): Ceiling {
  let counted: Temporal.Instant | undefined;
  const taken = new Map<string, number>();
  return {
    takes(what, hour, most) {
      if (!counted || Temporal.Instant.compare(counted, hour) !== 0) taken.clear();
      counted = hour;
      const before = taken.get(what) ?? 0;
      if (before >= most) return false;
      taken.set(what, before + 1);
      return true;
    },
  };
}
