/** A document in chat: a card that leads to the web surface, where it can be read, printed and saved. */
import type { Card } from './card.ts';
import type { Document } from './document.ts';

export const betterOnAPage = 'This is better read on a page of its own.';

export function pageCard(document: Document): Card {
  return {
    audience: 'person',
    title: document.kind === 'page' ? document.title : document.name,
    blocks: [],
    actions: [{ kind: 'link', label: 'Open the web page', path: '/' }],
  };
}
