/** Reply -> Slack: the one place that decides whether an answer is a modal, a message only you can see, or a message replaced. */
import type { types } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Action, Card } from '../../chat/card.ts';
import type { OpenForm } from '../../chat/form.ts';
import type { Reply } from '../../chat/interaction.ts';
import { shownOf, type Told } from '../../chat/shown.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { Pen } from './buttons.ts';
import { drawMessage, drawSentence, type SlackMessage } from './card.ts';
import { slackErrorOf, triggerIsSpent } from './errors.ts';
import { drawForm } from './form.ts';
import type { Arrival, Place } from './inbound.ts';
import { resultView } from './views.ts';

export interface Speaker {
  readonly client: WebClient;
  readonly pen: Pen;
  /** Posts to a response_url. */
  readonly post: (to: string, body: object) => Promise<void>;
}

/** After the ack: shows the reply where the person is. */
export async function answer(speaker: Speaker, arrival: Arrival, reply: Reply): Promise<void> {
  const { open, told, card } = shownOf(reply);
  return open ? showForm(speaker, arrival, open) : show(speaker, arrival, told, card);
}

async function showForm(speaker: Speaker, arrival: Arrival, open: OpenForm): Promise<void> {
  const { client, pen } = speaker;
  const { place, trigger } = arrival;
  if (place.kind === 'modal') {
    const view = drawForm(open, pen, { source: place.source });
    await client.views.update({ view_id: place.viewId, view });
    return;
  }
  const source = place.kind === 'message' && place.ephemeral ? place.respondTo : undefined;
  try {
    if (trigger === undefined) throw new Error('a form came without a trigger');
    await client.views.open({ trigger_id: trigger, view: drawForm(open, pen, { source }) });
  } catch (error) {
    if (!triggerIsSpent(error) || respondTo(place) === undefined) throw error;
    const again: Action = {
      kind: 'open-form',
      form: open.token.form,
      subject: open.token.subject,
      label: 'Open',
      style: 'primary',
    };
    const text = `Slack gave us too little time to open “${open.form.title}”. Press Open and it will come up.`;
    await whisper(speaker, place, drawSentence(text, 'info', pen, [again]));
  }
}

async function show(
  speaker: Speaker,
  arrival: Arrival,
  told: Told | undefined,
  card: Card | undefined,
): Promise<void> {
  const { client, pen } = speaker;
  const { place, trigger } = arrival;
  switch (place.kind) {
    case 'modal': {
      const view = resultView(told, card, pen, place.source);
      await client.views.update({ view_id: place.viewId, view });
      if (card) await refreshSource(speaker, place.source, card);
      return;
    }
    case 'home':
      if (trigger) await client.views.open({ trigger_id: trigger, view: resultView(told, card, pen) });
      return;
    case 'typed':
      if (place.respondTo === undefined && trigger) {
        await client.views.open({ trigger_id: trigger, view: resultView(told, card, pen) });
        return;
      }
      return whisper(speaker, place, messageOf(told, card, pen));
    case 'message':
      // a message that others see too is never replaced by what this person may see
      if (!place.own || !card || place.respondTo === undefined)
        return whisper(speaker, place, messageOf(told, card, pen));
      return speaker.post(place.respondTo, { replace_original: true, ...messageOf(told, card, pen) });
    default:
      return assertNever(place);
  }
}

function messageOf(told: Told | undefined, card: Card | undefined, pen: Pen): SlackMessage {
  return card ? drawMessage(card, pen, told) : drawSentence(told?.text ?? 'Done.', told?.tone ?? 'good', pen);
}

/** Visible to that person only. */
async function whisper(speaker: Speaker, place: Place, message: SlackMessage): Promise<void> {
  const to = respondTo(place);
  if (to !== undefined)
    await speaker.post(to, { response_type: 'ephemeral', replace_original: false, ...message });
}

function respondTo(place: Place): string | undefined {
  return place.kind === 'typed' || place.kind === 'message' ? place.respondTo : undefined;
}

/** The message a form was opened from shows the case as it now stands; it may be gone by now. */
export async function refreshSource(speaker: Speaker, source: string | undefined, card: Card): Promise<void> {
  if (source !== undefined)
    await speaker.post(source, { replace_original: true, ...drawMessage(card, speaker.pen) });
}

/** A sentence that leaves what is on screen alone: over a modal, or as a message only this person sees. */
export async function say(speaker: Speaker, arrival: Arrival, told: Told): Promise<void> {
  const { client, pen } = speaker;
  const { place, trigger } = arrival;
  const view: types.ModalView = resultView(told, undefined, pen);
  if (respondTo(place) !== undefined) return whisper(speaker, place, drawSentence(told.text, told.tone, pen));
  if (trigger === undefined) return;
  if (place.kind !== 'modal') {
    await client.views.open({ trigger_id: trigger, view });
    return;
  }
  try {
    await client.views.push({ trigger_id: trigger, view });
  } catch (error) {
    if (slackErrorOf(error) !== 'push_limit_reached') throw error;
    await client.views.update({ view_id: place.viewId, view });
  }
}
