/** The page of an incident: everything about it in one place, for those who look into it. */
import type { Ask } from '../../../app/context.ts';
import type { DocumentHandler } from '../../../app/feature.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { clockPage } from '../cards/clocks.ts';
import { sayWritten } from '../cards/conversation.ts';
import { factsOf } from '../cards/incident-card.ts';
import { wordsField } from '../cards/proposal-timeline.ts';
import { responseFacts } from '../cards/response.ts';
import { incidentTitle, stateLabel } from '../cards/state.ts';
import { sayEvent } from '../cards/timeline.ts';
import { partsOf, worksOn } from '../rules/incident.ts';
import { type IncidentFile, openIncident } from '../store/incidents.ts';
import { messagesOf } from '../store/messages.ts';
import { timelineOf } from '../store/timeline.ts';
import { afterBlocks } from './after-blocks.ts';
import { clockSheet } from './clock-sheet.ts';
import { namedIn, responseBlocks } from './response-blocks.ts';
import { untoldBlocks } from './untold.ts';

export const incidentPage: DocumentHandler = {
  id: 'breach.page',
  access: 'everyone',
  async load(ask, { id }) {
    const file = id === undefined ? undefined : await openIncident(ask, { id });
    if (!file) return undefined;
    const parts = partsOf(file.incident, ask.actor);
    if (!worksOn(parts) && !parts.has('supervisor')) return undefined;
    return {
      kind: 'page',
      title: incidentTitle(file.incident),
      status: stateLabel(file.incident),
      ...(worksOn(parts) ? { contents: true as const } : {}),
      blocks: [
        {
          kind: 'facts',
          facts: [...factsOf(file), ...(worksOn(parts) ? responseFacts(file, ask.now) : [])],
        },
        ...said(file),
        ...(worksOn(parts) ? await workedOn(ask, file) : []),
      ],
    };
  },
};

function said({ words }: IncidentFile): readonly DocumentBlock[] {
  const fields = { happened: 'What happened', when: 'When', who: 'Whom it involves', message: 'The message' };
  return Object.entries(fields).flatMap(([field, label]) => {
    const text = words[field];
    return text ? [{ kind: 'quote', label, text: text.body ?? '[blanked]' } as const] : [];
  });
}

async function workedOn(ask: Ask, file: IncidentFile): Promise<readonly DocumentBlock[]> {
  const { incident, policy, words } = file;
  const { zone } = policy.calendar;
  const messages = await messagesOf(ask.reader, incident.id);
  const events = await timelineOf(ask.reader, incident.id);
  const people = await ask.directory.people(ask.reader, [
    ...messages.flatMap(({ byId }) => byId ?? []),
    ...events.flatMap(namedIn),
  ]);
  const name = (id: string | undefined) =>
    id === undefined ? undefined : (people.get(id)?.name ?? 'somebody no longer on the roster');
  const { todo, rest } = await responseBlocks(ask, file);
  return [
    ...(await untoldBlocks(ask, file)),
    ...todo,
    ...(messages.length === 0
      ? []
      : [
          { kind: 'heading', text: 'With the reporter' } as const,
          ...messages.map(
            (one) =>
              ({
                kind: 'quote',
                label: `${name(one.byId) ?? 'The reporter'}, ${sayWritten(incident, one, zone)}`,
                text: words[`message:${one.id}`]?.body ?? '[blanked]',
              }) as const,
          ),
        ]),
    ...clockPage(file, await clockSheet(ask, file), ask.now),
    ...rest,
    ...(await afterBlocks(ask, file)),
    {
      kind: 'table',
      caption: 'What was done, when and by whom',
      columns: ['When', 'Who', 'What', 'In their words'],
      rows: events.map((one) => [
        sayMoment(one.at, zone),
        name(one.byId) ?? 'Safekeep, or a reporter without a name',
        sayEvent(policy, one, (id) => name(id) ?? id),
        words[wordsField(one)]?.body ?? '',
      ]),
    },
  ];
}
