/** Slack's text objects, in the kinds that never interpret what somebody typed. */
import type { types } from '@slack/bolt';

export type SlackBlock = types.KnownBlock;
export type RichSection = types.RichTextSection;
type RichElement = RichSection['elements'][number];

/** `emoji: false` keeps ":smile:" as it was typed. */
export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** Never empty: Slack refuses an empty text. */
export function words(text: string, style?: { bold?: true; italic?: true; code?: true }): RichElement {
  const shown = text === '' ? ' ' : text;
  return style ? { type: 'text', text: shown, style } : { type: 'text', text: shown };
}

export function richSection(...elements: readonly RichElement[]): RichSection {
  return { type: 'rich_text_section', elements: [...elements] };
}

/** For a message's fallback line, the one text where Slack reads "<!channel>" as a command. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What Slack did to a text on its way to us. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
