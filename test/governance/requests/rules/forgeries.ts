/** Every move that a forged or stale click can carry, and whom the plan means to let do it: said here a second time, on purpose. */
import type { Move } from '../../../../src/governance/requests/rules/moves.ts';
import type { DataRequest } from '../../../../src/governance/requests/rules/request.ts';
import { workflowOf } from '../../../../src/governance/requests/rules/workflow.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import type { Step } from '../../../../src/policy/schema-requests.ts';
import { mark } from './builders.ts';
import { stepNow, type Town } from './town.ts';

const on = Temporal.PlainDate.from('2026-11-18');
const otherFile = '0'.repeat(64);

/** With every outcome, every level, right and wrong files, for oneself and for others. */
export function everyMove({ pack }: Policy): readonly Move[] {
  const rulings = (['approved', 'denied', 'pulled'] as const).flatMap((outcome): Move[] => [
    { kind: 'rule', outcome },
    { kind: 'rule', outcome, inFor: { byId: undefined, on } },
    { kind: 'rule', outcome, inFor: { byId: 'lou', on } },
    { kind: 'rule', outcome, inFor: { byId: 'ann', on } },
  ]);
  const files: Move[] = [mark, otherFile].flatMap((one): Move[] => [
    { kind: 'qa', passed: true, mark: one },
    { kind: 'send', requesterLeft: false, mark: one },
  ]);
  const parts = ['holder', 'data_analyst', 'data_steward'].map((part): Move => ({ kind: 'tick', part }));
  const levels = [...Object.keys(pack.data_requests.levels), 'nonsense'];
  return [
    ...rulings,
    ...files,
    ...parts,
    ...levels.map((level): Move => ({ kind: 'classify', level })),
    { kind: 'claim' },
    { kind: 'put_back' },
    { kind: 'hand_over', to: 'cid', toSteward: true },
    { kind: 'hand_over', to: 'joe', toSteward: false },
    { kind: 'ask' },
    { kind: 'answer' },
    { kind: 'gather' },
    { kind: 'draft' },
    { kind: 'redraft' },
    { kind: 'schedule' },
    { kind: 'fulfil' },
    { kind: 'protect' },
    { kind: 'check' },
    { kind: 'qa', passed: false },
    { kind: 'qa', passed: true },
    { kind: 'send', requesterLeft: true, mark },
    { kind: 'close' },
    { kind: 'decline' },
    { kind: 'withdraw' },
    { kind: 'take_over' },
    { kind: 'pass_by' },
    { kind: 'publish' },
    { kind: 'identify' },
    { kind: 'unidentify' },
    { kind: 'mark_public' },
    { kind: 'correct' },
    { kind: 'recall', holderHere: true },
  ];
}

