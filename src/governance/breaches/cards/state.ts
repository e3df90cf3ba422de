/** How an incident stands, in two words, and what it is called meanwhile. */
import type { Card } from '../../../chat/card.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Incident } from '../rules/incident.ts';

export function stateLabel({
  state,
  acknowledged,
}: Pick<Incident, 'state' | 'acknowledged'>): NonNullable<Card['status']> {
  switch (state) {
    case 'concern':
      return acknowledged
        ? { label: 'Being looked into', tone: 'info' }
        : { label: 'Not taken up yet', tone: 'warning' };
    case 'breach':
      return { label: 'A breach', tone: 'danger' };
    case 'not_a_breach':
      return { label: 'Not a reportable breach', tone: 'good' };
    case 'closed':
      return { label: 'Closed', tone: 'neutral' };
    default:
      return assertNever(state);
  }
}

/** “Possible” only until people have decided: a closed one is called what it was found to be. */
export function incidentTitle({ reference, decided }: Pick<Incident, 'reference' | 'decided'>): string {
  if (!decided) return `${reference}: possible data breach`;
  return `${reference}: ${decided.ruling === 'breach' ? 'data breach' : 'not a reportable breach'}`;
}
