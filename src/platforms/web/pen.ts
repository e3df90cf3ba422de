/** What drawing needs to know beside the thing drawn: whose page it is and the secrets its buttons carry. */
import { newId } from '../../kernel/ids.ts';
import { type Html, html } from './html.ts';

export interface Pen {
  /** Bound to the session; every POST must bring it back. */
  readonly csrf: string;
  readonly sample: boolean;
  /** Of the person who looks, for initialled lines. */
  readonly initials: string;
  /** A new one for every button and form, so that a repeated press is recognised. */
  readonly nonce: () => string;
  /** On a page that is read on its own: where its forms and buttons come back to. */
  readonly way?: Way;
}

export interface Way {
  readonly path: string;
  /** The button's place on that page. */
  readonly at?: string;
}

export function penFor(csrf: string, sample: boolean, name: string | undefined): Pen {
  return { csrf, sample, initials: initialsOf(name ?? ''), nonce: newId };
}

/** "Maria de la Cruz" -> "MC". */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  const first = words[0] ?? name.trim();
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return [first, last].map((word) => [...word][0] ?? '').join('');
}

/** The hidden part of every form that changes something. */
export function seals(pen: Pen): Html {
  return html`<input type="hidden" name="_csrf" value="${pen.csrf}"><input type="hidden" name="_nonce" value="${pen.nonce()}">`;
}
