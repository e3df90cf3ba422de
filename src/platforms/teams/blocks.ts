/** Neutral blocks -> Adaptive Card elements. */
import type { Block } from '../../chat/card.ts';
import { blockText } from '../../chat/plain-text.ts';
import type { Pen, Place } from './buttons.ts';
import { type Element, paragraphs } from './text.ts';

export function drawBlocks(blocks: readonly Block[], _pen: Pen, _place: Place): Element[] {
  return blocks.flatMap((block) => paragraphs(blockText(block)));
}
