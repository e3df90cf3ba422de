/** Who may take the step that has come: its holder, whom it names by role, nobody who is kept apart. */
import { failed, type Result } from '../../../kernel/result.ts';
import type { Pack } from '../../../policy/schema.ts';
import type { Step, StepKind } from '../../../policy/schema-requests.ts';
import type { Actor, Cast, Decided as DecidedElsewhere, Refusal } from './moves.ts';
import type { DataRequest, StayOutcome } from './request.ts';
import { inAskersPlace, keptApart, type Part } from './separation.ts';
import { decidersOf } from './turn.ts';
import { positionOf, takersOf } from './workflow.ts';

export type Plan = Pick<Pack, 'data_requests' | 'separation'>;

export interface Decision {
  readonly set: Partial<
    Pick<
      DataRequest,
      | 'state'
      | 'mergedIntoId'
      | 'collectionIds'
      | 'pii'
      | 'requesterId'
      | 'holderId'
      | 'fulfillerId'
      | 'level'
      | 'levelById'
      | 'levelStandingId'
    >
  >;
  /** How the stay at the current step ends; nothing when it goes on. */
  readonly ends?: StayOutcome;
  readonly question?: 'asked' | 'answered';
  /** What somebody else decided, as it was recorded. */
  readonly decided?: DecidedElsewhere;
}

export type Decided = Result<Decision, Refusal>;

export interface Scene {
  readonly plan: Plan;
  readonly request: DataRequest;
  readonly actor: Actor;
  readonly cast: Cast;
}

export function classifies({ cast, actor }: Scene): boolean {
  return cast.classifiers.includes(actor.id);
}

export function byHolder({ request, actor }: Scene): Decided | undefined {
  return request.holderId === actor.id
    ? undefined
    : failed({ why: 'only_holder', holderId: request.holderId });
}

/** Who a step names: its holder; its fulfiller too where the plan says so (X11); or a role. */
export function byDoer({ plan, request, actor, cast }: Scene): Decided | undefined {
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

export function stepNow({ plan, request }: Scene): Step | undefined {
  const position = positionOf(plan.data_requests, request);
  return position.at === 'step' ? position.step : undefined;
}

/** Whom the plan names for the step that has come: its holder, or a role and who may record for it. */
export function byTaker(scene: Scene, kind: StepKind): Decided | undefined {
  return atStep(scene, kind) ?? takes(scene, stepNow(scene));
}

/** Whether the step has come or not. */
export function takes(scene: Scene, step: Step | undefined): Decided | undefined {
  const roles = step ? takersOf(step) : [];
  if (roles.length === 0) return byHolder(scene);
  const apart = apartFrom(scene, 'approver', scene.actor.id);
  if (apart) return failed(apart);
  return roles.some((role) => mayRuleAs(scene, role)) ? undefined : failed({ why: 'only_role', roles });
}

/** Nobody rules on what they asked for, nor in the place of whoever did. The Coordinator's stand-in rules where none may. */
export function mayRuleAs({ plan, request, actor, cast }: Scene, role: string): boolean {
  if (request.requesterId === actor.id || inAskersPlace(request, actor.id, [role], cast.stoodIn))
    return false;
  if (role === plan.data_requests.classify.by)
    return decidersOf(plan.data_requests, cast, role).includes(actor.id);
  return actor.roles.includes(role);
}

export function recordsFor(scene: Scene, step: Step): boolean {
  return step.recorded_by.some((role) => mayRuleAs(scene, role));
}

export function atStep({ plan, request }: Scene, kind: StepKind): Decided | undefined {
  const position = positionOf(plan.data_requests, request);
  if (position.at === 'end') return failed({ why: 'other_step', step: undefined });
  if (position.at === 'classification') return failed({ why: 'unclassified' });
  const { step } = position;
  return step.kind === kind ? undefined : failed({ why: 'other_step', step: step.name });
}

export function apartFrom({ plan, request, cast }: Scene, part: Part, personId: string): Refusal | undefined {
  const rule = keptApart(plan.separation, request, part, personId, cast.stoodIn);
  return rule && { why: 'apart', ...rule };
}
