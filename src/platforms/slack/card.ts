/** Card -> the blocks of a message, a view or the Home tab. */
import type { Action, Card, Tone } from '../../chat/card.ts';
import { pathOfCard } from '../../chat/case-path.ts';
import { dots, sampleWords } from '../../chat/marks.ts';
import { headline } from '../../chat/plain-text.ts';
import { counter, drawBlocks, heading, sections, small } from './blocks.ts';
import { besideButton, button, type Pen } from './buttons.ts';
import { limits } from './limits.ts';
import { escaped, type SlackBlock } from './text.ts';

export interface SlackMessage {
  /** What a lock screen and a screen reader say. */
  readonly text: string;
  readonly blocks: SlackBlock[];
}

/** A message of at most 50 blocks; `told` is what just happened, above the card. */
export function drawMessage(card: Card, pen: Pen, told?: { text: string; tone: Tone }): SlackMessage {
  return {
    text: escaped(told ? told.text : headline(card)),
    blocks: drawCard(card, limits.messageBlocks, pen, told),
  };
}

/** At most `max` blocks. The body gives way first, and says where the rest can be read. */
export function drawCard(
  card: Card,
  max: number,
  pen: Pen,
  told?: { readonly text: string; readonly tone: Tone },
): SlackBlock[] {
  const next = counter();
  const top = [
    ...(told ? drawBlocks([{ kind: 'note', ...told }], next, pen) : []),
    ...heading(card.title),
    ...(card.status ? small(`${dots[card.status.tone]}${card.status.label}`) : []),
  ];
  const body = drawBlocks(card.blocks, next, pen);
  const bottom = [...buttons(card.actions, next, pen), ...(pen.sample ? small(sampleWords) : [])];
  if (top.length + body.length + bottom.length <= max) return [...top, ...body, ...bottom];
  const more: Action = { kind: 'link', label: 'See it all on the web page', path: pathOfCard(card.about) };
  const rest = [...sections('There is more than Slack can show here.'), ...buttons([more], next, pen)];
  const room = max - top.length - bottom.length - rest.length;
  return [...top, ...body.slice(0, Math.max(0, room)), ...rest, ...bottom];
}

export function buttons(actions: readonly Action[], next: () => number, pen: Pen): SlackBlock[] {
  const beside = actions.flatMap(besideButton).flatMap(sections);
  const rows: SlackBlock[] = [];
  for (let at = 0; at < actions.length; at += limits.actionsElements)
    rows.push({
      type: 'actions',
      elements: actions.slice(at, at + limits.actionsElements).map((action) => button(action, next(), pen)),
    });
  return [...beside, ...rows];
}

/** A sentence with nothing to press. */
export function drawSentence(
  text: string,
  tone: Tone,
  pen: Pen,
  actions: readonly Action[] = [],
): SlackMessage {
  const next = counter();
  return {
    text: escaped(text),
    blocks: [
      ...drawBlocks([{ kind: 'note', tone, text }], next, pen),
      ...buttons(actions, next, pen),
      ...(pen.sample ? small(sampleWords) : []),
    ],
  };
}
