/** An incident as this viewer may see it, on this surface; what it says never goes into chat once it concerns somebody. */
import type { Ask } from '../../../app/context.ts';
import type { Action, Block, Card } from '../../../chat/card.ts';
import { sayHour, sayMoment } from '../../../chat/say-when.ts';
import { roleName } from '../../../policy/policy.ts';
import { clockSheet } from '../commands/clock-sheet.ts';
import { incidentKind, isKeptFrom, isOpen, partsOf, worksOn } from '../rules/incident.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { messagesOf } from '../store/messages.ts';
import { callActions } from './call.ts';
import { channelActions, channelFacts } from './channel.ts';
import { clockActions, clockBlocks } from './clocks.ts';
import { conversationCard, isAsked, sayWritten } from './conversation.ts';
import { nextFirst } from './next-act.ts';
import { noticesPath } from './notices-page.ts';
import { responseActions, responseFacts } from './response.ts';
import { incidentTitle, stateLabel } from './state.ts';

const mostWritten = 2;

export async function incidentCard(ask: Ask, file: IncidentFile): Promise<Card> {
  const { incident } = file;
  if (isKeptFrom(ask.surface, incident)) return confidentialCard(incident.id);
  const parts = partsOf(incident, ask.actor);
  const about = { kind: incidentKind, id: incident.id };
  if (!worksOn(parts) && parts.has('reporter')) {
    const messages = await messagesOf(ask.reader, incident.id);
    const subject = { id: incident.id };
    return {
      ...conversationCard(file, messages),
      title: `Your report ${incident.reference}`,
      actions: [
        isAsked(messages)
          ? { kind: 'open-form', form: 'breach.answer', label: 'Answer', subject, style: 'primary' }
          : { kind: 'open-form', form: 'breach.answer', label: 'Add to it', subject },
      ],
      about,
    };
  }
  const sheet = worksOn(parts) ? await clockSheet(ask, file) : undefined;
  return {
    audience: 'person',
    title: incidentTitle(incident),
    status: stateLabel(incident),
    blocks: [
      {
        kind: 'facts',
        facts: [...factsOf(file), ...(sheet ? [...responseFacts(file, ask.now), ...channelFacts(file)] : [])],
      },
      ...wordsFor(ask, file),
      ...(worksOn(parts) ? await writtenFor(ask, file) : []),
      ...(sheet ? clockBlocks(file, sheet, ask.now) : []),
    ],
    actions: sheet
      ? nextFirst(incident, [...actionsFor(file, ask), ...clockActions(file, sheet)])
      : [pageLink(incident.id)],
    about,
  };
}

/** What a chat or a mail says of a matter that concerns somebody: that it is there, and where to read it. */
export function confidentialCard(id: string): Card {
  return {
    audience: 'person',
    title: 'A confidential matter needs you',
    blocks: [{ kind: 'text', text: 'Open it in your browser; nothing about it is written here.' }],
    actions: [{ kind: 'link', label: 'Open it', path: `/cases/${incidentKind}/${id}` }],
    about: { kind: incidentKind, id },
  };
}

