/** Why a team's channel does not stand as it should, in words that say what to do. */
import type { ChannelTrouble } from '../../../app/team-channels.ts';
import type { IncidentChannel, KeptSeat } from '../store/channels.ts';

export function sayStuck(state: KeptSeat['state'], trouble: ChannelTrouble | undefined): string {
  if (trouble === 'archived')
    return 'Slack lets nobody be taken out of an archived channel. A workspace owner can restore it, take them out and archive it again, or delete it.';
  if (trouble === 'gone' || state === 'stuck')
    return 'Safekeep is no longer in it. One of you who is takes them out there, now.';
  if (trouble === 'forbidden')
    return 'A setting of the Slack workspace keeps Safekeep from taking people out. One of you takes them out there, now; an administrator can allow it under Workspace settings → Permissions → Channel management.';
  if (trouble === 'no-right') return `${noRight} Until then, one of you takes them out there, now.`;
  return 'Slack did not take them out yet; Safekeep goes on trying. To be sure, one of you takes them out there, now.';
}

const noRight =
  'The Safekeep app was not given the right to private channels. Your Slack administrator updates it from its manifest and installs it again: manifests/slack/README.md has the steps.';

export function sayTrouble(channel: IncidentChannel, trouble: ChannelTrouble): string {
  const what =
    channel.link === undefined ? 'The Slack channel could not be opened.' : 'The Slack channel waits.';
  return `${what} ${troubleWords[trouble]}`;
}

const troubleWords: Readonly<Record<ChannelTrouble, string>> = {
  'no-right': noRight,
  forbidden:
    'A setting of the Slack workspace forbids it to Safekeep. An administrator can allow it under Workspace settings → Permissions → Channel management.',
  'not-accepted':
    'Slack does not accept Safekeep at the moment; your IT team finds out more at /readyz. It goes on by itself once Slack does.',
  unreachable: 'Slack cannot be reached; Safekeep goes on trying by itself.',
  'slow-down': 'Slack asks for patience; it goes on by itself in a moment.',
  'name-taken': 'It goes on under another name.',
  gone: 'It was deleted, or somebody took Safekeep out of it.',
  archived: 'Somebody archived it.',
  elsewhere: 'An account is in another Slack workspace.',
  'no-account': 'Slack does not know an account any more.',
  guest: 'Slack does not let a guest in.',
  unknown: 'Slack refuses it, without a reason that Safekeep knows. Call each other, and ask your IT team.',
};

export function sayRefusal({ trouble }: KeptSeat): string {
  switch (trouble) {
    case 'elsewhere':
      return 'Their Slack account is in another workspace.';
    case 'no-account':
      return 'Their Slack account is deactivated or gone.';
    case 'guest':
      return 'Slack does not let their account in: it is a guest’s, or restricted.';
    default:
      return 'Slack refused it. Call them, and ask your Slack administrator.';
  }
}
