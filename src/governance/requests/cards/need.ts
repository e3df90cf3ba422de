/** Says when data are needed before the plan's own times let them be had: the earliest honest date, and why. */
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

/** Empty where it can be met. It is filed and goes on all the same. */
export function needSentence(file: CaseFile): string {
  const { neededBy } = file.request;
  const found = honestDay(file);
  return found && neededBy ? `It is needed by ${sayDay(neededBy)}; ${found}.` : '';
}

/** On the card: the day that was asked for, with the day that can be kept where that is later. */
export function neededBy(file: CaseFile): string | undefined {
  const wanted = file.request.neededBy;
  if (!wanted) return undefined;
  const found = honestDay(file);
  return found ? `${sayDay(wanted)}; ${found}` : sayDay(wanted);
}

/** The steps that take it stand in the path. */
function honestDay(file: CaseFile): string | undefined {
  const found = unmetNeed(file);
  if (!found) return undefined;
  const level = found.likely ? file.policy.pack.data_requests.levels[found.likely] : undefined;
  const reckoned = level ? `, as ${level.name.toLowerCase()}, which it probably is` : '';
  const { length } = found.steps;
  const why = length === 1 ? 'one step is still to come' : `${length} steps are still to come`;
  return `the earliest day to count on is ${sayDay(found.on)}, for ${why}${reckoned}`;
}
