/** The case's way through the plan: what is done, by whom and when, what is now, and what comes later. */
import type { Block } from '../../../chat/card.ts';
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import type { Step } from '../../../policy/schema-requests.ts';
import { openQuestion, type Stay } from '../rules/request.ts';
import { doneStays, isLevelled, positionOf, workflowOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { dueOf } from './due.ts';
import { nameOf, oneOf } from './names.ts';
import { whoDoes } from './next.ts';
import { suggestionFor } from './suggestion.ts';

type PathStep = Extract<Block, { kind: 'steps' }>['steps'][number];

export function pathBlock(file: CaseFile): Block {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  const position = positionOf(plan, request);
  const done = doneStays(plan, request);
  const due = dueOf(file);
  const ahead = aheadOf(file);
  const steps = ahead.steps.map((step): PathStep => {
    const stay = done.get(step.id);
    const isNow = position.at === 'step' && position.step.id === step.id;
    const denied = request.stays.findLast(({ step: id, outcome }) => id === step.id && outcome === 'denied');
    if (denied && !stay)
      return { label: step.name, state: 'done', detail: `denied: ${whoEnded(file, step, denied)}` };
    if (stay?.endedAt && !isNow)
      return {
        label: step.name,
        state: 'done',
        detail: whoEnded(file, step, stay),
      };
    if (!isNow) return { label: step.name, state: 'later', ...ahead.note(step) };
    const notes = [
      whoDoes(file, step),
      ...(due ? [due.says] : []),
      ...(openQuestion(request) ? ['waits for an answer'] : []),
    ];
    return { label: step.name, state: 'now', detail: notes.join('; ') };
  });
  return { kind: 'steps', steps: withClassification(file, steps) };
}

/**
 * Its steps; while its level is missing, those of the level that it probably gets (the day that can be kept is reckoned with
 * them), with a note where they hang on it.
 */
function aheadOf(file: CaseFile): {
  readonly steps: readonly Step[];
  readonly note: (step: Step) => Pick<PathStep, 'detail'>;
} {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  const certain = workflowOf(plan, request);
  const likely =
    request.state === 'open' && request.level === undefined && isLevelled(plan, request)
      ? suggestionFor(file)?.level
      : undefined;
  const level = likely === undefined ? undefined : plan.levels[likely];
  if (!level) return { steps: certain, note: () => ({}) };
  const levels = Object.values(plan.levels);
  const isSure = ({ id }: Step) => levels.every(({ steps }) => steps.some((step) => step.id === id));
  return {
    steps: workflowOf(plan, { ...request, level: likely }),
    note: (step) => (isSure(step) ? {} : { detail: `if it is ${level.name.toLowerCase()}, as is likely` }),
  };
}

/** Whose deed it was; where somebody else recorded it, both. */
function whoEnded(file: CaseFile, step: Step, { endedById, endedAt, decidedById, decidedOn }: Stay): string {
  const at = endedAt ? `, ${sayMoment(endedAt, file.policy.calendar.zone)}` : '';
  const hand = `${nameOf(file, endedById)}${at}`;
  if (!decidedOn) return hand;
  const whose = step.at === 'board_meeting' ? 'the board' : nameOf(file, decidedById);
  return `decided by ${whose} on ${sayDay(decidedOn)}, recorded by ${hand}`;
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
