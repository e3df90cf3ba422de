/** Where a request stands, in a few plain words. */
import type { Card } from '../../../chat/card.ts';
import { roleName } from '../../../policy/policy.ts';
import { type Ending, openQuestion } from '../rules/request.ts';
import { positionOf, waitsForClassification } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';
import { nameOf } from './names.ts';

export function statusOf(file: CaseFile): NonNullable<Card['status']> {
  const { state } = file.request;
  return state === 'open' ? openStatus(file) : endings[state];
}

export const endings: Readonly<Record<Ending, NonNullable<Card['status']>>> = {
  closed: { label: 'Closed', tone: 'good' },
  declined: { label: 'Declined', tone: 'danger' },
  withdrawn: { label: 'Withdrawn', tone: 'neutral' },
  public: { label: 'Already public', tone: 'good' },
  merged: { label: 'Answered together with another', tone: 'neutral' },
};

function openStatus(file: CaseFile): NonNullable<Card['status']> {
  const { request } = file;
  const plan = file.policy.pack.data_requests;
  const position = positionOf(plan, request);
  const holder = nameOf(file, request.holderId);
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
