/** Whether each collection has the data stewards that quality assurance needs: the plan says how many. */
import type { Pack } from '../../../policy/schema.ts';

export interface Keeper {
  readonly name: string;
  readonly status: 'active' | 'leave' | 'left';
  /** A message gets to them, as far as we know. */
  readonly reachable: boolean;
  /** In whose place, while that steward is away. */
  readonly forName: string | undefined;
}

export interface Coverage {
  readonly collectionId: string;
  readonly collection: string;
  readonly system: string;
  readonly keepers: readonly Keeper[];
  /** Different people who are here and can be reached. */
  readonly reachable: number;
}

/** Quality assurance is another steward's, so one is not enough (003 §5.3.2.2). */
export function leastStewards({ roles, data_requests }: Pick<Pack, 'roles' | 'data_requests'>): number {
  return roles[data_requests.route.to]?.min ?? 0;
}

export function gapsIn(
  pack: Pick<Pack, 'roles' | 'data_requests'>,
  all: readonly Coverage[],
): readonly Coverage[] {
  const least = leastStewards(pack);
  return all.filter(({ reachable }) => reachable < least);
}
