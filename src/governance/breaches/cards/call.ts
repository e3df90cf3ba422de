/** Calling the executive team: only the desk is offered it, and it says first who that is and that it cannot be taken back. */
import type { Person } from '../../../app/person.ts';
import type { Action } from '../../../chat/card.ts';
import { roleName } from '../../../policy/policy.ts';
import { isOpen, partsOf } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';

export function callActions({ incident, policy }: IncidentFile, person: Person): readonly Action[] {
  const { id, version, executivesCalled } = incident;
  if (executivesCalled || !isOpen(incident) || !partsOf(incident, person).has('desk')) return [];
  const roles = policy.pack.breaches.route.executives.roles.map((role) => roleName(policy, role));
  return [
    {
      kind: 'run',
      id: 'breach.call-executives',
      label: 'Call the executive team',
      payload: { id, version: String(version) },
      confirm: {
        title: 'Call the executive team?',
        text: `They do not know of it yet. They are told at once, and see all of it from then on: ${roles.join(', ')}. Whoever it concerns is left out. It cannot be taken back.`,
        yes: 'Call them now',
      },
    },
  ];
}

/** Whether they know of it. */
export function calledFact({
  incident,
}: Pick<IncidentFile, 'incident'>): readonly { readonly label: string; readonly value: string }[] {
  return isOpen(incident) && !incident.executivesCalled
    ? [{ label: 'Executive team', value: 'Not called yet: they do not know of it' }]
    : [];
}
