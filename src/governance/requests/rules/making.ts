/** Decides the moves by which data are made, protected, checked, sent and closed (R064–R066, R094). */
import { failed, ok } from '../../../kernel/result.ts';
import { partsOfChecklist } from './checklist.ts';
import { isSentFile } from './file-mark.ts';
import {
  apartFrom,
  atStep,
  byDoer,
  byHolder,
  byTaker,
  type Decided,
  mayRuleAs,
  type Scene,
  stepNow,
} from './may.ts';
import { lastRelease, openQuestion } from './request.ts';
import { isAuthorised, isLevelled, takersOf } from './workflow.ts';

export function fulfil(scene: Scene): Decided {
  const refused = byHolder(scene) ?? atStep(scene, 'fulfil');
  if (refused) return refused;
  const apart = apartFrom(scene, 'fulfiller', scene.actor.id);
  if (apart) return failed(apart);
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  return ok({ set: { fulfillerId: scene.actor.id }, ends: 'done' });
}

export function protect(scene: Scene): Decided {
  const refused = byHolder(scene) ?? atStep(scene, 'avoid_disclosure');
  if (refused) return refused;
  const apart = apartFrom(scene, 'fulfiller', scene.actor.id);
  if (apart) return failed(apart);
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  return ok({ set: {}, ends: 'done' });
}

/** R094: each line is answered by those whom the plan names; the holder answers for the steward. */
export function tick(scene: Scene, part: string): Decided {
  const refused = atStep(scene, 'checklist');
  if (refused) return refused;
  const step = stepNow(scene);
  if (!step?.checklist?.by.includes(part))
    return failed({ why: 'only_role', roles: step ? takersOf(step) : [] });
  if (part === 'holder') return byHolder(scene) ?? ok({ set: {} });
  return mayRuleAs(scene, part) ? ok({ set: {} }) : failed({ why: 'only_role', roles: [part] });
}

/** R065, R066: another data steward than whoever had a hand in the data; a failure goes back to where the plan says. */
export function qa(scene: Scene, passed: boolean, mark: string | undefined): Decided {
  if (!passed && stepNow(scene)?.kind === 'authorise') return returned(scene);
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
  if (!passed) return ok({ set: {}, ends: 'failed' });
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  const wanted = lastRelease(scene.request)?.fileHash;
  if (wanted === undefined) return failed({ why: 'no_mark' });
  if (wanted !== mark) return failed({ why: 'other_file' });
  return ok({ set: {}, ends: 'done' });
}

/** R057: whoever authorises data that were there to be seen may find that something is still to be taken out. */
function returned(scene: Scene): Decided {
  const refused = byTaker(scene, 'authorise');
  if (refused) return refused;
  const step = stepNow(scene);
  if (!step?.on_fail || !mayRuleAs(scene, step.by)) return failed({ why: 'other_step', step: step?.name });
  return ok({ set: {}, ends: 'failed' });
}

export function send(scene: Scene, requesterLeft: boolean, mark: string | undefined): Decided {
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
  if (!isSentFile(plan, scene.request, lastRelease(scene.request), mark))
    return failed({ why: 'other_file' });
  return ok({ set: {}, ends: 'done' });
}

export function close(scene: Scene): Decided {
  return byDoer(scene) ?? atStep(scene, 'close') ?? ok({ set: { state: 'closed' }, ends: 'done' });
}

/** R094: finished by whom the plan names, once every line of every part is answered and none with no. */
export function check(scene: Scene): Decided {
  const refused = byDoer(scene) ?? atStep(scene, 'checklist');
  if (refused) return refused;
  if (openQuestion(scene.request)) return failed({ why: 'question_open' });
  const step = stepNow(scene);
  const parts = step ? partsOfChecklist(scene.plan.data_requests, step, lastRelease(scene.request)) : [];
  const open = parts.reduce((sum, { answered, of }) => sum + of - answered, 0);
  const no = parts.reduce((sum, part) => sum + part.no, 0);
  return open + no > 0 ? failed({ why: 'checklist_open', open, no }) : ok({ set: {}, ends: 'done' });
}
