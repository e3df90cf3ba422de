/** Who may write down that somebody did what a duty asks for. */
import type { Policy } from '../../../policy/policy.ts';
import type { Pack } from '../../../policy/schema.ts';

/** Signed forms and certificates are kept by Human Resources (R022). */
export const paperKeepers = ['hr'] as const;

/** Whoever records anything: the keepers of paper, and by the plan whoever holds an assessment. */
export function recorders({ duties }: Pack): readonly string[] {
  const assessors = Object.values(duties).flatMap(({ on, met_by }) =>
    on ? (met_by.assessment?.recorded_by ?? []) : [],
  );
  return [...new Set([...paperKeepers, ...assessors])];
}

/** Duties that a holder of these roles records: from paper, or an assessment that they held. */
export function recordable(policy: Policy, roles: readonly string[]): readonly string[] {
  const keeps = paperKeepers.some((role) => roles.includes(role));
  return Object.entries(policy.pack.duties).flatMap(([id, { on, met_by }]) => {
    if (!on || met_by.agreement !== undefined) return [];
    const assessor = met_by.assessment?.recorded_by.some((role) => roles.includes(role)) ?? false;
    return keeps || assessor ? [id] : [];
  });
}
