/** Whose turn it is at the step that has come: who takes it, and who may record what they decided elsewhere. */
import type { DataRequestPolicy, Step } from '../../../policy/schema-requests.ts';
import { partsOfChecklist } from './checklist.ts';
import type { Cast } from './moves.ts';
import { type DataRequest, lastRelease, openStay } from './request.ts';
import { positionOf, waitsForClassification } from './workflow.ts';

/** Nobody while its level is missing, which has notices of its own. */
export function turnOf(plan: DataRequestPolicy, request: DataRequest, cast: Cast): readonly string[] {
  const position = positionOf(plan, request);
  if (position.at !== 'step' || waitsForClassification(plan, request)) return [];
  return namedBy(plan, request, cast, position.step);
}

/** The people whom a step names today, whether it has come or not. */
export function namedBy(
  plan: DataRequestPolicy,
  request: DataRequest,
  cast: Cast,
  step: Step,
): readonly string[] {
  if (step.kind === 'claim') return cast.stewards;
  if (step.checklist) {
    const left = partsOfChecklist(plan, step, lastRelease(request)).filter(
      ({ answered, of }) => answered < of,
    );
    const holder = request.holderId ? [request.holderId] : [];
    return [...new Set([...holder, ...left.flatMap(({ part }) => cast.approvers.get(part) ?? [])])];
  }
  if (step.by === 'holder' || step.by === 'fulfiller') return request.holderId ? [request.holderId] : [];
  if (step.kind === 'qa' && step.by === plan.route.to) return cast.checkers;
  const deciders = decidersOf(plan, cast, step.by);
  // The board decides itself, so that whoever records it can do so alone.
  return deciders.length === 0 && step.at === 'board_meeting' ? recordersOf(plan, cast, step) : deciders;
}

/** It waits for a role that nobody holds who may decide on this request; so nobody can record it either. */
export function lacksDecider(plan: DataRequestPolicy, request: DataRequest, cast: Cast): boolean {
  const position = positionOf(plan, request);
  if (position.at !== 'step' || !decidedKinds.includes(position.step.kind)) return false;
  const { by } = position.step;
  return by !== 'holder' && by !== 'fulfiller' && namedBy(plan, request, cast, position.step).length === 0;
}

/** Who decides at the step that has come; nobody where it is for its holder or to be claimed. */
export function decidesNow(plan: DataRequestPolicy, request: DataRequest, cast: Cast): readonly string[] {
  const position = positionOf(plan, request);
  const decides = position.at === 'step' && decidedKinds.includes(position.step.kind);
  return decides ? turnOf(plan, request, cast) : [];
}

const decidedKinds: readonly Step['kind'][] = ['gather', 'review', 'draft_agreement', 'approve', 'authorise'];

/** R065: nobody is left who may check it, for that takes two data stewards. */
export function lacksChecker(plan: DataRequestPolicy, request: DataRequest, cast: Cast): boolean {
  const position = positionOf(plan, request);
  return (
    position.at === 'step' &&
    position.step.kind === 'qa' &&
    namedBy(plan, request, cast, position.step).length === 0
  );
}

/** R065: of those who may check it a message gets to none, so nobody knows that it waits; empty while one is reached. */
export function unreachedCheckers(
  plan: DataRequestPolicy,
  request: DataRequest,
  cast: Cast,
): readonly string[] {
  const position = positionOf(plan, request);
  if (position.at !== 'step' || position.step.kind !== 'qa') return [];
  const checkers = namedBy(plan, request, cast, position.step);
  return checkers.every((id) => cast.unreached?.has(id)) ? checkers : [];
}

/** It waits for a check that nobody can do, or that nobody who can knows of. */
export function checkIsStuck(plan: DataRequestPolicy, request: DataRequest, cast: Cast): boolean {
  return lacksChecker(plan, request, cast) || unreachedCheckers(plan, request, cast).length > 0;
}

/** Holders of a role who may decide on this request; the Coordinator's stand-in where no Coordinator may. */
export function decidersOf(plan: DataRequestPolicy, cast: Cast, role: string): readonly string[] {
  const holders = cast.approvers.get(role) ?? [];
  return holders.length === 0 && role === plan.classify.by ? cast.classifiers : holders;
}

/** Who may record what others decided elsewhere. */
export function recordersOf(plan: DataRequestPolicy, cast: Cast, step: Step): readonly string[] {
  return [...new Set(step.recorded_by.flatMap((role) => decidersOf(plan, cast, role)))];
}

/** This change began a stay at a step that somebody is to take: told once a stay, and a claim in its own words. */
export function comesToTurn(plan: DataRequestPolicy, before: DataRequest, after: DataRequest): boolean {
  const stay = openStay(after);
  const position = positionOf(plan, after);
  return (
    stay !== undefined &&
    stay.id !== openStay(before)?.id &&
    position.at === 'step' &&
    position.step.kind !== 'claim'
  );
}
