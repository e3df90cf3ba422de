/** Messages answered by a message: in the person's own conversation with us, also where they spoke in a group. */
import type { Activity } from 'botbuilder';
import { errorFields, type Log } from '../../kernel/log.ts';
import type { AdaptiveCard } from './card.ts';
import { drawSentence } from './card.ts';
import { ConnectorError } from './connector.ts';
import { messageOf, type Speaker, type Visit } from './replies.ts';

const answeredApart = 'I have answered you in your own chat with me, where nobody else reads along.';
const addMe =
  'I answer only in a chat of your own, and I cannot reach you there: you have not added me yet, or have blocked me. Open Apps in Teams, look for Safekeep and choose Add; then type the same there.';

/** `faulty` logs a fault and returns the sentence that says so. */
export async function say(
  speaker: Speaker,
  visit: Visit,
  card: AdaptiveCard,
  to: { readonly log: Log; readonly faulty: (error: unknown) => string },
): Promise<void> {
  const { connector, pen } = speaker;
  if (visit.personal) {
    try {
      await connector.send(visit.service, visit.conversation, messageOf(card));
    } catch (error) {
      // the card itself may have been the fault; where nothing arrives at all, the log has the reference
      const sorry = drawSentence(to.faulty(error), 'warning', pen);
      await connector.send(visit.service, visit.conversation, messageOf(sorry)).catch(() => {});
    }
    return;
  }
  // others read along: they learn that there was an answer, and nothing of the matter
  const text = await sendApart(speaker, visit, card, to.faulty);
  const told: Partial<Activity> = { type: 'message', textFormat: 'plain', text };
  await connector
    .reply(visit.service, visit.conversation, visit.activity, told)
    .catch((error: unknown) => to.log.warn(errorFields(error), 'teams group not answered'));
}

async function sendApart(
  { connector }: Speaker,
  visit: Visit,
  card: AdaptiveCard,
  faulty: (error: unknown) => string,
): Promise<string> {
  try {
    const own = await connector.create(visit.service, visit.user);
    await connector.send(visit.service, own, messageOf(card));
    return answeredApart;
  } catch (error) {
    const isRefused = error instanceof ConnectorError && (error.status === 403 || error.status === 404);
    return isRefused ? addMe : faulty(error);
  }
}
