/** The parts of a weekly message, and which of them a stand-in reads in somebody's place. */

import type { Policy } from '../../../policy/policy.ts';
import { roleName } from '../../../policy/policy.ts';

/** team: who is theirs by the roster. board, unplaced: by a role of the plan. role:<id>: what the ladders show to it. */
export type PartKind = 'team' | 'board' | 'unplaced' | `role:${string}`;

/** A stand-in reads about people, never what a role is shown. */
export function isAboutPeople(kind: PartKind): boolean {
  return !kind.startsWith('role:');
}

export function roleOf(kind: PartKind): string | undefined {
  return kind.startsWith('role:') ? kind.slice('role:'.length) : undefined;
}

/** `owner`: whose people they are, where somebody else reads. */
export function partName(policy: Policy, kind: PartKind, owner?: string): string {
  const role = roleOf(kind);
  if (role !== undefined) return `Shown to the ${roleName(policy, role)}`;
  if (kind === 'board') return 'Board members';
  if (kind === 'unplaced') return 'People without a supervisor';
  return owner === undefined ? 'Your people' : `The people of ${owner}`;
}

/** Roles to which some ladder shows what is late. */
export function rolesShown({ pack }: Policy): readonly string[] {
  const all = Object.values(pack.ladders).flatMap(({ steps, ends }) => [
    ends.show_to,
    ...steps.flatMap(({ tell }) => tell),
  ]);
  return [...new Set(all)].filter((name) => name !== 'self' && name !== 'supervisor');
}
