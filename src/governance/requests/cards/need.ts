/** Says when data are needed before the plan's own times let them be had: the earliest honest date, and what takes it. */
import type { Block } from '../../../chat/card.ts';
import { sayDay } from '../../../chat/say-when.ts';
import { type Earliest, tooEarly } from '../rules/earliest.ts';
import type { CaseFile } from '../store/case-file.ts';
import { suggestionFor } from './suggestion.ts';

/** Nothing where it can be met, or no day was given. */
export function unmetNeed(file: CaseFile): Earliest | undefined {
  const { request, policy, asOf } = file;
  if (!request.neededBy) return undefined;
  const suggested = request.level ?? suggestionFor(file)?.level;
  return tooEarly(policy.pack.data_requests, policy.calendar, request, suggested, asOf);
}

export function needBlocks(file: CaseFile): readonly Block[] {
  const text = needSentence(file);
  return text ? [{ kind: 'note', tone: 'warning', text }] : [];
}

/** Empty where it can be met. It is filed and goes on all the same. */
export function needSentence(file: CaseFile): string {
  const found = unmetNeed(file);
  const { neededBy } = file.request;
  if (!found || !neededBy) return '';
  const { levels } = file.policy.pack.data_requests;
  const level = found.likely ? levels[found.likely] : undefined;
  const reckoned = level ? `, reckoned as ${level.name.toLowerCase()}, which it probably is` : '';
  const steps = found.steps.map(({ step, until }) => `“${step.name}” until ${sayDay(until)}`).join(', ');
  return `It is needed by ${sayDay(neededBy)}. Step by step, the earliest day to count on is ${sayDay(found.on)}${reckoned}: ${steps}. It may go faster; nobody skips a step for it.`;
}
