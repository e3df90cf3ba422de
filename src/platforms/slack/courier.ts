/** Brings cards to people's conversations with the app, updates them, and looks for one that a crash left in doubt. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Courier, Delivery } from '../../app/ports.ts';
import type { Pen } from './buttons.ts';
import { drawMessage } from './card.ts';
import { failedDelivery, mayHaveArrived, slackErrorOf } from './errors.ts';

const eventType = 'safekeep_notice';

const addressShape = z.object({ channel: z.string(), ts: z.string() });

/** Conversations remembered, so that a second message to a person is one call; an id never changes. */
const rememberedConversations = 5000;

export function createCourier(
  client: WebClient,
  pen: Pen,
  /** The workspace we are connected to, once Slack has told us. */
  workspace: () => string | undefined,
  note: (error: unknown) => void,
): Courier {
  const conversations = new Map<string, string>();
  let mayReadHistory = true;

  async function conversationWith(account: string): Promise<string> {
    const known = conversations.get(account);
    if (known) return known;
    const { channel } = await client.conversations.open({ users: account });
    if (!channel?.id) throw new Error('conversations.open answered without a channel');
    if (conversations.size >= rememberedConversations) conversations.clear();
    conversations.set(account, channel.id);
    return channel.id;
  }

  return {
    surface: 'slack',
    async deliver(to, parcel): Promise<Delivery> {
      const ours = workspace();
      if (ours !== undefined && ours !== to.tenant)
        return { kind: 'never', reason: 'Their account is in another Slack workspace.' };
      let posting = false;
      try {
        const channel = await conversationWith(to.account);
        posting = true;
        const sent = await client.chat.postMessage({
          channel,
          ...drawMessage(parcel.card, pen),
          mrkdwn: false,
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: eventType, event_payload: { row: parcel.rowId } },
        });
        if (!sent.ts) throw new Error('chat.postMessage answered without a time stamp');
        return { kind: 'sent', address: { channel: sent.channel ?? channel, ts: sent.ts } };
      } catch (error) {
        note(error);
        if (slackErrorOf(error) === 'channel_not_found') conversations.delete(to.account);
        // the worker looks for the message first, or counts the repeat
        if (posting && mayHaveArrived(error)) throw error;
        return failedDelivery(error);
      }
    },

    async find(to, rowId) {
      if (!mayReadHistory) return undefined;
      try {
        const channel = await conversationWith(to.account);
        const { messages = [], has_more } = await client.conversations.history({
          channel,
          limit: 200,
          include_all_metadata: true,
        });
        const message = messages.find((one) => rowOf(one) === rowId);
        if (message?.ts) return { found: { channel, ts: message.ts } };
        return has_more ? undefined : 'absent';
      } catch (error) {
        // im:history is not among our scopes unless the district adds it (manifests/slack/README.md)
        if (slackErrorOf(error) === 'missing_scope') mayReadHistory = false;
        return undefined;
      }
    },

    async update(address, card): Promise<Delivery> {
      const place = addressShape.safeParse(address);
      if (!place.success) return { kind: 'never', reason: 'The place of this message was not kept.' };
      try {
        await client.chat.update({ ...place.data, ...drawMessage(card, pen) });
        return { kind: 'sent', address: place.data };
      } catch (error) {
        note(error);
        return failedDelivery(error);
      }
    },
  };
}

const withRow = z.looseObject({
  metadata: z.looseObject({
    event_type: z.literal(eventType),
    event_payload: z.looseObject({ row: z.string() }),
  }),
});

function rowOf(message: unknown): string | undefined {
  const parsed = withRow.safeParse(message);
  return parsed.success ? parsed.data.metadata.event_payload.row : undefined;
}
