/** Where a request stands and who is next, in plain words. */
import type { Card } from '../../../chat/card.ts';
import { roleName } from '../../../policy/policy.ts';
import type { Step } from '../../../policy/schema.ts';
import { openQuestion } from '../rules/request.ts';
import { isOpenKind, positionOf, waitsForClassification } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf, oneOf, requesterName } from './names.ts';

export function statusOf(file: CaseFile): NonNullable<Card['status']> {
  const { request } = file;
  switch (request.state) {
    case 'closed':
      return { label: 'Closed', tone: 'good' };
    case 'declined':
      return { label: 'Declined', tone: 'danger' };
    case 'withdrawn':
      return { label: 'Withdrawn', tone: 'neutral' };
    case 'public':
      return { label: 'Already public', tone: 'good' };
    case 'open':
      return openStatus(file);
  }
}

function openStatus(file: CaseFile): NonNullable<Card['status']> {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  const position = positionOf(plan, request);
  const holder = nameOf(file, request.holderId);
  if (position.at === 'step' && !isOpenKind(position.step.kind))
    return { label: 'Its next step is not open here yet', tone: 'warning' };
  if (openQuestion(request)) return { label: 'Waits for an answer', tone: 'warning' };
  if (position.at === 'step' && position.step.kind === 'claim')
    return { label: 'To be claimed', tone: 'info' };
  if (waitsForClassification(plan, request)) return { label: 'Waits for its risk level', tone: 'warning' };
  if (position.at === 'step' && position.step.kind === 'send')
    return { label: `Ready to be sent by ${holder}`, tone: 'info' };
  if (position.at === 'step' && position.step.kind === 'close') return { label: 'Sent', tone: 'good' };
  return { label: `Claimed by ${holder}`, tone: 'info' };
}

/** "Next: …", or that nothing more happens. */
export function nextSentence(file: CaseFile): string {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  if (request.state !== 'open') return 'The request has ended; nothing more will happen with it.';
  if (openQuestion(request))
    return `Next: ${requesterName(file)} answers the question. Until then the clock of this step stands still.`;
  if (waitsForClassification(plan, request))
    return `Next: the risk level is set by ${oneOf(file, file.cast.classifiers)}. Nothing is sent before that.`;
  const position = positionOf(plan, request);
  if (position.at !== 'step') return 'Nothing is left to do.';
  if (!isOpenKind(position.step.kind))
    return `Next: ${position.step.name}. ${file.policy.pack.wording.levels_not_open}`;
  return `Next: ${position.step.name} (${whoDoes(file, position.step)}).`;
}

export function whoDoes(file: CaseFile, step: Step): string {
  if (step.kind === 'claim') return oneOf(file, file.cast.stewards);
  if (['holder', 'fulfiller', file.policy.pack.data_requests.route.to].includes(step.by))
    return file.request.holderId ? nameOf(file, file.request.holderId) : 'whoever claims it';
  return roleName(file.policy, step.by);
}
