/** Decides what is approved, denied, pulled from a calendar or scheduled (R066, R067). */
import { failed, ok } from '../../../kernel/result.ts';
import { byTaker, type Decided, mayRuleAs, recordsFor, type Scene, stepNow } from './may.ts';
import type { Decided as DecidedElsewhere, Ruling } from './moves.ts';
import { openQuestion, openStay } from './request.ts';
import { takersOf } from './workflow.ts';

/** R067: who decides is the plan's; denying ends the request. */
export function rule(scene: Scene, outcome: Ruling, inFor: DecidedElsewhere | undefined): Decided {
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

export function schedule(scene: Scene): Decided {
  const refused = byTaker(scene, 'approve');
  if (refused) return refused;
  const step = stepNow(scene);
  return step?.at === 'board_meeting' ? ok({ set: {} }) : failed({ why: 'other_step', step: step?.name });
}
