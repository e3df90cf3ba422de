/** Private channels that Safekeep keeps for a team. It reads nothing there: neither who is in one, nor what they write. */
import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Addressee } from '../../app/ports.ts';
import type { ChannelTrouble, NotDone, TeamChannels } from '../../app/team-channels.ts';
import type { Card } from '../../chat/card.ts';
import type { Pen } from './buttons.ts';
import { drawMessage } from './card.ts';
import { brokenConnection, isBusy, slackErrorOf } from './errors.ts';

const seconds = 1000;

/** As docs.slack.dev lists them for conversations.create, invite, kick and archive, and chat.postMessage. */
const causes: Readonly<Record<string, ChannelTrouble>> = {
  missing_scope: 'no-right',
  no_permission: 'forbidden',
  restricted_action: 'forbidden',
  cannot_create_channel: 'forbidden',
  not_allowed_token_type: 'forbidden',
  channel_not_found: 'gone',
  is_archived: 'archived',
  user_not_found: 'no-account',
  users_not_found: 'no-account',
  user_disabled: 'no-account',
  invitee_cant_see_channel: 'elsewhere',
  user_team_not_in_channel: 'elsewhere',
  cant_invite: 'guest',
  user_is_restricted: 'guest',
  user_is_ultra_restricted: 'guest',
  ura_max_channels: 'guest',
};

export function createTeamChannels(
  client: WebClient,
  pen: Pen,
  /** The workspace we are connected to, once Slack has told us. */
  workspace: () => string | undefined,
  note: (error: unknown) => void,
): TeamChannels {
  /** `kindly` tells which refusals mean that it is so already. */
  async function tries<T>(
    call: () => Promise<T>,
    kindly?: (code: string) => T | undefined,
  ): Promise<T | NotDone> {
    try {
      return await call();
    } catch (error) {
      const code = slackErrorOf(error);
      const fine = code === undefined ? undefined : kindly?.(code);
      if (fine !== undefined) return fine;
      // what the app may not do with channels says nothing of the rest of the connection
      if (code !== 'missing_scope') note(error);
      return notDone(error, code);
    }
  }

  function isElsewhere({ tenant }: Addressee): boolean {
    const ours = workspace();
    return ours !== undefined && ours !== tenant;
  }

  async function post(channel: string, greeting: Card): Promise<string> {
    const sent = await client.chat.postMessage({
      ...{ channel, ...drawMessage(greeting, pen) },
      ...{ mrkdwn: false, unfurl_links: false, unfurl_media: false },
    });
    if (!sent.channel) throw new Error('chat.postMessage answered without a channel');
    return sent.channel;
  }

  const done = { kind: 'done' } as const;
  const place = (channel: string, greeted: boolean) => ({
    ...{ ...done, channel, greeted },
    link: `https://slack.com/app_redirect?${new URLSearchParams({ team: workspace() ?? '', channel })}`,
  });

  return {
    surface: 'slack',

    async open(name, greeting) {
      // the link names the workspace
      if (workspace() === undefined) return { kind: 'later', afterMs: 5 * seconds, why: 'unreachable' };
      const made = await tries(
        async () => (await client.conversations.create({ name, is_private: true })).channel?.id ?? '',
        (code) => (code === 'name_taken' ? '' : undefined),
      );
      if (typeof made !== 'string') return made;
      if (made !== '') return place(made, typeof (await tries(() => post(made, greeting))) === 'string');
      // An earlier attempt made it, and its answer was lost. Without leave to list channels it is found by posting to
      // its name, as a member of it may; where that finds none, the name is somebody else's.
      const found = await tries(() => post(name, greeting));
      if (typeof found === 'string') return place(found, true);
      const foreign = found.why === 'gone' || found.why === 'archived';
      return foreign ? { kind: 'never', why: 'name-taken' } : found;
    },

    async greet(channel, greeting) {
      const sent = await tries(() => post(channel, greeting));
      return typeof sent === 'string' ? done : sent;
    },

    async invite(channel, who) {
      if (isElsewhere(who)) return { kind: 'never', why: 'elsewhere' };
      return tries(
        async () => {
          await client.conversations.invite({ channel, users: who.account });
          return done;
        },
        (code) => (code === 'already_in_channel' ? done : undefined),
      );
    },

    async remove(channel, who) {
      const absent = { ...done, was: false };
      if (isElsewhere(who)) return absent;
      return tries(
        async () => {
          await client.conversations.kick({ channel, user: who.account });
          return { ...done, was: true };
        },
        (code) => (notThere.has(code) ? absent : undefined),
      );
    },

    archive: (channel) =>
      tries(
        async () => {
          await client.conversations.archive({ channel });
          return done;
        },
        (code) => (code === 'already_archived' ? done : undefined),
      ),
  };
}

/** Of a removal: they are not in it, or not at all. */
const notThere: ReadonlySet<string> = new Set([
  'not_in_channel',
  'user_not_in_channel',
  'user_not_found',
  'users_not_found',
]);

function notDone(error: unknown, code: string | undefined): NotDone {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'later', afterMs: error.retryAfter * seconds, why: 'slow-down' };
  if (code === undefined) return { kind: 'later', afterMs: 15 * seconds, why: 'unreachable' };
  if (isBusy(code)) return { kind: 'later', afterMs: 30 * seconds, why: 'unreachable' };
  const cause = causes[code];
  if (cause) return { kind: 'never', why: cause };
  if (brokenConnection.has(code)) return { kind: 'later', afterMs: 60 * seconds, why: 'not-accepted' };
  // of an invitation or an archiving: we are not in it ourselves
  return { kind: 'never', why: code === 'not_in_channel' ? 'gone' : 'unknown' };
}
