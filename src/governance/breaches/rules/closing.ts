/** Who closes an incident: whoever leads, or a role that the plan names; while nobody leads, whoever decides on it. */
import type { Policy } from '../../../policy/policy.ts';
import { type Incident, partsOf, type Somebody, worksOn } from './incident.ts';

export function mayClose({ pack }: Policy, incident: Incident, person: Somebody): boolean {
  const { closing, decision } = pack.breaches.response;
  const parts = partsOf(incident, person);
  if (worksOn(parts) && closing.by.some((role) => person.roles.includes(role))) return true;
  return incident.onDutyId === undefined
    ? decision.by.some((part) => parts.has(part))
    : incident.onDutyId === person.id && worksOn(parts);
}
