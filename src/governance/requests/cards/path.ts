/** The case's way through the plan: what is done, by whom and when, what is now, and what comes later. */
import type { Block } from '../../../chat/card.ts';
import { sayMoment } from '../../../chat/say-when.ts';
import { openQuestion } from '../rules/request.ts';
import { doneStays, isLevelled, isOpenKind, positionOf, workflowOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, oneOf } from './names.ts';
import { whoDoes } from './next.ts';

type PathStep = Extract<Block, { kind: 'steps' }>['steps'][number];

export function pathBlock(file: CaseFile): Block {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  const position = positionOf(plan, request);
  const done = doneStays(plan, request);
  const steps = workflowOf(plan, request).map((step): PathStep => {
    const stay = done.get(step.id);
    const isNow = position.at === 'step' && position.step.id === step.id;
    if (stay?.endedAt && !isNow)
      return {
        label: step.name,
        state: 'done',
        detail: `${nameOf(file, stay.endedById)}, ${sayMoment(stay.endedAt, file.policy.calendar.zone)}`,
      };
    if (!isNow) return { label: step.name, state: 'later' };
    const notes = [
      isOpenKind(step.kind) ? whoDoes(file, step) : `${oneOf(file, file.cast.classifiers)}, by hand`,
      ...(openQuestion(request) ? ['waits for an answer'] : []),
    ];
    return { label: step.name, state: 'now', detail: notes.join('; ') };
  });
  return { kind: 'steps', steps: withClassification(file, steps) };
}

/** The Coordinator's decision runs beside the steps: it blocks sending, not claiming. */
function withClassification(file: CaseFile, steps: readonly PathStep[]): readonly PathStep[] {
  const { request } = file;
  if (!isLevelled(file.policy.pack.data_requests, request)) return steps;
  const label = 'The risk level is set';
  if (request.level !== undefined && request.levelAt) {
    const detail = `${nameOf(file, request.levelById)}, ${sayMoment(request.levelAt, file.policy.calendar.zone)}`;
    return [{ label, state: 'done', detail }, ...steps];
  }
  const state = request.state === 'open' ? 'now' : 'later';
  return [{ label, state, detail: oneOf(file, file.cast.classifiers) }, ...steps];
}
