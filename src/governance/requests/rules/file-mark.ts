/** Where in a workflow the mark of the file is given that quality assurance checks: always the last time it is made. */
import type { DataRequestPolicy, Step } from '../../../policy/schema-requests.ts';
import type { DataRequest, Release } from './request.ts';
import { isLevelled, type OnItsWay, workflowOf } from './workflow.ts';

/** `later`: a further step makes the file anew before it is checked. */
export type MarkWanted = 'required' | 'optional' | 'later';

/** While the level is missing, any of the plan's levels may follow. */
export function markWantedAt(plan: DataRequestPolicy, request: OnItsWay, stepId: string): MarkWanted {
  const open = request.level === undefined && isLevelled(plan, request);
  const ways = open ? Object.values(plan.levels).map(({ steps }) => steps) : [workflowOf(plan, request)];
  const wanted = ways.flatMap((steps) => wantedIn(steps, stepId) ?? []);
  if (wanted.includes('required')) return 'required';
  return wanted.length > 0 && wanted.every((one) => one === 'later') ? 'later' : 'optional';
}

function wantedIn(steps: readonly Step[], stepId: string): MarkWanted | undefined {
  const at = steps.findIndex(({ id }) => id === stepId);
  if (at < 0) return undefined;
  const after = steps.slice(at + 1);
  const qa = after.findIndex(({ kind }) => kind === 'qa');
  if (qa < 0) return 'optional';
  return after.slice(0, qa).some(({ kind }) => kind === 'avoid_disclosure') ? 'later' : 'required';
}

export function hasQa(plan: DataRequestPolicy, request: OnItsWay): boolean {
  return workflowOf(plan, request).some(({ kind }) => kind === 'qa');
}

/** What was checked is what is sent (R065): without QA a mark need not be given, and one that is given must fit. */
export function isSentFile(
  plan: DataRequestPolicy,
  request: DataRequest,
  release: Release | undefined,
  mark: string | undefined,
): boolean {
  if (mark === undefined) return !hasQa(plan, request);
  return release?.fileHash === undefined ? !hasQa(plan, request) : release.fileHash === mark;
}
