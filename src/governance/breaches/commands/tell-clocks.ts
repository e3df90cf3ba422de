/** Who sees to which clock: of those who work on the incident whoever has the plan's role, else the desk; and how they hear of it. */
import type { Nameless, Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { type Policy, roleName } from '../../../policy/policy.ts';
import { type ClockTarget, clockTargets } from '../../../policy/schema-breach-clocks.ts';
import type { Owner, Owners } from '../cards/clocks.ts';
import { type Incident, incidentKind, partsOf } from '../rules/incident.ts';
import type { Clock } from '../store/clocks.ts';
import { readIncidents } from '../store/incidents.ts';
import { peopleWith, thoseWith } from './tell.ts';

/** Nobody whom it concerns, and nobody who does not work on it, whatever role they hold. */
export async function ownersOf(scene: Scene, incident: Incident, policy: Policy): Promise<Owners> {
  const people = await thoseWith(scene, incident, ['desk', 'executive', 'team']);
  const atDesk = people.filter((person) => partsOf(incident, person).has('desk'));
  const ownerOf = (target: ClockTarget): Owner => {
    const role = policy.pack.breaches.clocks.owners[target];
    const holders = people.filter(({ roles }) => role !== undefined && roles.includes(role));
    if (role !== undefined && holders.length > 0) return named(holders, roleName(policy, role));
    return named(
      atDesk,
      incident.deskRole === undefined ? 'Nobody yet' : roleName(policy, incident.deskRole),
    );
  };
  return Object.fromEntries(clockTargets.map((target) => [target, ownerOf(target)])) as unknown as Owners;
}

function named(people: readonly Person[], role: string): Owner {
  const names = people.map(({ name }) => name).sort();
  return {
    personIds: people.map(({ id }) => id),
    name: names.length === 0 || names.length > 2 ? role : `${names.join(' and ')} (${role})`,
  };
}

/** One message to each who sees to some of these clocks; `everybody`: to all who work on it. */
export async function tellOfClocks(
  act: Nameless,
  incidentId: string,
  clocks: readonly Clock[],
  exceptId: string | undefined,
  how: { readonly everybody?: boolean; readonly notBefore?: Temporal.Instant } = {},
): Promise<number> {
  const incident = await incidentOf(act, incidentId);
  if (!incident) return 0;
  const owners = await ownersOf(act, incident, await act.policyOf(incident.policy));
  const workers = how.everybody ? await peopleWith(act, incident, ['desk', 'executive', 'team']) : [];
  const to = new Set([...workers, ...clocks.flatMap(({ law }) => owners[law.clock.to].personIds)]);
  const about = { kind: incidentKind, id: incidentId };
  const facts = { clocks: clocks.map(({ id }) => id) };
  const { notBefore } = how;
  for (const personId of to)
    if (personId !== exceptId)
      act.tx.notify({
        ...{ notice: 'breach.clocks', about, to: { personId }, facts },
        ...(notBefore ? { notBefore } : {}),
      });
  return to.size;
}

/** As it stands inside the transaction. */
async function incidentOf(act: Nameless, id: string): Promise<Incident | undefined> {
  const [incident] = await readIncidents(act.tx, act.viewer, { id }, 1);
  return incident;
}
