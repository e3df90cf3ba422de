/** The district's local day of an asking. */
import type { Scene } from '../../app/context.ts';
import type { Temporal } from '../../kernel/clock.ts';

export function localDay(scene: Scene): Temporal.PlainDate {
  return scene.policy.calendar.localDay(scene.now);
}
