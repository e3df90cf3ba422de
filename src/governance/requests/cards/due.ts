/** By when the step that has come is to be done, by whose rule, and whether that has passed. */
import { sayDay, sayMoment } from '../../../chat/say-when.ts';
import { oncePer } from '../../../kernel/worked-out.ts';
import { openStay } from '../rules/request.ts';
import { isLate } from '../rules/waiting.ts';
import { positionOf } from '../rules/workflow.ts';
import type { CaseFile } from '../store/case-file.ts';

export interface Due {
  /** "due November 24, 2026", or "late: was due …". */
  readonly says: string;
  /** YYYY-MM-DD in the district's zone. */
  readonly day: string;
  readonly late: boolean;
  readonly src: string;
}

/** Nothing while its clock stands still, or where the plan sets no time. */
export const dueOf = oncePer((file: CaseFile): Due | undefined => {
  const { request, policy, asOf } = file;
  const stay = openStay(request);
  const position = positionOf(policy.pack.data_requests, request);
  const waits = position.at === 'step' ? position.step.waits : undefined;
  if (!stay?.dueAt || stay.pausedAt || !waits) return undefined;
  const { calendar } = policy;
  const day = calendar.localDay(stay.dueAt);
  const when = waits.take.unit === 'h' ? sayMoment(stay.dueAt, calendar.zone) : sayDay(day);
  const late = isLate(stay, asOf);
  return { says: `${late ? 'late: was due' : 'due'} ${when}`, day: day.toString(), late, src: waits.src };
});
