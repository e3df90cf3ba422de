/** The modals that are not forms: what came of it, and "one moment". */
import type { types } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import { sampleWords } from '../../chat/marks.ts';
import { resultTitle, type Told } from '../../chat/shown.ts';
import { counter, drawBlocks, small } from './blocks.ts';
import type { Pen } from './buttons.ts';
import { drawCard, drawSentence } from './card.ts';
import { limits } from './limits.ts';
import { plain, type SlackBlock } from './text.ts';

const resultCallback = 'safekeep-result';

export function resultView(
  told: Told | undefined,
  card: Card | undefined,
  pen: Pen,
  source?: string,
): types.ModalView {
  const blocks: SlackBlock[] = card
    ? drawCard(card, limits.viewBlocks, pen, told)
    : drawSentence(told?.text ?? 'Done.', told?.tone ?? 'good', pen).blocks;
  return {
    type: 'modal',
    callback_id: resultCallback,
    title: plain(resultTitle(told)),
    close: plain('Close'),
    ...(source ? { private_metadata: JSON.stringify({ t: '', u: source }) } : {}),
    blocks,
  };
}

/** Shown where the answer takes longer than Slack waits for. */
export function waitingView(pen: Pen): types.ModalView {
  return {
    type: 'modal',
    callback_id: resultCallback,
    title: plain('One moment'),
    close: plain('Close'),
    blocks: [
      ...drawBlocks(
        [{ kind: 'text', text: 'This takes a little longer than usual. The answer appears here.' }],
        counter(),
        pen,
      ),
      ...(pen.sample ? small(sampleWords) : []),
    ],
  };
}

export function homeView(card: Card | undefined, told: Told | undefined, pen: Pen): types.HomeView {
  return {
    type: 'home',
    blocks: card
      ? drawCard(card, limits.viewBlocks, pen, told)
      : drawSentence(told?.text ?? '', told?.tone ?? 'neutral', pen).blocks,
  };
}
