/** Decides every move on a data request: may this person do it now, and what does it change? */
import { failed, ok } from '../../../kernel/result.ts';
import { correct, identify, markPublic, unidentify, unsponsored } from './kinds.ts';
import { merge, split } from './linking.ts';
import { check, close, fulfil, protect, qa, send, tick } from './making.ts';
import {
  apartFrom,
  atStep,
  byHolder,
  byTaker,
  classifies,
  type Decided,
  type Plan,
  type Scene,
  takes,
} from './may.ts';
import type { Actor, Cast, Move } from './moves.ts';
import { overseers } from './oversight.ts';
import { agreementOf, type DataRequest, openQuestion, sentRelease } from './request.ts';
import { rule, schedule } from './ruling.ts';
import { inAskersPlace } from './separation.ts';
import { decidesNow } from './turn.ts';
import { isLevelled, workflowOf } from './workflow.ts';

export function decide(plan: Plan, request: DataRequest, move: Move, actor: Actor, cast: Cast): Decided {
  const scene = { plan, request, actor, cast };
  if (move.kind === 'recall') return recall(scene, move.holderHere);
  if (request.state !== 'open') return failed({ why: 'ended', state: request.state });
  switch (move.kind) {
    case 'claim':
      return claim(scene);
    case 'put_back':
      return putBack(scene);
    case 'hand_over':
      return handOver(scene, move.to, move.toSteward);
    case 'ask':
      return ask(scene);
    case 'answer':
      return answer(scene);
    case 'gather':
      return byTaker(scene, 'gather') ?? ok({ set: {}, ends: 'done' });
    case 'draft':
      return byTaker(scene, 'draft_agreement') ?? ok({ set: {}, ends: 'done' });
    case 'redraft':
      return redraft(scene);
    case 'rule':
      return ruled(scene, move);
    case 'schedule':
      return schedule(scene);
    case 'fulfil':
      return fulfil(scene);
    case 'protect':
      return protect(scene);
    case 'tick':
      return tick(scene, move.part);
    case 'check':
      return check(scene);
    case 'qa':
      return qa(scene, move.passed, move.mark);
    case 'send':
      return sent(scene, move);
    case 'close':
      return close(scene);
    case 'classify':
      return classify(scene, move.level);
    case 'split':
      return split(scene, move.collectionIds);
    case 'merge':
      return merge(scene, move.into, move.sameAsker);
    case 'decline':
      return decline(scene);
    case 'withdraw':
      return withdraw(scene);
    case 'take_over':
      return takeOver(scene);
    case 'pass_by':
      return scene.cast.heirs?.includes(scene.actor.id) ? ok({ set: {} }) : failed({ why: 'only_heir' });
    case 'publish':
      return publish(scene);
    case 'identify':
      return identify(scene);
    case 'unidentify':
      return unidentify(scene);
    case 'mark_public':
      return markPublic(scene);
    case 'correct':
      return correct(scene);
  }
}

/** By whoever drafts it, until data were sent under it; those who decided on what it said before decide again (R067). */
function redraft(scene: Scene): Decided {
  const { plan, request } = scene;
  const step = workflowOf(plan.data_requests, request).find(({ kind }) => kind === 'draft_agreement');
  if (!step || !agreementOf(request)) return failed({ why: 'no_agreement' });
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  return takes(scene, step) ?? ok({ set: {}, ends: 'redrafted' });
}

function ruled(scene: Scene, { outcome, inFor }: Extract<Move, { readonly kind: 'rule' }>): Decided {
  const decided = rule(scene, outcome, inFor);
  const lapsed = decided.ok && outcome === 'approved' ? unsponsored(scene) : undefined;
  return lapsed ? failed(lapsed) : decided;
}

function sent(scene: Scene, move: Extract<Move, { readonly kind: 'send' }>): Decided {
  const decided = send(scene, move.requesterLeft, move.mark);
  return decided.ok && move.agreementOver ? failed({ why: 'agreement_over' }) : decided;
}

function claim(scene: Scene): Decided {
  const { request, actor, cast } = scene;
  if (request.holderId === actor.id) return failed({ why: 'held_by_you' });
  if (request.holderId) return failed({ why: 'taken', holderId: request.holderId });
  const apart = apartFrom(scene, 'fulfiller', actor.id);
  if (apart) return failed(apart);
  if (!cast.stewards.includes(actor.id)) return failed({ why: 'only_stewards' });
  return atStep(scene, 'claim') ?? ok({ set: { holderId: actor.id }, ends: 'done' });
}

function putBack(scene: Scene): Decided {
  if (sentRelease(scene.request)) return failed({ why: 'sent_already' });
  return byHolder(scene) ?? ok({ set: { holderId: undefined, fulfillerId: undefined }, ends: 'put_back' });
}

