/** What the delivery worker works with, and who is paused. */
import { Temporal } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Reader } from '../../store/tx.ts';
import type { Courier, Post, Reach } from '../ports.ts';
import type { Registry } from '../registry.ts';
import type { SceneDeps } from '../scene.ts';
import type { MailStyle } from './mail-text.ts';

export interface Desk {
  readonly reader: Reader;
  readonly scene: SceneDeps;
  readonly registry: Pick<Registry, 'notices'>;
  readonly couriers: readonly Courier[];
  readonly reach: Pick<Reach, 'blocked' | 'found'>;
  readonly post: Post | undefined;
  readonly style: MailStyle;
  readonly pauses: Pauses;
  readonly held: HeldBack;
  readonly log: Log;
  readonly now: () => Temporal.Instant;
}

/** A platform that asks to wait means all of its messages, not only the one it answered. */
export interface Pauses {
  pause(surface: string, ms: number): void;
  /** Milliseconds still to wait; 0 when it may be called. */
  left(surface: string): number;
}

/** Coarse rows that are tried later: when is known here alone, and a program that starts anew tries them at once. */
export interface HeldBack {
  until(rowId: string, at: Temporal.Instant): void;
  /** Those whose time has not come. */
  ids(): readonly string[];
}

export function createHeldBack(now: () => Temporal.Instant): HeldBack {
  const held = new Map<string, Temporal.Instant>();
  return {
    until: (rowId, at) => void held.set(rowId, at),
    ids() {
      for (const [id, at] of held) if (Temporal.Instant.compare(at, now()) <= 0) held.delete(id);
      return [...held.keys()];
    },
  };
}

export function createPauses(now: () => Temporal.Instant): Pauses {
  const until = new Map<string, Temporal.Instant>();
  return {
    pause(surface, ms) {
      const end = now().add({ milliseconds: ms });
      const known = until.get(surface);
      if (!known || Temporal.Instant.compare(end, known) > 0) until.set(surface, end);
    },
    left(surface) {
      const end = until.get(surface);
      return end ? Math.max(0, end.epochMilliseconds - now().epochMilliseconds) : 0;
    },
  };
}
