/** Whoever works on an incident hears of it, each once; never one whom it concerns, nor whoever did it. */
import type { Nameless, Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Facts } from '../../../store/tx.ts';
import { type Incident, incidentKind, isSubject, type Part } from '../rules/incident.ts';

/** Active people who have one of these parts now, and whom it does not concern; in the order of their names. */
export async function thoseWith(
  scene: Scene,
  incident: Incident,
  parts: readonly Part[],
): Promise<readonly Person[]> {
  const now = incident.parties.filter(({ part, until }) => !until && parts.includes(part));
  const people = await scene.directory.peopleAndHolders(
    scene.reader,
    now.flatMap(({ personId }) => personId ?? []),
    now.flatMap(({ role }) => role ?? []),
  );
  return [...people.values()].filter((person) => person.status === 'active' && !isSubject(incident, person));
}

/** The same by their ids. */
export async function peopleWith(
  scene: Scene,
  incident: Incident,
  parts: readonly Part[],
): Promise<ReadonlySet<string>> {
  return new Set((await thoseWith(scene, incident, parts)).map(({ id }) => id));
}

export async function tellWorkers(
  act: Nameless,
  incident: Incident,
  notice: string,
  except: string | readonly string[] | undefined,
  facts: Facts = {},
): Promise<void> {
  const about = { kind: incidentKind, id: incident.id };
  const without = [except ?? []].flat();
  for (const personId of await peopleWith(act, incident, ['desk', 'executive', 'team']))
    if (!without.includes(personId)) act.tx.notify({ notice, about, to: { personId }, facts });
}
