/** How many people’s data it is: what was stated, and the register of those affected beside it where that has another number. */
import type { Action, Block } from '../../../chat/card.ts';
import type { Incident } from '../rules/incident.ts';

/** `registered`: how many references count in the register. */
export function countBlocks(incident: Incident, registered: number): readonly Block[] {
  const { people } = incident;
  if (people === undefined || registered === 0 || registered === people) return [];
  const note = {
    kind: 'note',
    tone: 'warning',
    text: `Two numbers: about ${people} people were stated, the register of those affected has ${registered}. Legal times go by the number that was stated.`,
  } as const;
  if (incident.state === 'closed') return [note];
  return [
    note,
    { kind: 'list', items: [{ title: 'The register is right', action: takeAction(incident, registered) }] },
  ];
}

function takeAction({ id, version, ...incident }: Incident, registered: number): Action {
  return {
    kind: 'run',
    id: 'breach.take-count',
    label: `Take ${registered}`,
    payload: { id, version: String(version) },
    confirm: {
      title: `Take ${registered} as the number of people?`,
      text: `It takes the place of ${incident.people}, and the legal times are reckoned anew by it.`,
      yes: `Take ${registered}`,
    },
  };
}
