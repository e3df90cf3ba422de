/** The executive team is called to judge with the desk: when it asks, or when nobody has taken it up in time (R074). */
import type { Nameless } from '../../../app/context.ts';
import type { ActionHandler } from '../../../app/feature.ts';
import { toDate } from '../../../kernel/clock.ts';
import { type Incident, incidentKind } from '../rules/incident.ts';
import { addParties } from '../store/insert.ts';
import { change } from './change.ts';
import { peopleWith } from './tell.ts';

export const callExecutives: ActionHandler = {
  id: 'breach.call-executives',
  access: 'everyone',
  run: (act, { id, version = '' }) =>
    change(act, id, {
      by: ['desk'],
      version,
      refuse: ({ incident }) => (incident.executivesCalled ? 'They have been called already.' : undefined),
      what: 'executives-called',
      data: { executivesCalledAt: toDate(act.now), executivesCalledById: act.actor.id },
      also: ({ incident }) => seatExecutives(act, incident, act.actor.id),
      say: () => 'The executive team is called: whoever it does not concern is told now.',
    }),
};

/** `byId` undefined: the plan's minutes have passed. */
export async function seatExecutives(
  act: Nameless,
  incident: Incident,
  byId: string | undefined,
): Promise<void> {
  const policy = await act.policyOf(incident.policy);
  const parties = policy.pack.breaches.route.executives.roles.map(
    (role) => ({ part: 'executive', role }) as const,
  );
  await addParties(act.tx, incident.id, parties, byId);
  const called = parties.map(({ part, role }) => ({
    ...{ id: '', part, role, personId: undefined, since: act.now, until: undefined },
  }));
  const about = { kind: incidentKind, id: incident.id };
  const told = await peopleWith(act, { ...incident, parties: called }, ['executive']);
  for (const personId of told)
    if (personId !== byId) act.tx.notify({ notice: 'breach.called', about, to: { personId } });
}
