/** The surroundings of what nobody called: a sweep, or a notice on its way. */
import type { Temporal } from '../kernel/clock.ts';
import type { Policy } from '../policy/policy.ts';
import type { Reader } from '../store/tx.ts';
import type { Viewer } from './access.ts';
import type { Scene } from './context.ts';
import type { Directory, House, Means } from './ports.ts';

export interface SceneDeps {
  readonly directory: Directory;
  readonly house: House;
  readonly policy: Policy;
  readonly policyOf: (fingerprint: string) => Promise<Policy>;
  readonly means?: Means;
}

export function sceneAt(deps: SceneDeps, viewer: Viewer, reader: Reader, now: Temporal.Instant): Scene {
  const { directory, house, policy, policyOf, means } = deps;
  return { viewer, now, policy, policyOf, reader, directory, house, ...(means ? { means } : {}) };
}