function handOver(scene: Scene, to: string, toSteward: boolean): Decided {
  const refused = byHolder(scene);
  if (refused) return refused;
  if (to === scene.actor.id) return failed({ why: 'held_by_you' });
  const apart = apartFrom(scene, 'fulfiller', to);
  if (apart) return failed(apart);
  if (!toSteward) return failed({ why: 'not_a_steward' });
  return ok({ set: { holderId: to }, ends: 'handed_over' });
}

function ask(scene: Scene): Decided {
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  if (sentRelease(scene.request)) return failed({ why: 'sent_already' });
  // Whoever decides may have to know more before they do.
  const { plan, request, actor, cast } = scene;
  const refused = byHolder(scene);
  const decides = decidesNow(plan.data_requests, request, cast).includes(actor.id);
  return refused && !decides ? refused : ok({ set: {}, question: 'asked' });
}

/** Whoever asked, and the holder, may record an answer that came by e-mail or by phone. */
function answer({ request, actor }: Scene): Decided {
  const question = openQuestion(request);
  if (!question) return failed({ why: 'no_question' });
  const { requesterId, typedById, holderId } = request;
  if (![requesterId, typedById, holderId, question.askedById].includes(actor.id))
    return failed({ why: 'only_asker' });
  return ok({ set: {}, question: 'answered' });
}

/** R063: the Coordinator's, and final; it may be corrected by the same hand until something is sent. */
function classify(scene: Scene, level: string): Decided {
  const { plan, request, actor } = scene;
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  const apart = apartFrom(scene, 'classifier', actor.id);
  if (apart) return failed(apart);
  if (!scene.cast.classifiers.includes(actor.id)) return failed({ why: 'only_classifier' });
  const levels = Object.keys(plan.data_requests.levels);
  if (!levels.includes(level) || !isLevelled(plan.data_requests, request))
    return failed({ why: 'unknown_level' });
  const set = { level, levelById: actor.id, levelStandingId: undefined };
  if (request.level === undefined || request.level === level) return ok({ set });
  const stricter = levels.indexOf(level) > levels.indexOf(request.level);
  return ok({ set, ends: stricter ? 'reclassified' : 'relaxed' });
}

/** Its holder, the Coordinator, or whoever gathers what it rests on (R067: denial is possible, terminal and needs a reason). */
function decline(scene: Scene): Decided {
  const { request, actor } = scene;
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  const gathers = byTaker(scene, 'gather') === undefined;
  if (request.requesterId === actor.id || !(request.holderId === actor.id || gathers || classifies(scene)))
    return failed({ why: 'only_decider' });
  return ok({ set: { state: 'declined' }, ends: 'ended' });
}

function withdraw({ request, actor }: Scene): Decided {
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  if (request.requesterId !== actor.id && request.typedById !== actor.id)
    return failed({ why: 'only_asker' });
  return ok({ set: { state: 'withdrawn' }, ends: 'ended' });
}

/** Domain D1: nothing goes to an account that nobody has. Whoever had a hand in it can't become who it is for. */
function takeOver(scene: Scene): Decided {
  const { request, actor, cast } = scene;
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  const apart = apartFrom(scene, 'requester', actor.id);
  if (apart) return failed(apart);
  if (!cast.heirs?.includes(actor.id)) return failed({ why: 'only_heir' });
  // What was authorised was for whoever asked before (003 §3.3).
  return ok({ set: { requesterId: actor.id }, ...(request.pii ? { ends: 'taken_over' } : {}) });
}

/** Its holder, the Coordinator, or while nobody holds it any steward who is asked. */
function publish(scene: Scene): Decided {
  const { request, actor, cast } = scene;
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  const asked = request.holderId === undefined && cast.stewards.includes(actor.id);
  if (request.requesterId === actor.id || !(request.holderId === actor.id || asked || classifies(scene)))
    return failed({ why: 'only_decider' });
  return ok({ set: { state: 'public' }, ends: 'ended' });
}

/** Takes back what was sent and opens the making of a replacement, also after the request was closed. */
function recall(scene: Scene, holderHere: boolean): Decided {
  const { plan, request, actor } = scene;
  if (request.state !== 'open' && request.state !== 'closed')
    return failed({ why: 'ended', state: request.state });
  const sent = sentRelease(request);
  if (!sent) return failed({ why: 'not_sent' });
  const made = [request.holderId, request.fulfillerId, sent.sentById].includes(actor.id);
  const roles = overseers(plan.data_requests).filter((role) => actor.roles.includes(role));
  const oversees = roles.length > 0 && !inAskersPlace(request, actor.id, roles, scene.cast.stoodIn);
  if (request.requesterId === actor.id || !(made || oversees)) return failed({ why: 'only_decider' });
  const holderId = holderHere ? request.holderId : undefined;
  return ok({ set: { state: 'open', holderId, fulfillerId: undefined }, ends: 'recalled' });
}
