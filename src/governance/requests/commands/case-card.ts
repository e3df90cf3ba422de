/** A request's card as it is looked at by itself: with what was like it, and what stands in the way of its steps. */
import type { Ask } from '../../../app/context.ts';
import type { Card } from '../../../chat/card.ts';
import { atOnce } from '../../../store/at-once.ts';
import { requestCard } from '../cards/request-card.ts';
import { similarBlocks } from '../cards/similar.ts';
import { type DataRequest, lastRelease } from '../rules/request.ts';
import type { SimilarRequest } from '../rules/similar.ts';
import { type CaseFile, filesOf } from '../store/case-file.ts';
import { readRequests, type Wanted } from '../store/read.ts';
import { similarTo } from '../store/similar.ts';
import { checkingGap } from './coverage.ts';

/** Looked up and drawn in as few turns to the store as can be; nothing where there is none or it is not theirs to see. */
export async function lookAt(
  ask: Ask,
  wanted: Wanted,
): Promise<{ readonly id: string; readonly card: Card } | undefined> {
  const [request] = await readRequests(ask, wanted);
  if (!request) return undefined;
  const { files, similar } = await atOnce(ask.reader, {
    files: () => filesOf(ask, [request]),
    similar: () => similarFor(ask, request),
  });
  const [file] = files;
  return file && { id: request.id, card: await cardBeside(ask, file, similar) };
}

export async function caseCard(ask: Ask, file: CaseFile): Promise<Card> {
  return cardBeside(ask, file, await similarFor(ask, file.request));
}

/** With what is like it, as it was looked up; and with what stands in the way. */
export async function cardBeside(
  ask: Ask,
  file: CaseFile,
  similar: readonly SimilarRequest[],
): Promise<Card> {
  const card = requestCard(file, ask.actor);
  const asides = [
    ...(await checkingGap(ask, file)),
    ...similarBlocks(file.policy.pack.data_requests, similar),
  ];
  return asides.length === 0 ? card : { ...card, blocks: [...card.blocks, ...asides] };
}

/** Before the work begins; afterwards it would only be in the way. */
export async function similarFor(ask: Ask, request: DataRequest): Promise<readonly SimilarRequest[]> {
  return request.state === 'open' && !lastRelease(request) ? similarTo(ask, request.id) : [];
}
