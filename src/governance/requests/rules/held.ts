/** Since when whoever holds a request has held it: since they claimed it, or since it was handed to them. */
import type { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import type { DataRequest } from './request.ts';
import { claimStay } from './workflow.ts';

export function heldSince(plan: DataRequestPolicy, request: DataRequest): Temporal.Instant | undefined {
  if (request.holderId === undefined) return undefined;
  const handed = request.stays.findLast(({ outcome }) => outcome === 'handed_over');
  return (claimStay(plan, request) ?? handed)?.endedAt;
}
