/** Which of the buttons of an incident's card stands out: the next act, and one alone. */
import type { Action } from '../../../chat/card.ts';
import type { Incident } from '../rules/incident.ts';

/** First of all, and standing out, whatever comes next; what waits for this very person stands out already. */
export function nextFirst(incident: Incident, actions: readonly Action[]): readonly Action[] {
  const there = actions.find((one) => one.kind !== 'link' && one.style === 'primary');
  const next =
    there ??
    nextForms(incident)
      .map((form) => actions.find((one) => one.kind === 'open-form' && one.form === form))
      .find((one) => one !== undefined);
  if (!next || next.kind === 'link') return actions;
  return [{ ...next, style: 'primary' }, ...actions.filter((one) => one !== next)];
}

function nextForms({
  state,
  peopleStatedAt,
  inadvertent,
  compromised,
  teamCalledAt,
}: Incident): readonly string[] {
  if (state === 'closed') return [];
  if (state === 'not_a_breach') return ['breach.close'];
  const known = peopleStatedAt !== undefined || inadvertent !== undefined || compromised !== undefined;
  if (state === 'concern') return known ? ['breach.determine'] : ['breach.triage'];
  return teamCalledAt ? ['breach.triage'] : ['breach.team'];
}
