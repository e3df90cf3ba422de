/** Decides whether a request is split in two, or ends because another of the same person answers it too. */
import { failed, ok } from '../../../kernel/result.ts';
import { classifies, type Decided, type Scene } from './may.ts';
import { type DataRequest, openQuestion, sentRelease } from './request.ts';
import { doneStays, workflowOf } from './workflow.ts';

/** Before anything is made: what lies in the secure folder would be of both. */
export function split(scene: Scene, collectionIds: readonly string[]): Decided {
  const { request, plan } = scene;
  const refused = byLinker(scene);
  if (refused) return refused;
  if (request.collectionIds.length < 2) return failed({ why: 'one_collection' });
  const done = doneStays(plan.data_requests, request);
  if (workflowOf(plan.data_requests, request).some(({ id, kind }) => kind === 'fulfil' && done.has(id)))
    return failed({ why: 'made_already' });
  const left = request.collectionIds.filter((id) => !collectionIds.includes(id));
  if (left.length === 0 || left.length === request.collectionIds.length) return failed({ why: 'split_all' });
  return ok({ set: { collectionIds: left } });
}

/** `sameAsker`: nobody's question is answered to somebody else. */
export function merge(scene: Scene, into: DataRequest, sameAsker: boolean): Decided {
  const { request } = scene;
  const refused = byLinker(scene);
  if (refused) return refused;
  if (!sameAsker || !covers(into, request)) return failed({ why: 'no_match' });
  return ok({ set: { state: 'merged', mergedIntoId: into.id }, ends: 'ended' });
}

/** Open, of the same kind, and about all of the data. */
export function covers(into: DataRequest, request: DataRequest): boolean {
  return (
    into.id !== request.id &&
    into.state === 'open' &&
    into.route === request.route &&
    into.pii === request.pii &&
    sentRelease(into) === undefined &&
    request.collectionIds.every((id) => into.collectionIds.includes(id))
  );
}

/** Its holder or the Coordinator; never whoever asked. */
function byLinker(scene: Scene): Decided | undefined {
  const { request, actor } = scene;
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  if (request.requesterId === actor.id || !(request.holderId === actor.id || classifies(scene)))
    return failed({ why: 'only_decider' });
  return openQuestion(request) ? failed({ why: 'question_open' }) : undefined;
}
