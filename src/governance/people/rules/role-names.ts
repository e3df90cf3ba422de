/** Which of the plan's roles somebody is named to, and which may be put into other hands. */
import type { Policy } from '../../../policy/policy.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Supervisors come from the roster, data owners from the inventory: nobody gives those. */
export function grantable({ pack }: Policy): readonly Named[] {
  return Object.entries(pack.roles)
    .filter(([, role]) => role.held === 'by_name')
    .map(([id, role]) => ({ id, name: role.name }));
}

export function lendable(policy: Policy): readonly Named[] {
  const { not } = policy.pack.lifecycle.delegation;
  return grantable(policy).filter(({ id }) => !not.includes(id));
}
