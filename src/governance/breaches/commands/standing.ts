/** Whom an incident concerns and who holds the roles of the route now, as the rules ask for it. */
import type { Scene } from '../../../app/context.ts';
import type { Concerned } from '../rules/route.ts';
import type { Named } from '../store/insert.ts';

export interface Standing {
  readonly concerned: Concerned;
  /** Of each role of the route: its holders, whoever stands in for one, and in whose place. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

export async function standing(scene: Scene, subjects: readonly Named[]): Promise<Standing> {
  const { route } = scene.policy.pack.breaches;
  const holders = new Map<string, readonly string[]>();
  for (const role of [...route.desk, ...route.executives.roles]) {
    const people = await scene.directory.holders(scene.reader, role);
    const ids = people.flatMap(({ id, standsIn = [] }) => [
      id,
      ...standsIn.filter((one) => one.role === role).map(({ forId }) => forId),
    ]);
    holders.set(role, [...new Set(ids)]);
  }
  return {
    concerned: {
      personIds: new Set(subjects.flatMap((one) => ('personId' in one ? [one.personId] : []))),
      roles: new Set(subjects.flatMap((one) => ('role' in one ? [one.role] : []))),
    },
    holders,
  };
}
