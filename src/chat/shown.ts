/** What is to be seen of a reply in chat: a form, a sentence, or a card with or without a sentence above it. */
import { assertNever } from '../kernel/assert-never.ts';
import type { Card, Tone } from './card.ts';
import type { OpenForm } from './form.ts';
import type { Reply } from './interaction.ts';
import { betterOnAPage, pageCard } from './page-card.ts';

/** What just happened, in a sentence. */
export interface Told {
  readonly text: string;
  readonly tone: Tone;
}

export type Shown =
  | { readonly open: OpenForm; readonly told?: undefined; readonly card?: undefined }
  | Result;

export type Result =
  | { readonly open?: undefined; readonly told?: Told; readonly card: Card }
  | { readonly open?: undefined; readonly told: Told; readonly card?: undefined };

export function shownOf(reply: Reply): Shown {
  switch (reply.kind) {
    case 'form':
    case 'invalid':
      return { open: reply.open };
    case 'card':
      return { card: reply.card };
    case 'done': {
      const told = { text: reply.text, tone: reply.tone };
      return reply.card ? { told, card: reply.card } : { told };
    }
    case 'document':
      return { told: { text: betterOnAPage, tone: 'info' }, card: pageCard(reply.document) };
    case 'options':
      return { told: { text: 'Done.', tone: 'good' } };
    default:
      return assertNever(reply);
  }
}

/** What stands in the title bar above what came of it. */
export function resultTitle(told: Told | undefined): string {
  if (told === undefined) return 'Safekeep';
  return told.tone === 'warning' || told.tone === 'danger' ? 'Please read this' : 'Done';
}
