/** The executive team is called to judge with the desk, when it asks (R074); whoever comes next where none of them can. */
import type { ActionHandler } from '../../../app/feature.ts';
import { roleName } from '../../../policy/policy.ts';
import { type Called, calledFor, seatCalled } from './called.ts';
import { change, notThere } from './change.ts';
import { found } from './found.ts';

export const callExecutives: ActionHandler = {
  id: 'breach.call-executives',
  access: 'everyone',
  async run(act, { id, version = '' }) {
    const file = await found(act, id, ['desk']);
    const called = file && (await calledFor(act, file));
    return change(act, id, {
      by: ['desk'],
      version,
      refuse: ({ incident }) => {
        if (incident.executivesCalled) return 'They have been called already.';
        return called?.kind === 'nobody'
          ? 'There is nobody at the moment whom it does not concern; call by telephone.'
          : undefined;
      },
      also: async ({ incident }) => {
        if (called) await seatCalled(act, incident, called, { byId: act.actor.id });
      },
      say: ({ policy }) => (called ? sayCalled(called, (role) => roleName(policy, role)) : notThere),
    });
  },
};

function sayCalled(called: Called, name: (role: string) => string): string {
  return called.kind === 'next'
    ? `Nobody of the executive team can at the moment: the ${name(called.role)} is told now.`
    : `The executive team is told now: ${called.kind === 'executives' ? called.people.map(({ name: who }) => who).join(', ') : ''}.`;
}
