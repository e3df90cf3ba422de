/** Whether somebody's standing on the roster may be changed so. Deciding it is always a person's (domain F). */

export type StatusProblem = 'own' | 'same' | 'has-left';

/** Nobody signs themselves off: their roles would end by their own hand and nobody would know. */
export function mayChangeStatus(change: {
  readonly personId: string;
  readonly actorId: string;
  readonly from: 'active' | 'leave' | 'left';
  readonly to: 'active' | 'leave' | 'left';
}): StatusProblem | undefined {
  if (change.personId === change.actorId) return 'own';
  if (change.from === change.to) return 'same';
  if (change.from === 'left' && change.to === 'leave') return 'has-left';
  return undefined;
}

/**
 * What somebody is at the door. Between two contracts they are away and yet let in, unless the plan says otherwise: a
 * summer is no leave of absence.
 */
export function atTheDoor(
  person: { readonly status: 'active' | 'leave' | 'left'; readonly offContract?: true },
  offContractEnters: boolean,
): 'active' | 'leave' | 'left' {
  return person.offContract && offContractEnters ? 'active' : person.status;
}
