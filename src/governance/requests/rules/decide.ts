/** Decides every move on a data request: may this person do it now, and what does it change? */
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { Pack } from '../../../policy/schema.ts';
import type { Step, StepKind } from '../../../policy/schema-requests.ts';
import type { Actor, Cast, Decided as DecidedElsewhere, Move, Refusal, Ruling } from './moves.ts';
import { overseers } from './oversight.ts';
import { type DataRequest, openQuestion, openStay, type StayOutcome, sentRelease } from './request.ts';
import { inAskersPlace, keptApart, type Part } from './separation.ts';
import { decidersOf } from './turn.ts';
import { isAuthorised, isLevelled, isOpenKind, positionOf, takersOf } from './workflow.ts';

export type Plan = Pick<Pack, 'data_requests' | 'separation'>;

export interface Decision {
  readonly set: Partial<
    Pick<DataRequest, 'state' | 'holderId' | 'fulfillerId' | 'level' | 'levelById' | 'levelStandingId'>
  >;
  /** How the stay at the current step ends; nothing when it goes on. */
  readonly ends?: StayOutcome;
  readonly question?: 'asked' | 'answered';
  /** What somebody else decided, as it was recorded. */
  readonly decided?: DecidedElsewhere;
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
    case 'gather':
      return byTaker(scene, 'gather') ?? ok({ set: {}, ends: 'done' });
    case 'draft':
      return byTaker(scene, 'draft_agreement') ?? ok({ set: {}, ends: 'done' });
    case 'rule':
      return rule(scene, move.outcome, move.inFor);
    case 'schedule':
      return schedule(scene);
    case 'fulfil':
      return fulfil(scene);
    case 'protect':
      return protect(scene);
    case 'tick':
      return tick(scene, move.part);
    case 'check':
      return byTaker(scene, 'checklist') ?? ok({ set: {}, ends: 'done' });
    case 'qa':
      return qa(scene, move.passed);
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

/** R067: who decides is the plan's; denying ends the request. */
function rule(scene: Scene, outcome: Ruling, inFor: DecidedElsewhere | undefined): Decided {
  const step = stepNow(scene);
  const kind = step?.kind === 'review' || step?.kind === 'authorise' ? step.kind : 'approve';
  const refused = byTaker(scene, kind);
  if (refused || !step) return refused ?? failed({ why: 'other_step', step: undefined });
  if (step.needs.includes('classification') && scene.request.level === undefined)
    return failed({ why: 'unclassified' });
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  const own = mayRuleAs(scene, step.by);
  if (inFor ? !recordsFor(scene, step) : !own) return failed({ why: 'recorded_only' });
  if (inFor?.byId === scene.request.requesterId && inFor?.byId !== undefined)
    return failed({ why: 'only_role', roles: takersOf(step) });
  if (step.at === 'board_meeting' && openStay(scene.request)?.meetingId === undefined)
    return failed({ why: 'no_meeting' });
  const decided = inFor ? { decided: inFor } : {};
  switch (outcome) {
    case 'approved':
      return ok({ set: {}, ends: 'done', ...decided });
    case 'pulled':
      return step.at === 'board_meeting'
        ? ok({ set: {}, ends: 'pulled', ...decided })
        : failed({ why: 'other_step', step: step.name });
    case 'denied':
      return ok({ set: { state: 'declined' }, ends: 'denied', ...decided });
  }
}

function schedule(scene: Scene): Decided {
  const refused = byTaker(scene, 'approve');
  if (refused) return refused;
  const step = stepNow(scene);
  return step?.at === 'board_meeting' ? ok({ set: {} }) : failed({ why: 'other_step', step: step?.name });
}

function protect(scene: Scene): Decided {
  const refused = byHolder(scene) ?? atStep(scene, 'avoid_disclosure');
  if (refused) return refused;
  const apart = apartFrom(scene, 'fulfiller', scene.actor.id);
  if (apart) return failed(apart);
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  return ok({ set: {}, ends: 'done' });
}

/** R094: each line is answered by those whom the plan names; the holder answers for the steward. */
function tick(scene: Scene, part: string): Decided {
  const refused = atStep(scene, 'checklist');
  if (refused) return refused;
  const step = stepNow(scene);
  const { actor, request, plan } = scene;
  if (!step?.checklist?.by.includes(part))
    return failed({ why: 'only_role', roles: step?.checklist?.by ?? [] });
  if (request.requesterId === actor.id) return failed({ why: 'only_role', roles: [part] });
  const isSteward = part === plan.data_requests.route.to;
  if (isSteward) return byHolder(scene) ?? ok({ set: {} });
  return actor.roles.includes(part) ? ok({ set: {} }) : failed({ why: 'only_role', roles: [part] });
}

/** R065, R066: another data steward than whoever had a hand in the data; a failure goes back to where the plan says. */
function qa(scene: Scene, passed: boolean): Decided {
  const refused = atStep(scene, 'qa');
  if (refused) return refused;
  const apart = apartFrom(scene, 'qa', scene.actor.id);
  if (apart) return failed(apart);
  const step = stepNow(scene);
  const isStewards = step?.by === scene.plan.data_requests.route.to;
  const may = isStewards
    ? scene.cast.checkers.includes(scene.actor.id) || scene.actor.roles.includes(step.by)
    : step !== undefined && mayRuleAs(scene, step.by);
  if (!may) return failed({ why: 'only_checkers' });
  return ok({ set: {}, ends: passed ? 'done' : 'failed' });
}

function send(scene: Scene, requesterLeft: boolean): Decided {
  const refused = byDoer(scene) ?? atStep(scene, 'send');
  if (refused) return refused;
  const apart = apartFrom(scene, 'sender', scene.actor.id);
  if (apart) return failed(apart);
  const plan = scene.plan.data_requests;
  if (scene.request.level === undefined && isLevelled(plan, scene.request))
    return failed({ why: 'unclassified' });
  if (scene.request.pii && !isAuthorised(plan, scene.request)) return failed({ why: 'unauthorised' });
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
  const levels = Object.keys(plan.data_requests.levels);
  if (!levels.includes(level) || !isLevelled(plan.data_requests, request))
    return failed({ why: 'unknown_level' });
  const set = { level, levelById: actor.id, levelStandingId: undefined };
  if (request.level === undefined || request.level === level) return ok({ set });
  const stricter = levels.indexOf(level) > levels.indexOf(request.level);
  return ok({ set, ends: stricter ? 'reclassified' : 'relaxed' });
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

function stepNow({ plan, request }: Scene): Step | undefined {
  const position = positionOf(plan.data_requests, request);
  return position.at === 'step' ? position.step : undefined;
}

/** Whom the plan names for the step that has come: its holder, or a role and who may record for it. */
function byTaker(scene: Scene, kind: StepKind): Decided | undefined {
  const refused = atStep(scene, kind);
  if (refused) return refused;
  const step = stepNow(scene);
  const roles = step ? takersOf(step) : [];
  if (roles.length === 0) return byHolder(scene);
  const apart = apartFrom(scene, 'approver', scene.actor.id);
  if (apart) return failed(apart);
  return roles.some((role) => mayRuleAs(scene, role)) ? undefined : failed({ why: 'only_role', roles });
}

/** Nobody rules on what they asked for, nor in the place of whoever did. The Coordinator's stand-in rules where none may. */
function mayRuleAs({ plan, request, actor, cast }: Scene, role: string): boolean {
  if (request.requesterId === actor.id || inAskersPlace(request, actor.id, [role], cast.stoodIn))
    return false;
  if (role === plan.data_requests.classify.by)
    return decidersOf(plan.data_requests, cast, role).includes(actor.id);
  return actor.roles.includes(role);
}

function recordsFor(scene: Scene, step: Step): boolean {
  return step.recorded_by.some((role) => mayRuleAs(scene, role));
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
