/** Gathers the clocks of an incident that this viewer was shown, with who sees to each. */
import type { Scene } from '../../../app/context.ts';
import type { ClockSheet } from '../cards/clocks.ts';
import { clocksOf, holdsOf } from '../store/clocks.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { ownersOf } from './tell-clocks.ts';

export async function clockSheet(scene: Scene, { incident, policy }: IncidentFile): Promise<ClockSheet> {
  const clocks = await clocksOf(scene.reader, policy, incident.id);
  const holds = await holdsOf(scene.reader, incident.id);
  const ids = [...clocks.flatMap(({ met }) => met?.byId ?? []), ...holds.map(({ byId }) => byId)];
  const people = await scene.directory.people(scene.reader, [...new Set(ids)]);
  return {
    ...{ clocks, holds },
    owners: await ownersOf(scene, incident, policy),
    names: new Map([...people].map(([id, { name }]) => [id, name])),
  };
}
