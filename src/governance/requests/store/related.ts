/** The numbers of the requests that requests name: part of what is known of them, and nothing more of the other. */
import type { Reader } from '../../../store/tx.ts';
import type { DataRequest } from '../rules/request.ts';

/** By id: what each was filed again after, split from, answered with or repeats. */
export async function numbersNamedBy(
  reader: Reader,
  requests: readonly DataRequest[],
): Promise<ReadonlyMap<string, number>> {
  const ids = requests.flatMap(({ resubmissionOfId, splitFromId, mergedIntoId, repeatOfId }) =>
    [resubmissionOfId, splitFromId, mergedIntoId, repeatOfId].filter((id) => id !== undefined),
  );
  if (ids.length === 0) return new Map();
  const rows = await reader.db.dataRequest.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, number: true },
  });
  return new Map(rows.map(({ id, number }) => [id, number]));
}
