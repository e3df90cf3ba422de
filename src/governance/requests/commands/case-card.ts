/** A request's card as it is looked at by itself: with what was like it, and what stands in the way of its steps. */
import type { Ask } from '../../../app/context.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { atOnce } from '../../../store/at-once.ts';
import { requestCard } from '../cards/request-card.ts';
import { similarBlocks } from '../cards/similar.ts';
import { lastRelease } from '../rules/request.ts';
import type { SimilarRequest } from '../rules/similar.ts';
import type { CaseFile } from '../store/case-file.ts';
import { similarTo } from '../store/similar.ts';
import { checkingGap } from './coverage.ts';

export async function caseCard(ask: Ask, file: CaseFile): Promise<Card> {
  const { similar, gap } = await atOnce(ask.reader, {
    similar: () => similarFor(ask, file),
    gap: () => checkingGap(ask, file),
  });
  return withAsides(requestCard(file, ask.actor), asides(file, gap, similar));
}

/** Before the work begins; afterwards it would only be in the way. */
export async function similarFor(ask: Ask, { request }: CaseFile): Promise<readonly SimilarRequest[]> {
  return request.state === 'open' && !lastRelease(request) ? similarTo(ask, request.id) : [];
}

/** `gap` is what `checkingGap` says of this case. */
export function asides(
  { policy }: CaseFile,
  gap: readonly Block[],
  similar: readonly SimilarRequest[],
): readonly Block[] {
  return [...gap, ...similarBlocks(policy.pack.data_requests, similar)];
}

export function withAsides(card: Card, blocks: readonly Block[]): Card {
  return blocks.length === 0 ? card : { ...card, blocks: [...card.blocks, ...blocks] };
}
