/** Messages of the conversation. One case, one card: the newest is shown whole, earlier ones are a line that opens. */
import type { FeedItem } from '../../app/ports.ts';
import type { Card } from '../../chat/card.ts';
import { drawCard, fingerprintOf } from './card.ts';
import { type Html, html } from './html.ts';
import type { Pen } from './pen.ts';

export function drawMessage(body: Html): Html {
  return html`<div class="message">${body}</div>`;
}

/** Oldest first; `after` are the cases whose cards follow below. */
export function drawNotices(
  items: readonly FeedItem[],
  pen: Pen,
  after: readonly (string | undefined)[] = [],
): readonly Html[] {
  const met = new Set(after);
  return items
    .toReversed()
    .map((item) => {
      const key = keyOf(item.card);
      const earlier = key !== undefined && met.has(key);
      met.add(key);
      return drawCase(item.card, pen, { item, earlier });
    })
    .toReversed();
}

export function keyOf(card: Card): string | undefined {
  return card.about && `${card.about.kind}:${card.about.id}`;
}

interface Placed {
  readonly item: FeedItem;
  readonly earlier: boolean;
}

/** The line stands ready in every card of a case: the page's script folds the card once a newer one follows. */
export function drawCase(card: Card, pen: Pen, placed?: Placed): Html {
  const body = card.about
    ? html`<details class="case"${!placed?.earlier && html` open`}><summary class="case-line">${
        placed && html`${drawTime(placed.item)} · `
      }<span class="case-title" dir="auto">${card.title}</span>${says(card)}</summary>${drawCard(card, pen)}</details>`
    : drawCard(card, pen);
  if (!placed) return drawMessage(body);
  const { item, earlier } = placed;
  return html`<div class="message notice${earlier && ' earlier'}" data-row="${item.rowId}" data-print="${fingerprintOf(card)}">${drawTime(item)}${body}</div>`;
}

/** The card's first sentence: its news. */
function says(card: Card): Html | undefined {
  const first = card.blocks.find((block) => block.kind === 'text' || block.kind === 'note');
  if (first?.kind !== 'text' && first?.kind !== 'note') return undefined;
  const sentence = /^.*?[.!?](?=\s|$)/su.exec(first.text)?.[0] ?? first.text;
  return html` · <span class="case-says" dir="auto">${sentence}</span>`;
}

function drawTime({ at, when }: FeedItem): Html {
  return html`<time class="when" datetime="${at.toString()}">${when}</time>`;
}
