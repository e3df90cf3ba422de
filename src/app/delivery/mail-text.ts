/** What a notice looks like in e-mail: the card as text, and the way into the web surface. */
import type { Card } from '../../chat/card.ts';
import { blockText, headline, plainText } from '../../chat/plain-text.ts';
import type { Letter } from '../feature.ts';

export interface MailStyle {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** The sample district says so in every letter. */
  readonly sample: boolean;
}

const sampleLine = 'This comes from a sample district: everybody and everything in it is invented.';

/** For staff: buttons can't be pressed in a letter, so it leads to where they can. */
export function cardAsMail(
  card: Card,
  style: MailStyle,
): { readonly subject: string; readonly text: string } {
  return {
    subject: subject(headline(card), style),
    text: joined([plainText(card), `Open it in Safekeep: ${style.publicUrl}/`], style),
  };
}

/** For people outside, who have no way in: no link. */
export function letterAsMail(
  letter: Letter,
  style: MailStyle,
): { readonly subject: string; readonly text: string } {
  return { subject: subject(letter.subject, style), text: joined(letter.blocks.map(blockText), style) };
}

function subject(text: string, style: MailStyle): string {
  return style.sample ? `[Sample] ${text}` : text;
}

function joined(parts: readonly string[], style: MailStyle): string {
  return [...parts, ...(style.sample ? [sampleLine] : [])].filter((part) => part !== '').join('\n\n');
}
