/** Where a request stands, in a few plain words. */
import type { Card } from '../../../chat/card.ts';
import { roleName } from '../../../policy/policy.ts';
import { openQuestion } from '../rules/request.ts';
import { positionOf, stepByHand, waitsForClassification } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf } from './names.ts';

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
    case 'merged':
      return { label: 'Answered together with another', tone: 'neutral' };
    case 'open':
      return openStatus(file);
  }
}

function openStatus(file: CaseFile): NonNullable<Card['status']> {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  const position = positionOf(plan, request);
  const holder = nameOf(file, request.holderId);
  if (stepByHand(plan, request)) return { label: 'Goes on by hand', tone: 'warning' };
  if (openQuestion(request)) return { label: 'Waits for an answer', tone: 'warning' };
  if (position.at === 'step' && position.step.kind === 'claim')
    return { label: 'To be claimed', tone: 'info' };
  if (waitsForClassification(plan, request)) return { label: 'Waits for its risk level', tone: 'warning' };
  if (position.at === 'step' && position.step.kind === 'send')
    return { label: `Ready to be sent by ${holder}`, tone: 'info' };
  if (position.at === 'step' && position.step.kind === 'close') return { label: 'Sent', tone: 'good' };
  if (position.at === 'step' && position.step.kind === 'qa')
    return { label: 'Is being checked', tone: 'info' };
  if (position.at === 'step' && !['holder', 'fulfiller'].includes(position.step.by))
    return { label: `Waits for: ${roleName(file.policy, position.step.by)}`, tone: 'info' };
  return { label: `Claimed by ${holder}`, tone: 'info' };
}
