/** Reads a request's way through the plan: which steps are done and which comes next. It knows kinds of steps, never levels. */
import { oncePer, oncePerPair } from '../../../kernel/worked-out.ts';
import type { DataRequestPolicy, Step, StepKind } from '../../../policy/schema-requests.ts';
import type { DataRequest, Stay } from './request.ts';

/** What a put-back or a recall undoes: everything from the making of the data on. Approvals given before stay. */
const makingKinds: readonly StepKind[] = ['fulfil', 'avoid_disclosure', 'checklist', 'qa', 'send', 'close'];

/** What another level or route undoes: an approval was of what was asked for then. */
const rulingKinds: readonly StepKind[] = ['review', 'draft_agreement', 'approve', 'authorise'];

/** What its way through the plan hangs on. */
export type OnItsWay = Pick<DataRequest, 'route' | 'level' | 'pii'>;

/** Goes by risk level; the others have steps of their own. */
export function isLevelled(plan: DataRequestPolicy, { route }: Pick<DataRequest, 'route'>): boolean {
  return plan.routes[route]?.steps === undefined;
}

/** The route's own steps; else before classification the plan's intake, afterwards the level's (R064–R066). */
export function workflowOf(plan: DataRequestPolicy, request: OnItsWay): readonly Step[] {
  const level = request.level === undefined ? undefined : plan.levels[request.level];
  const steps = plan.routes[request.route]?.steps ?? level?.steps ?? plan.intake.steps;
  return steps.filter(({ when }) => when === undefined || (when === 'pii') === request.pii);
}

export const allSteps = oncePer((plan: DataRequestPolicy): readonly Step[] => {
  const routes = Object.values(plan.routes).map(({ steps = [] }) => steps);
  return [plan.intake.steps, ...Object.values(plan.levels).map(({ steps }) => steps), ...routes].flat();
});

/** Whose holders take a step: nobody's where it is for whoever holds the request or prepared the data. */
export function takersOf(step: Step): readonly string[] {
  const role = step.by === 'holder' || step.by === 'fulfiller' || step.kind === 'claim' ? [] : [step.by];
  const parties = step.checklist?.by.filter((party) => party !== 'holder') ?? [];
  return [...role, ...step.recorded_by, ...parties];
}

function kindOf(plan: DataRequestPolicy, step: string): StepKind | undefined {
  return allSteps(plan).find(({ id }) => id === step)?.kind;
}

/** Given to data that were there to be seen, it is for those and for no others (003 §3.3). */
function authorisesWhatIsMade(plan: DataRequestPolicy, request: DataRequest, step: string): boolean {
  const steps = workflowOf(plan, request);
  const made = steps.findIndex(({ kind }) => kind === 'fulfil');
  const at = steps.findIndex(({ id }) => id === step);
  return steps[at]?.kind === 'authorise' && made >= 0 && at > made;
}

/** How far back a stay that did not end well takes the request: which of the steps done no longer count. */
function undoneBy(plan: DataRequestPolicy, request: DataRequest, stay: Stay): (step: string) => boolean {
  const isOf = (kinds: readonly StepKind[]) => (step: string) => {
    const kind = kindOf(plan, step);
    return kind !== undefined && kinds.includes(kind);
  };
  const remade = isOf(makingKinds);
  switch (stay.outcome) {
    case 'put_back':
      return (step) => remade(step) || authorisesWhatIsMade(plan, request, step);
    case 'recalled':
      return isOf([...makingKinds, 'authorise']);
    case 'taken_over':
      return isOf(['authorise']);
    case 'reclassified':
      return isOf([...makingKinds, ...rulingKinds]);
    case 'relaxed':
      return isOf(rulingKinds);
    case 'redrafted': {
      const steps = workflowOf(plan, request);
      const drafted = steps.findIndex(({ kind }) => kind === 'draft_agreement');
      const after = steps.slice(drafted + 1).map(({ id }) => id);
      return (step) => after.includes(step) && isOf([...makingKinds, ...rulingKinds])(step);
    }
    case 'failed': {
      const steps = workflowOf(plan, request);
      const failed = steps.find(({ id }) => id === stay.step);
      const from = steps.findIndex(({ id }) => id === failed?.on_fail);
      const again = steps
        .slice(Math.max(from, 0))
        .filter(({ kind }) => makingKinds.includes(kind) || kind === 'authorise');
      return (step) => again.some(({ id }) => id === step);
    }
    default:
      return () => false;
  }
}

/** Somebody has still to decide on it, as the plan has it today for its route and its level. */
export function rulingsLeft(plan: DataRequestPolicy, request: DataRequest): boolean {
  const done = doneStays(plan, request);
  return workflowOf(plan, request).some(({ id, kind }) => rulingKinds.includes(kind) && !done.has(id));
}

/** Who records what the board decides at its meetings, and keeps the list of them. */
export function boardKeepers(plan: DataRequestPolicy): readonly string[] {
  const steps = allSteps(plan).filter(({ at }) => at === 'board_meeting');
  return [...new Set(steps.flatMap(({ by, recorded_by }) => [by, ...recorded_by]))];
}

/** The stay that counts for each step done; a step done under the intake counts in the level's workflow. */
export const doneStays = oncePerPair(
  (plan: DataRequestPolicy, request: DataRequest): ReadonlyMap<string, Stay> => {
    const done = new Map<string, Stay>();
    for (const stay of request.stays) {
      if (stay.outcome === 'done') done.set(stay.step, stay);
      const undone = undoneBy(plan, request, stay);
      for (const step of [...done.keys()]) if (undone(step)) done.delete(step);
    }
    return done;
  },
);

/** Whose decision counted before and counts no more: who decided, and who recorded it. */
export function undoneDeciders(
  plan: DataRequestPolicy,
  before: DataRequest,
  after: DataRequest,
): readonly string[] {
  const now = doneStays(plan, after);
  return [...doneStays(plan, before).values()]
    .filter(({ step, takers }) => takers.length > 0 && !now.has(step))
    .flatMap(({ endedById, decidedById }) => [endedById, decidedById])
    .filter((id) => id !== undefined);
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
export const positionOf = oncePerPair((plan: DataRequestPolicy, request: DataRequest): Position => {
  if (request.state !== 'open') return { at: 'end' };
  const done = doneStays(plan, request);
  const step = workflowOf(plan, request).find(({ id, kind }) =>
    kind === 'claim' ? request.holderId === undefined : !done.has(id),
  );
  if (step) return { at: 'step', step };
  return request.level === undefined && isLevelled(plan, request) ? { at: 'classification' } : { at: 'end' };
});

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
  if (request.level !== undefined || !isLevelled(plan, request)) return false;
  const position = positionOf(plan, request);
  return (
    position.at === 'classification' ||
    (position.at === 'step' && position.step.needs.includes('classification'))
  );
}

/** Who authorised by name that data which may identify students leave; nobody where that was not asked for or not done. */
export function authorisedBy(plan: DataRequestPolicy, request: DataRequest): string | undefined {
  const stay = [...doneStays(plan, request).values()].find(({ step }) => kindOf(plan, step) === 'authorise');
  return stay?.decidedById ?? stay?.endedById;
}

/** Somebody named has authorised that data which may identify students leave (003 §3.3 (1)). */
export function isAuthorised(plan: DataRequestPolicy, request: DataRequest): boolean {
  return [...doneStays(plan, request).keys()].some((step) => kindOf(plan, step) === 'authorise');
}
