/** A request's card as it is looked at by itself: with what was like it, and what stands in the way of its steps. */
import type { Ask } from '../../../app/context.ts';
import type { Block, Card } from '../../../chat/card.ts';
import { requestCard } from '../cards/request-card.ts';
import { similarBlocks } from '../cards/similar.ts';
import { lastRelease } from '../rules/request.ts';
import type { SimilarRequest } from '../rules/similar.ts';
import type { CaseFile } from '../store/case-file.ts';
import { similarTo } from '../store/similar.ts';
import { checkingGap } from './coverage.ts';

export async function caseCard(ask: Ask, file: CaseFile): Promise<Card> {
  return withAsides(requestCard(file, ask.actor), await asides(ask, file, await similarFor(ask, file)));
}

/** Before the work begins; afterwards it would only be in the way. */
export async function similarFor(ask: Ask, { request }: CaseFile): Promise<readonly SimilarRequest[]> {
  return request.state === 'open' && !lastRelease(request) ? similarTo(ask, request.id) : [];
}

export async function asides(
  ask: Ask,
  file: CaseFile,
  similar: readonly SimilarRequest[],
): Promise<readonly Block[]> {
  return [...(await checkingGap(ask, file)), ...similarBlocks(file.policy.pack.data_requests, similar)];
}

export function withAsides(card: Card, blocks: readonly Block[]): Card {
  return blocks.length === 0 ? card : { ...card, blocks: [...card.blocks, ...blocks] };
}
