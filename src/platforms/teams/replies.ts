/** Reply -> Teams: what is shown, as a message, in a card's place or in a dialog. */
import type { Activity } from 'botbuilder';
import type { Interaction, Reply } from '../../chat/interaction.ts';
import { type Result, resultTitle, type Shown } from '../../chat/shown.ts';
import type { Origin, Pen } from './buttons.ts';
import { type AdaptiveCard, drawCard, drawInvitation, drawSentence } from './card.ts';
import type { Connector } from './connector.ts';
import type { DrawnForm } from './form.ts';
import type { Arrival } from './inbound.ts';

/** What an answer needs beside the turn itself. */
export interface Speaker {
  readonly connector: Connector;
  readonly pen: Pen;
  /** Work that goes on after an invoke was answered; it never rejects, and a stop waits for it. */
  readonly underWay: (work: Promise<void>) => void;
}

/** Somebody who did something, and the way to ask on their behalf. */
export interface Visit extends Arrival {
  readonly ask: (interaction: Interaction) => Promise<Reply>;
}

/** A reply as one card in a conversation of this person's own. */
export function cardOf(shown: Shown, pen: Pen, origin: Origin, viewer: string): AdaptiveCard {
  if (shown.open) return drawInvitation(shown.open, pen);
  if (!shown.card) return drawSentence(shown.told.text, shown.told.tone, pen);
  const { card, told } = shown;
  const stands = origin === 'home' ? 'home' : card.about ? 'case' : 'answer';
  return drawCard(card, pen, { spot: 'message', origin: stands, viewer, ...(told ? { told } : {}) });
}

/** A reply as the card of a dialog. */
export function resultCard({ told, card }: Result, pen: Pen): DrawnForm {
  return {
    title: resultTitle(told),
    size: card ? 'medium' : 'small',
    card: card
      ? drawCard(card, pen, { spot: 'dialog', origin: 'answer', ...(told ? { told } : {}) })
      : drawSentence(told.text, told.tone, pen, [], 'dialog'),
  };
}

const cardType = 'application/vnd.microsoft.card.adaptive';

/** A card alone: with a text beside it, Teams may give no id, and then it can't be updated. */
export function messageOf(card: AdaptiveCard): Partial<Activity> {
  return {
    type: 'message',
    summary: card.fallbackText,
    attachments: [{ contentType: cardType, content: card }],
  };
}

/** What an invoke is answered with. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: unknown;
  /** What Teams is asked to do once the answer is on its way. */
  readonly afterwards?: () => Promise<void>;
}

export function cardAnswer(card: AdaptiveCard): InvokeAnswer {
  return { status: 200, body: { statusCode: 200, type: cardType, value: card } };
}

/** The card stays as it is, and the sentence is shown to whoever pressed. */
export function sentenceAnswer(text: string): InvokeAnswer {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
  };
}

export function dialogAnswer({ title, card, size }: DrawnForm): InvokeAnswer {
  const value = { title, height: size, width: size, card: { contentType: cardType, content: card } };
  return { status: 200, body: { task: { type: 'continue', value } } };
}

/** Draws a message anew, which must stand in this person's own conversation. */
export async function redraw(
  { connector }: Speaker,
  arrival: Arrival,
  message: string | undefined,
  card: AdaptiveCard,
): Promise<void> {
  if (message !== undefined)
    await connector.update(arrival.service, arrival.conversation, message, messageOf(card));
}
