/** A report as whoever made it reads on: their own words, what they are asked, and how it ended. */
import type { Block, Card } from '../../../chat/card.ts';
import { sayHour, sayMoment } from '../../../chat/say-when.ts';
import type { Incident } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import type { Message } from '../store/messages.ts';
import { stillToDo } from './do-now.ts';
import { stateLabel } from './state.ts';

export function conversationCard(file: IncidentFile, messages: readonly Message[]): Card {
  return {
    audience: 'person',
    title: 'Your report',
    status: stateLabel(file.incident),
    blocks: [...saidBlocks(file, messages), ...stillToDo(file)],
    actions: [],
  };
}

/** Only what was said, and how it ended. */
export function saidBlocks(file: IncidentFile, messages: readonly Message[]): readonly Block[] {
  const { incident, policy, words } = file;
  const happened = words.happened?.body;
  return [
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
      (one) =>
        ({
          kind: 'quote',
          label: `${one.byId === undefined ? 'You' : 'They ask'}, ${sayWritten(incident, one, policy.calendar.zone)}`,
          text: words[`message:${one.id}`]?.body ?? '[blanked]',
        }) as const,
    ),
    ...(messages.some(({ byId }) => byId !== undefined)
      ? []
      : [{ kind: 'text', text: 'Nobody has asked you anything so far.' } as const]),
  ];
}

/** Of whoever did not say who they are, the hour is all there is. */
export function sayWritten(
  { reporterId }: Pick<Incident, 'reporterId'>,
  { at, byId }: Message,
  zone: string,
): string {
  return reporterId === undefined && byId === undefined ? sayHour(at, zone) : sayMoment(at, zone);
}

/** The last word is the desk's: it waits for theirs. */
export function isAsked(messages: readonly Message[]): boolean {
  return messages.at(-1)?.byId !== undefined;
}
