/** Who stood in for whom while requests were open, with the parts of a request that go with each role. */
import type { Scene } from '../../../app/context.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { DataRequestPolicy } from '../../../policy/schema-requests.ts';
import { actedFor } from '../../people/store/delegations.ts';
import type { Part, StoodIn } from '../rules/separation.ts';
import { allSteps, takersOf } from '../rules/workflow.ts';

/** Since the earliest of these instants. */
export async function stoodInSince(
  { reader, policy, now }: Pick<Scene, 'reader' | 'policy' | 'now'>,
  instants: readonly Temporal.Instant[],
): Promise<readonly StoodIn[]> {
  const [first] = [...instants].sort(Temporal.Instant.compare);
  if (!first) return [];
  const plan = policy.pack.data_requests;
  const all = await actedFor(reader, first, policy.calendar.localDay(now));
  return all.map((one) => ({ ...one, parts: partsWith(plan, one.role) }));
}

/** The parts of a request that are played with a role. */
export function partsWith(plan: DataRequestPolicy, role: string): readonly Part[] {
  const { route, classify } = plan;
  const decides = allSteps(plan).some((step) => step.kind !== 'qa' && takersOf(step).includes(role));
  return [
    ...(decides ? (['approver'] as const) : []),
    ...(role === route.to ? (['fulfiller', 'qa', 'sender'] as const) : []),
    ...(role === classify.by || role === classify.stand_in ? (['classifier'] as const) : []),
  ];
}
