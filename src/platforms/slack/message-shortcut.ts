/** A message's own menu: what is done about it opens a form that holds the message's link, and nothing of its text. */
import { z } from 'zod';
import type { MessageAction } from '../../app/ports.ts';
import type { Interaction } from '../../chat/interaction.ts';
import { type Arrival, arrived, interactive } from './inbound.ts';

const moment = /^\d{1,12}\.\d{6}$/;

const shape = interactive.extend({
  callback_id: z.string().max(255),
  team: z.looseObject({ id: z.string().min(1).max(255), domain: z.string().nullish() }).nullish(),
  response_url: z.url().max(2000).optional(),
  channel: z.object({ id: z.string().max(255) }).nullish(),
  // strict objects drop what they do not name: the message's text never gets further than here
  message: z.object({ ts: z.string().max(255), thread_ts: z.string().max(255).optional() }).nullish(),
});

/** Without an interaction for something that this release does not offer any more. */
export function readMessageShortcut(
  body: unknown,
  actions: readonly MessageAction[],
): Arrival & { readonly interaction: Interaction | undefined } {
  const given = shape.parse(body);
  const action = actions.find(({ id }) => id === given.callback_id);
  const link = linkTo(given);
  return {
    ...arrived(given, { kind: 'typed', respondTo: given.response_url }),
    interaction: action && {
      kind: 'open-form',
      form: action.form,
      subject: link === undefined ? {} : { message: link },
    },
  };
}

/** Slack gives no link to a message; this is how its own "Copy link" makes one. A reply is found through its thread. */
function linkTo({ team, channel, message }: z.infer<typeof shape>): string | undefined {
  const domain = team?.domain;
  if (!domain || !/^[a-z0-9][a-z0-9-]{0,80}$/.test(domain)) return undefined;
  if (!channel || !/^[A-Z0-9]{1,40}$/.test(channel.id) || !message || !moment.test(message.ts))
    return undefined;
  const { ts, thread_ts: thread } = message;
  const reply =
    thread && thread !== ts && moment.test(thread) ? `?thread_ts=${thread}&cid=${channel.id}` : '';
  return `https://${domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}${reply}`;
}
