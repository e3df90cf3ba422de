/** Whose a task is at this moment: whoever was given it, else whoever has its part or role, else the desk. */
import type { Scene } from '../../../app/context.ts';
import { type Incident, isSubject } from '../rules/incident.ts';
import { type IncidentTask, isPart } from '../rules/task.ts';
import { peopleWith } from './tell.ts';

/** Active people whom it does not concern; empty only where the desk is. */
export async function ownersOf(
  scene: Scene,
  incident: Incident,
  { ownerId, ownerRole }: Pick<IncidentTask, 'ownerId' | 'ownerRole'>,
): Promise<readonly string[]> {
  const given = ownerId === undefined ? undefined : await scene.directory.person(scene.reader, ownerId);
  if (given?.status === 'active' && !isSubject(incident, given)) return [given.id];
  const theirs = ownerRole === undefined ? [] : await holding(scene, incident, ownerRole);
  return theirs.length > 0 ? theirs : [...(await peopleWith(scene, incident, ['desk']))];
}

async function holding(scene: Scene, incident: Incident, role: string): Promise<readonly string[]> {
  if (isPart(role)) return [...(await peopleWith(scene, incident, [role]))];
  const holders = await scene.directory.holders(scene.reader, role);
  return holders.filter((person) => !isSubject(incident, person)).map(({ id }) => id);
}
