/** What an incident's row holds of triage, decision and response, as the rules see it. */
import { toInstant } from '../../../kernel/clock.ts';
import type { Incident as Row } from '../../../store/generated/client.ts';
import type { Deed, Incident, Ruling } from '../rules/incident.ts';

export function responseOf(
  row: Row,
): Pick<
  Incident,
  | 'compromised'
  | 'criminalUse'
  | 'significant'
  | 'inadvertent'
  | 'network'
  | 'students'
  | 'enrolled'
  | 'discovered'
  | 'decided'
  | 'severity'
  | 'teamCalledAt'
  | 'onDutyId'
  | 'closed'
> {
  const decided = deed(row.decidedAt, row.decidedById);
  return {
    compromised: row.compromised ?? undefined,
    criminalUse: row.criminalUse ?? undefined,
    significant: row.significant ?? undefined,
    inadvertent: row.inadvertent ?? undefined,
    network: row.network ?? undefined,
    students: row.students ?? undefined,
    enrolled: row.enrolled ?? undefined,
    discovered: deed(row.discoveredAt, row.discoveredById),
    decided: decided && row.ruling ? { ...decided, ruling: row.ruling as Ruling } : undefined,
    severity: row.severity ?? undefined,
    teamCalledAt: row.teamCalledAt ? toInstant(row.teamCalledAt) : undefined,
    onDutyId: row.onDutyId ?? undefined,
    closed: deed(row.closedAt, row.closedById),
  };
}

export function deed(at: Date | null, byId: string | null): Deed | undefined {
  return at && byId ? { at: toInstant(at), byId } : undefined;
}
