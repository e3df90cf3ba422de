/** A team's channel in Slack: its button, and what the page says of who is in it and who could not be. */

import type { Person } from '../../../app/person.ts';
import type { Means } from '../../../app/ports.ts';
import type { Action, Block, ListItem } from '../../../chat/card.ts';
import type { DocumentBlock } from '../../../chat/document.ts';
import { isConcerned, leads } from '../rules/channel.ts';
import type { IncidentChannel, KeptSeat } from '../store/channels.ts';
import type { IncidentFile } from '../store/incidents.ts';
import { sayRefusal, sayStuck, sayTrouble } from './channel-words.ts';

/** What the card offers: opening it to whoever leads, and the way there to everybody of the team. */
export function channelActions(
  file: IncidentFile,
  person: Person,
  means: Means | undefined,
): readonly Action[] {
  const { channel, incident } = file;
  const living = channel && !channel.archived ? channel : undefined;
  if (living?.link !== undefined)
    return [{ kind: 'link', label: 'The team’s Slack channel', path: living.link }];
  const offered = means?.teamChannels && !living && incident.state !== 'closed' && leads(incident, person);
  return offered ? [button(file, 'Open a Slack channel for the team')] : [];
}

/** What the card says where it is not as it should be; why, and what to do, stands on the page. */
export function channelFacts({ channel }: IncidentFile): readonly { label: string; value: string }[] {
  const says =
    strays(channel).length > 0
      ? 'Somebody may still read it who must not: see its page'
      : channel?.trouble !== undefined && channel.link === undefined
        ? 'Not opened so far: its page says why'
        : undefined;
  return says === undefined ? [] : [{ label: 'Slack channel', value: says }];
}

/** For the form that closes the incident. */
export function channelAtEnd({ channel }: IncidentFile): readonly Block[] {
  return channel && !channel.archived
    ? [
        {
          kind: 'text',
          text: 'The team’s Slack channel is archived with it: whoever is in it can read on, and nobody can write.',
        },
      ]
    : [];
}

export interface ChannelShown {
  readonly file: IncidentFile;
  readonly viewer: Person;
  readonly means: Means | undefined;
  /** Everybody who works on it now. */
  readonly team: readonly Person[];
  /** Of them, whoever has a Slack account that Safekeep knows. */
  readonly reachable: ReadonlySet<string>;
  readonly name: (id: string) => string;
}

/** Nothing where the district did not opt in and there never was one. */
export function channelBlocks(shown: ChannelShown): readonly DocumentBlock[] {
  const { file, means } = shown;
  const { channel, incident } = file;
  if (channel && !channel.archived) return living(shown, channel);
  return [
    ...(channel ? ended(shown, channel) : []),
    ...(means?.teamChannels && incident.state !== 'closed' ? [offer(shown)] : []),
  ];
}

function living(shown: ChannelShown, channel: IncidentChannel): readonly DocumentBlock[] {
  const { file, viewer, means } = shown;
  const { trouble, link, name } = channel;
  const note = (text: string): DocumentBlock => ({ kind: 'note', tone: 'warning', text });
  const mendable = trouble !== undefined || channel.seats.some(({ state }) => state === 'refused');
  const again = mendable && means?.teamChannels && leads(file.incident, viewer);
  return [
    ...(means?.teamChannels ? [] : [note(turnedOff)]),
    ...(trouble === undefined ? [] : [note(sayTrouble(channel, trouble))]),
    {
      kind: 'list',
      items: [
        link === undefined
          ? {
              title: 'A Slack channel for the team',
              detail: trouble === undefined ? 'It is being opened.' : 'Not opened so far.',
            }
          : {
              title: 'The team’s Slack channel',
              detail: `#${name}, private. ${manners}`,
              action: { kind: 'link', label: 'Open in Slack', path: link },
            },
        ...(again ? [{ title: 'Is it mended?', action: button(file, 'Try again') }] : []),
      ],
    },
    ...notIn(shown, channel),
    ...stillIn(shown, channel),
  ];
}

const turnedOff =
  'Safekeep no longer keeps the Slack channel: SLACK_INCIDENT_CHANNELS is off. Whoever may not be in it any more has to be taken out in Slack, by one of you.';

const manners =
  'Slack keeps what is written there. Write nothing about the matter that is not needed, and invite nobody by hand: add them to the team here.';

function offer({ file, viewer }: ChannelShown): DocumentBlock {
  const leading = leads(file.incident, viewer);
  return {
    kind: 'list',
    items: [
      {
        title: 'A private Slack channel for the team',
        detail: `Its name says nothing of the matter. ${manners}${leading ? '' : ' Whoever leads now can open it.'}`,
        ...(leading ? { action: button(file, 'Open a Slack channel for the team') } : {}),
      },
    ],
  };
}

function button({ incident }: IncidentFile, label: string): Action {
  return { kind: 'run', id: 'breach.channel', label, payload: { id: incident.id } };
}

function ended(shown: ChannelShown, channel: IncidentChannel): readonly DocumentBlock[] {
  const why =
    channel.trouble === 'gone'
      ? 'The team’s Slack channel is out of Safekeep’s reach: it was deleted, or somebody took Safekeep out of it.'
      : channel.channel === undefined
        ? 'No Slack channel was opened before it was closed.'
        : 'The team’s Slack channel is archived: nobody can write there any more, and whoever was in it can still read it.';
  return [{ kind: 'text', text: why }, ...stillIn(shown, channel)];
}

/** Once it stands: who of the team is not in it, and why. */
function notIn({ team, reachable, file }: ChannelShown, channel: IncidentChannel): readonly DocumentBlock[] {
  if (channel.link === undefined) return [];
  const items = team.flatMap(({ id, name }): ListItem[] => {
    const seats = channel.seats.filter(({ personId }) => personId === id);
    if (seats.some(({ state }) => state === 'in')) return [];
    const refused = seats.find(({ state }) => state === 'refused');
    const why = refused
      ? sayRefusal(refused)
      : reachable.has(id)
        ? 'Will be invited in a moment.'
        : 'Has no Slack account that Safekeep knows. They type /safekeep in Slack once; then they are invited.';
    return [{ title: name, detail: why }];
  });
  if (items.length === 0 || file.incident.state === 'closed') return [];
  return [
    { kind: 'text', text: 'Of the team, these are not in the Slack channel:' },
    { kind: 'list', items },
  ];
}

/** Whoever may be in one, or in an earlier one, and could not be taken out. */
export function strays(channel: IncidentChannel | undefined): readonly KeptSeat[] {
  return [...(channel?.seats ?? []), ...(channel?.earlier ?? [])].filter(
    ({ state, trouble }) => state === 'stuck' || (state === 'in' && trouble !== undefined),
  );
}

/** Nothing else on the page matters as much. */
function stillIn({ file, team, name }: ChannelShown, channel: IncidentChannel): readonly DocumentBlock[] {
  const workers = new Set(team.map(({ id }) => id));
  const may = strays(channel).filter(({ personId }) => !workers.has(personId));
  return may.map(({ personId, trouble, state }) => ({
    kind: 'note',
    tone: 'danger',
    text: `${name(personId)} may still be able to read the Slack channel${isConcerned(file.incident, personId) ? ', and it concerns them' : ''}. ${sayStuck(state, trouble)}`,
  }));
}
