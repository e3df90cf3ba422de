/** Decides what is approved, denied, pulled from a calendar or scheduled (R066, R067). */
import { failed, ok } from '../../../kernel/result.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import { byTaker, type Decided, mayRuleAs, recordsFor, type Scene, stepNow } from './may.ts';
import type { Decided as DecidedElsewhere, Refusal, Ruling } from './moves.ts';
import { openQuestion, openStay } from './request.ts';
import { decidersOf } from './turn.ts';

/** R067: who decides is the plan's; denying ends the request. */
export function rule(scene: Scene, outcome: Ruling, inFor: DecidedElsewhere | undefined): Decided {
  const step = stepNow(scene);
  const kind = step?.kind === 'review' || step?.kind === 'authorise' ? step.kind : 'approve';
  const refused = byTaker(scene, kind);
  if (refused || !step) return refused ?? failed({ why: 'other_step', step: undefined });
  if (step.needs.includes('classification') && scene.request.level === undefined)
    return failed({ why: 'unclassified' });
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  const wrong = wrongHand(scene, step, inFor);
  if (wrong) return failed(wrong);
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

/** One's own decision is pressed, another's recorded; the board's is always recorded, at a meeting that was picked. */
function wrongHand(scene: Scene, step: Step, inFor: DecidedElsewhere | undefined): Refusal | undefined {
  const own = mayRuleAs(scene, step.by);
  if (step.at === 'board_meeting') {
    if (!inFor || inFor.byId !== undefined || !(own || recordsFor(scene, step)))
      return { why: 'recorded_only' };
    return openStay(scene.request)?.meetingId === undefined ? { why: 'no_meeting' } : undefined;
  }
  if (inFor ? !recordsFor(scene, step) : !own) return { why: 'recorded_only' };
  const deciders = decidersOf(scene.plan.data_requests, scene.cast, step.by);
  return inFor && !deciders.includes(inFor.byId ?? '') ? { why: 'not_decider', role: step.by } : undefined;
}

export function schedule(scene: Scene): Decided {
  const refused = byTaker(scene, 'approve');
  if (refused) return refused;
  const step = stepNow(scene);
  return step?.at === 'board_meeting' ? ok({ set: {} }) : failed({ why: 'other_step', step: step?.name });
}
