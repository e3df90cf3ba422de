/** What chat has no room for: a card that leads to the web surface, where it can be read and printed, or filled in. */
import type { Card } from './card.ts';
import type { Document } from './document.ts';
import type { OpenForm } from './form.ts';
import { formPath } from './form-token.ts';

export const betterOnAPage = 'This is better read on a page of its own.';

export function pageCard(document: Document): Card {
  return {
    audience: 'person',
    title: document.kind === 'page' ? document.title : document.name,
    blocks: [],
    actions: [{ kind: 'link', label: 'Open the web page', path: '/' }],
  };
}

/** For a form of which a platform can't show all. */
export function longFormCard({ form, token }: OpenForm, platform: string): Card {
  return {
    audience: 'person',
    title: form.title,
    blocks: [
      {
        kind: 'text',
        text: `There is more in this form than ${platform} can show. Please fill it in on the web page.`,
      },
    ],
    actions: [{ kind: 'link', label: 'Open the form', path: formPath(token) }],
  };
}
