/** Whoever leads asks for the team's channel in Slack, or for another try. What is wanted is kept here; it is made afterwards. */
import type { ActionHandler } from '../../../app/feature.ts';
import { leads } from '../rules/channel.ts';
import { type IncidentChannel, insertChannel, retryChannel } from '../store/channels.ts';
import { change, notThere } from './change.ts';
import { found, whileNotClosed, workers } from './found.ts';

export const openChannel: ActionHandler = {
  id: 'breach.channel',
  access: 'everyone',
  async run(act, { id }) {
    if (!act.means?.teamChannels)
      return { kind: 'refused', text: 'Channels for a team are not turned on in this district.' };
    const file = await found(act, id);
    if (!file) return { kind: 'refused', text: notThere };
    const again = living(file.channel) !== undefined;
    return change(act, id, {
      by: workers,
      ...whileNotClosed,
      refuse: (fresh) =>
        whileNotClosed.refuse?.(fresh) ??
        (leads(fresh.incident, act.actor)
          ? needless(living(fresh.channel), again)
          : 'Whoever leads now can do that.'),
      what: again ? 'channel-retried' : 'channel-wanted',
      async also({ channel, incident }) {
        if (again && channel) await retryChannel(act.tx, channel.id);
        else await insertChannel(act.tx, incident.id, act.actor.id);
      },
      say: () =>
        again
          ? 'It is tried again. How it went stands on the page in a moment.'
          : 'It is being opened, and the team is invited. Its link stands here in a moment.',
    });
  },
};

function living(channel: IncidentChannel | undefined): IncidentChannel | undefined {
  return channel?.archived ? undefined : channel;
}

function needless(channel: IncidentChannel | undefined, again: boolean): string | undefined {
  if (!channel) return undefined;
  const mendable = channel.trouble !== undefined || channel.seats.some(({ state }) => state === 'refused');
  if (again && mendable) return undefined;
  return channel.link === undefined ? 'It is being opened already.' : 'It is there already.';
}
