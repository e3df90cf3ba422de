/** A report as whoever made it reads on: their own words, what they are asked, and how it ended. */
import type { Card } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import type { IncidentFile } from '../store/incidents.ts';
import type { Message } from '../store/messages.ts';
import { stateLabel } from './state.ts';

export function conversationCard(file: IncidentFile, messages: readonly Message[]): Card {
  const { incident, policy, words } = file;
  const happened = words.happened?.body;
  return {
    audience: 'person',
    title: 'Your report',
    status: stateLabel(incident),
    blocks: [
      ...(incident.decided
        ? [
            {
              kind: 'text',
              text: policy.pack.breaches.response.decision.tells[incident.decided.ruling],
            } as const,
          ]
        : []),
      ...(happened ? [{ kind: 'quote', label: 'You wrote', text: happened } as const] : []),
      ...messages.map(
        ({ id, at, byId }) =>
          ({
            kind: 'quote',
            label: `${byId === undefined ? 'You' : 'They ask'}, ${sayMoment(at, policy.calendar.zone)}`,
            text: words[`message:${id}`]?.body ?? '[blanked]',
          }) as const,
      ),
      ...(messages.some(({ byId }) => byId !== undefined)
        ? []
        : [{ kind: 'text', text: 'Nobody has asked you anything so far.' } as const]),
    ],
    actions: [],
  };
}