export function factsOf(file: IncidentFile): readonly { readonly label: string; readonly value: string }[] {
  const { incident, policy, people } = file;
  const { zone } = policy.calendar;
  const kinds = new Map(policy.pack.breaches.report.kinds.map(({ id, name }) => [id, name]));
  const reporter = incident.reporterId === undefined ? undefined : people.get(incident.reporterId)?.name;
  const taken = incident.acknowledged;
  return [
    {
      label: 'Reported',
      value:
        incident.reporterId === undefined
          ? `${sayHour(incident.reportedAt, zone)}, by somebody who did not say who they are`
          : `${sayMoment(incident.reportedAt, zone)} by ${reporter ?? 'somebody'}`,
    },
    ...(incident.subjects.some(
      ({ personId, addedById }) =>
        personId !== undefined && personId === incident.reporterId && addedById === undefined,
    )
      ? [{ label: 'Involves', value: 'Whoever reported it: something they did themselves' }]
      : []),
    ...(incident.kinds.length === 0
      ? []
      : [{ label: 'Data', value: incident.kinds.map((id) => kinds.get(id) ?? id).join(', ') }]),
    ...(incident.systems.length === 0 ? [] : [{ label: 'Where', value: incident.systems.join(', ') }]),
    {
      label: 'People whose data it is',
      value: incident.people === undefined ? 'Not known yet' : `At least ${incident.people}`,
    },
    { label: 'Still going on', value: { yes: 'Yes', no: 'No', unknown: 'Not known' }[incident.ongoing] },
    {
      label: 'The desk',
      value:
        incident.deskRole === undefined
          ? 'Nobody yet'
          : `${roleName(policy, incident.deskRole)}, who looks into it`,
    },
    ...mayReadToo(file),
    ...(taken
      ? [
          {
            label: 'Taken up',
            value: `${sayMoment(taken.at, zone)} by ${people.get(taken.byId)?.name ?? 'somebody'}`,
          },
        ]
      : []),
  ];
}

/** The supervisor of whoever reported it hears of it and may read it (R074). */
function mayReadToo({ incident, people }: IncidentFile): ReturnType<typeof factsOf> {
  const names = incident.parties.flatMap(({ part, personId, until }) =>
    part === 'supervisor' && personId !== undefined && !until ? (people.get(personId)?.name ?? []) : [],
  );
  return names.length === 0
    ? []
    : [{ label: 'May read it too', value: `${names.join(', ')}, supervisor of whoever reported it` }];
}

/** What the reporter typed stays out of chat, which keeps what it is shown. */
function wordsFor({ surface }: Ask, { words }: IncidentFile): readonly Block[] {
  const happened = words.happened;
  if (!happened || surface !== 'web') return [];
  return [
    { kind: 'quote', label: 'What happened', text: happened.body ?? '[blanked]' },
    ...(words.when?.body ? [{ kind: 'quote', label: 'When', text: words.when.body } as const] : []),
    ...(words.who?.body ? [{ kind: 'quote', label: 'Who', text: words.who.body } as const] : []),
    ...(words.message?.body
      ? [{ kind: 'quote', label: 'The message', text: words.message.body } as const]
      : []),
  ];
}

/** The last that the desk and the reporter wrote to one another; all of it stands on the page. */
async function writtenFor({ reader, surface }: Ask, file: IncidentFile): Promise<readonly Block[]> {
  if (surface !== 'web') return [];
  const { incident, policy, words } = file;
  return (await messagesOf(reader, incident.id)).slice(-mostWritten).map((one) => ({
    kind: 'quote',
    label: `${one.byId === undefined ? 'The reporter' : 'Asked'}, ${sayWritten(incident, one, policy.calendar.zone)}`,
    text: words[`message:${one.id}`]?.body ?? '[blanked]',
  }));
}

function actionsFor(file: IncidentFile, { actor, means }: Ask): readonly Action[] {
  const { incident } = file;
  const { id, version, acknowledged } = incident;
  const payload = { id, version: String(version) };
  const form = (name: string, label: string) =>
    ({ kind: 'open-form', form: `breach.${name}`, label, subject: { id } }) as const;
  return [
    ...(acknowledged || !isOpen(incident)
      ? []
      : [
          {
            kind: 'run',
            id: 'breach.acknowledge',
            label: 'I look into it',
            payload,
            style: 'primary',
          } as const,
        ]),
    ...callActions(file, actor),
    ...responseActions(file, actor),
    ...channelActions(file, actor, means),
    form('ask', 'Ask the reporter'),
    form('subject', 'It concerns somebody'),
    { kind: 'link', label: 'Letters and packets', path: noticesPath(file) },
    pageLink(id),
  ];
}

export function pageLink(id: string): Action {
  return { kind: 'link', label: 'Everything about it', path: `/documents/breach.page?id=${id}` };
}
