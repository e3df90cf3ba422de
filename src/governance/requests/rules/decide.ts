/** Decides every move on a data request: may this person do it now, and what does it change? */
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { Pack, StepKind } from '../../../policy/schema.ts';
import type { Actor, Cast, Move, Refusal } from './moves.ts';
import { overseers } from './oversight.ts';
import { type DataRequest, openQuestion, type StayOutcome, sentRelease } from './request.ts';
import { inAskersPlace, keptApart, type Part } from './separation.ts';
import { isOpenKind, positionOf } from './workflow.ts';

export type Plan = Pick<Pack, 'data_requests' | 'separation'>;

export interface Decision {
  readonly set: Partial<
    Pick<DataRequest, 'state' | 'holderId' | 'fulfillerId' | 'level' | 'levelById' | 'levelStandingId'>
  >;
  /** How the stay at the current step ends; nothing when it goes on. */
  readonly ends?: StayOutcome;
  readonly question?: 'asked' | 'answered';
}

type Decided = Result<Decision, Refusal>;

interface Scene {
  readonly plan: Plan;
  readonly request: DataRequest;
  readonly actor: Actor;
  readonly cast: Cast;
}

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
    case 'fulfil':
      return fulfil(scene);
    case 'send':
      return send(scene, move.requesterLeft);
    case 'close':
      return close(scene);
    case 'classify':
      return classify(scene, move.level);
    case 'decline':
      return decline(scene);
    case 'withdraw':
      return withdraw(scene);
    case 'publish':
      return publish(scene);
  }
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
  return byHolder(scene) ?? ok({ set: {}, question: 'asked' });
}

/** The steward may record an answer that came by e-mail or by phone. */
function answer({ request, actor }: Scene): Decided {
  if (!openQuestion(request)) return failed({ why: 'no_question' });
  if (![request.requesterId, request.typedById, request.holderId].includes(actor.id))
    return failed({ why: 'only_asker' });
  return ok({ set: {}, question: 'answered' });
}

function fulfil(scene: Scene): Decided {
  const refused = byHolder(scene) ?? atStep(scene, 'fulfil');
  if (refused) return refused;
  const apart = apartFrom(scene, 'fulfiller', scene.actor.id);
  if (apart) return failed(apart);
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  return ok({ set: { fulfillerId: scene.actor.id }, ends: 'done' });
}

function send(scene: Scene, requesterLeft: boolean): Decided {
  const refused = byDoer(scene) ?? atStep(scene, 'send');
  if (refused) return refused;
  const apart = apartFrom(scene, 'sender', scene.actor.id);
  if (apart) return failed(apart);
  if (scene.request.level === undefined) return failed({ why: 'unclassified' });
  if (requesterLeft) return failed({ why: 'requester_left' });
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  return ok({ set: {}, ends: 'done' });
}

function close(scene: Scene): Decided {
  return byDoer(scene) ?? atStep(scene, 'close') ?? ok({ set: { state: 'closed' }, ends: 'done' });
}

/** R063: the Coordinator's, and final; it may be corrected by the same hand until something is sent. */
function classify(scene: Scene, level: string): Decided {
  const { plan, request, actor } = scene;
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  const apart = apartFrom(scene, 'classifier', actor.id);
  if (apart) return failed(apart);
  if (!scene.cast.classifiers.includes(actor.id)) return failed({ why: 'only_classifier' });
  if (!(level in plan.data_requests.levels)) return failed({ why: 'unknown_level' });
  return ok({ set: { level, levelById: actor.id, levelStandingId: undefined } });
}

/** Its holder or the Coordinator (R067: denial is possible, terminal and needs a reason). */
function decline(scene: Scene): Decided {
  const { request, actor } = scene;
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  if (request.requesterId === actor.id || !(request.holderId === actor.id || classifies(scene)))
    return failed({ why: 'only_decider' });
  return ok({ set: { state: 'declined' }, ends: 'ended' });
}

function withdraw({ request, actor }: Scene): Decided {
  if (sentRelease(request)) return failed({ why: 'sent_already' });
  if (request.requesterId !== actor.id && request.typedById !== actor.id)
    return failed({ why: 'only_asker' });
  return ok({ set: { state: 'withdrawn' }, ends: 'ended' });
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

function classifies({ cast, actor }: Scene): boolean {
  return cast.classifiers.includes(actor.id);
}

function byHolder({ request, actor }: Scene): Decided | undefined {
  return request.holderId === actor.id
    ? undefined
    : failed({ why: 'only_holder', holderId: request.holderId });
}

/** Who a step names: its holder; its fulfiller too where the plan says so (X11); or a role. */
function byDoer({ plan, request, actor, cast }: Scene): Decided | undefined {
  const position = positionOf(plan.data_requests, request);
  const by = position.at === 'step' ? position.step.by : 'holder';
  const may =
    request.holderId === actor.id ||
    (by === 'fulfiller' && request.fulfillerId === actor.id) ||
    (by !== plan.data_requests.route.to &&
      actor.roles.includes(by) &&
      request.requesterId !== actor.id &&
      !inAskersPlace(request, actor.id, [by], cast.stoodIn));
  return may ? undefined : failed({ why: 'only_holder', holderId: request.holderId });
}

function atStep({ plan, request }: Scene, kind: StepKind): Decided | undefined {
  const position = positionOf(plan.data_requests, request);
  if (position.at === 'end') return failed({ why: 'other_step', step: undefined });
  if (position.at === 'classification') return failed({ why: 'unclassified' });
  const { step } = position;
  if (step.kind === kind) return undefined;
  return failed(
    isOpenKind(step.kind)
      ? { why: 'other_step', step: step.name }
      : { why: 'kind_not_open', kind: step.kind, step: step.name },
  );
}

function apartFrom({ plan, request, cast }: Scene, part: Part, personId: string): Refusal | undefined {
  const rule = keptApart(plan.separation, request, part, personId, cast.stoodIn);
  return rule && { why: 'apart', ...rule };
}
