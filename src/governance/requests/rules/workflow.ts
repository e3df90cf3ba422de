/** Reads a request's way through the plan: which steps are done and which comes next. It knows kinds of steps, never levels. */
import type { DataRequestPolicy, Step, StepKind } from '../../../policy/schema.ts';
import type { DataRequest, Stay } from './request.ts';

/** The kinds that can be taken today; the others are shown and say that they are not open yet. */
const openKinds: readonly StepKind[] = ['claim', 'fulfil', 'send', 'close'];

/** What a put-back or a recall undoes: everything from the making of the data on. Approvals given before stay. */
const makingKinds: readonly StepKind[] = ['fulfil', 'avoid_disclosure', 'checklist', 'qa', 'send', 'close'];

export function isOpenKind(kind: StepKind): boolean {
  return openKinds.includes(kind);
}

/** Before classification the plan's intake, afterwards the level's own steps (R064–R066). */
export function workflowOf(plan: DataRequestPolicy, level: string | undefined): readonly Step[] {
  if (level === undefined) return plan.intake.steps;
  return plan.levels[level]?.steps ?? plan.intake.steps;
}

/** The level has steps that this version can't take yet. */
export function hasClosedSteps(plan: DataRequestPolicy, level: string | undefined): boolean {
  return workflowOf(plan, level).some((step) => !isOpenKind(step.kind));
}

function kindOf(plan: DataRequestPolicy, step: string): StepKind | undefined {
  const all = [plan.intake, ...Object.values(plan.levels)].flatMap(({ steps }) => steps);
  return all.find(({ id }) => id === step)?.kind;
}

/** The stay that counts for each step done; a step done under the intake counts in the level's workflow. */
export function doneStays(plan: DataRequestPolicy, request: DataRequest): ReadonlyMap<string, Stay> {
  const done = new Map<string, Stay>();
  for (const stay of request.stays) {
    if (stay.outcome === 'done') done.set(stay.step, stay);
    if (stay.outcome !== 'put_back' && stay.outcome !== 'recalled') continue;
    for (const step of [...done.keys()]) {
      const kind = kindOf(plan, step);
      if (kind && makingKinds.includes(kind)) done.delete(step);
    }
  }
  return done;
}

/** When whoever holds it got it by claiming; nothing when it was handed to them or nobody holds it. */
export function claimStay(plan: DataRequestPolicy, request: DataRequest): Stay | undefined {
  return [...doneStays(plan, request).values()].findLast(
    ({ step, endedById }) => kindOf(plan, step) === 'claim' && endedById === request.holderId,
  );
}

export type Position =
  | { readonly at: 'step'; readonly step: Step }
  /** The intake is through, and only the classification can show the way on. */
  | { readonly at: 'classification' }
  | { readonly at: 'end' };

/** The first step not done (R067: their order is mandatory). A claim counts as long as somebody holds the request. */
export function positionOf(plan: DataRequestPolicy, request: DataRequest): Position {
  if (request.state !== 'open') return { at: 'end' };
  const done = doneStays(plan, request);
  const step = workflowOf(plan, request.level).find(({ id, kind }) =>
    kind === 'claim' ? request.holderId === undefined : !done.has(id),
  );
  if (step) return { at: 'step', step };
  return request.level === undefined ? { at: 'classification' } : { at: 'end' };
}

/** The step that has come and can't be taken here yet: the request goes on by hand, with whoever classifies. */
export function stepByHand(plan: DataRequestPolicy, request: DataRequest): Step | undefined {
  const position = positionOf(plan, request);
  return position.at === 'step' && !isOpenKind(position.step.kind) ? position.step : undefined;
}

/** This change brought it there, so that it is told once and not with every later change. */
export function comesToHand(plan: DataRequestPolicy, before: DataRequest, after: DataRequest): boolean {
  return !stepByHand(plan, before) && stepByHand(plan, after) !== undefined;
}

/** This change made it open to be claimed: those who may were not asked, or were and could not. */
export function comesToClaim(plan: DataRequestPolicy, before: DataRequest, after: DataRequest): boolean {
  return !waitsForClaim(plan, before) && waitsForClaim(plan, after);
}

export function waitsForClaim(plan: DataRequestPolicy, request: DataRequest): boolean {
  const position = positionOf(plan, request);
  return position.at === 'step' && position.step.kind === 'claim';
}

/** True when only the Coordinator's classification is missing. */
export function waitsForClassification(plan: DataRequestPolicy, request: DataRequest): boolean {
  if (request.level !== undefined) return false;
  const position = positionOf(plan, request);
  return (
    position.at === 'classification' ||
    (position.at === 'step' && position.step.needs.includes('classification'))
  );
}