/** What the plan may let this person do now; whatever is not here must be refused. */
export function isAllowed(town: Town, request: DataRequest, actor: string, move: Move): boolean {
  const plan = town.policy.pack.data_requests;
  const roles = town.rolesOf[actor] ?? [];
  const step = request.state === 'open' ? stepNow(plan, request) : undefined;
  const last = request.releases.at(-1);
  const isSent = last?.sentAt !== undefined && !last.recalledAt;
  const holds = request.holderId === actor;
  const asked = request.requesterId === actor;
  const classifies = roles.includes(plan.classify.by);
  const oversees = classifies || roles.includes(plan.pii.authorised_by);
  const steward = roles.includes(plan.route.to);
  const route = plan.routes[request.route];
  const at = (...kinds: Step['kind'][]) => step !== undefined && kinds.includes(step.kind);

  if (move.kind === 'recall') {
    const hadHand = holds || [request.fulfillerId, last?.sentById].includes(actor);
    return ['open', 'closed'].includes(request.state) && isSent && !asked && (hadHand || oversees);
  }
  if (request.state !== 'open') return false;
  switch (move.kind) {
    case 'claim':
      return at('claim') && request.holderId === undefined && steward && !asked;
    case 'put_back':
      return holds && !isSent;
    case 'ask':
      return !isSent && (holds || (!asked && isNamed(step, roles)));
    case 'hand_over':
      return holds && move.to !== actor && move.toSteward;
    case 'answer':
      return false;
    case 'gather':
      return at('gather') && !asked && roles.includes(step?.by ?? '');
    case 'draft':
      return at('draft_agreement') && !asked && roles.includes(step?.by ?? '');
    case 'redraft': {
      const drafts = workflowOf(plan, request).find(({ kind }) => kind === 'draft_agreement');
      const stands = request.agreements.some(({ voidedAt }) => !voidedAt);
      return stands && !isSent && !asked && roles.includes(drafts?.by ?? '');
    }
    case 'rule':
      return at('review', 'approve', 'authorise') && !asked && mayRule(town, request, roles, move, step);
    case 'schedule':
      return step?.at === 'board_meeting' && roles.includes(step.by);
    case 'fulfil':
      return at('fulfil') && holds;
    case 'protect':
      return at('avoid_disclosure') && holds;
    case 'tick':
      if (!at('checklist') || !step?.checklist?.by.includes(move.part)) return false;
      return move.part === 'holder' ? holds : roles.includes(move.part) && !asked;
    case 'check':
      return at('checklist') && holds;
    case 'qa': {
      const makers = request.releases.flatMap((one) => [one.fulfilledById, one.protectedById]);
      const other = steward && !asked && !holds && !makers.includes(actor);
      if (at('authorise') && step?.on_fail) return !move.passed && !asked && roles.includes(step.by);
      return at('qa') && other && (!move.passed || move.mark === last?.fileHash);
    }
    case 'send':
      return at('send') && holds && !move.requesterLeft && move.mark === last?.fileHash;
    case 'close':
      return at('close') && holds;
    case 'classify':
      return classifies && !asked && !isSent && !route?.steps && move.level in plan.levels;
    case 'decline':
      // Whoever records what a request needs may find that it can't go on.
      return !asked && !isSent && (holds || classifies || (at('gather') && roles.includes(step?.by ?? '')));
    case 'withdraw':
      return asked && !isSent;
    case 'publish':
      return !asked && !isSent && (holds || classifies || (request.holderId === undefined && steward));
    case 'identify':
      return oversees && !asked && !isSent && !request.pii && route?.pii === 'may';
    case 'unidentify': {
      const byName = plan.details.some(({ id, identifies }) => id === request.detail && identifies);
      const may = roles.includes(plan.pii.authorised_by) && !asked && !isSent && request.pii;
      return may && route?.pii === 'may' && !byName;
    }
    case 'mark_public':
      return oversees && !asked && request.publicRecordById === undefined;
    case 'correct':
      return (route?.asks.length ?? 0) > 0 && !isSent && (asked || oversees);
    // What is not told of here is nobody's.
    default:
      return false;
  }
}

/** Whoever decides or records at a step may ask before they do. */
function isNamed(step: Step | undefined, roles: readonly string[]): boolean {
  const decides = ['gather', 'review', 'draft_agreement', 'approve', 'authorise'].includes(step?.kind ?? '');
  return decides && [step?.by ?? '', ...(step?.recorded_by ?? [])].some((role) => roles.includes(role));
}

function mayRule(
  town: Town,
  request: DataRequest,
  roles: readonly string[],
  move: Extract<Move, { kind: 'rule' }>,
  step: Step | undefined,
): boolean {
  if (!step) return false;
  const own = roles.includes(step.by);
  const records = step.recorded_by.some((role) => roles.includes(role));
  if (step.at === 'board_meeting') {
    const picked = request.stays.some(({ endedAt, meetingId }) => !endedAt && meetingId !== undefined);
    return (own || records) && picked && move.inFor !== undefined && move.inFor.byId === undefined;
  }
  if (move.outcome === 'pulled') return false;
  if (!move.inFor) return own;
  const decider = move.inFor.byId ?? '';
  return records && decider !== request.requesterId && (town.rolesOf[decider] ?? []).includes(step.by);
}
