/** Who decides on an incident, with the parts that each has in it: those who see it now, and those who would if they were called. */
import type { Scene } from '../../../app/context.ts';
import type { PartsByPerson } from '../rules/decide.ts';
import { type Incident, isSubject, type Part, partsOf } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { workers } from './found.ts';
import { peopleWith } from './tell.ts';

export async function deciders(scene: Scene, incident: Incident): Promise<PartsByPerson> {
  const ids = await peopleWith(scene, incident, workers);
  const people = await scene.directory.people(scene.reader, [...ids]);
  return new Map([...people.values()].map((person) => [person.id, partsOf(incident, person)]));
}

/** With the executive team as the plan names it, called or not: that nobody called them is no reason to decide alone. */
export async function withExecutives(
  scene: Scene,
  { incident, policy }: IncidentFile,
  seeing: PartsByPerson,
): Promise<PartsByPerson> {
  const { roles } = policy.pack.breaches.route.executives;
  const people = await scene.directory.peopleAndHolders(scene.reader, [], roles);
  const all = new Map<string, ReadonlySet<Part | 'reporter'>>(seeing);
  for (const person of people.values())
    if (person.status === 'active' && !isSubject(incident, person))
      all.set(person.id, new Set([...(seeing.get(person.id) ?? []), 'executive']));
  return all;
}
