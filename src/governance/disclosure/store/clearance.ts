/** Who of some people may be given data about students today, and what the others lack. */
import type { Policy } from '../../../policy/policy.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { onTheList } from '../../supervision/store/on-the-list.ts';
import { type DutyFacts, dutiesToClear, type Facts, type Missing, missingFor } from '../rules/clearance.ts';

/** By person; an empty list means that they are cleared. A plan that asks for nothing clears everybody who works here. */
export async function clearanceOf(
  reader: Reader,
  policy: Policy,
  personIds: readonly string[],
  { today, collectionIds }: { readonly today: string; readonly collectionIds: readonly string[] },
): Promise<ReadonlyMap<string, readonly Missing[]>> {
  if (personIds.length === 0 || !policy.pack.data_requests.disclosure) return new Map();
  const { roles } = policy.pack.supervision.personal_data;
  const listed = await onTheList(reader, roles, { personIds, today });
  const duties = await dutyFacts(reader, dutiesToClear(policy), personIds, today);
  return new Map(
    listed.map(({ personId, grounds, withheld }) => {
      const own = duties.get(personId) ?? { status: 'left', duties: [] };
      return [personId, missingFor({ ...own, grounds, withheld }, collectionIds)];
    }),
  );
}

/** Held to the transaction's end, so that nobody loses or wins it in between. In the order of ids: no two wait for each other. */
export async function lockRecipients(tx: Tx, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx.db.$queryRaw`
    select id from person where id = any(${[...personIds]}::text[]) order by id for update`;
}

async function dutyFacts(
  reader: Reader,
  duties: readonly string[],
  personIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Pick<Facts, 'status' | 'duties'>>> {
  const rows = await reader.db.$queryRaw<
    {
      id: string;
      status: Facts['status'];
      duties: (Omit<DutyFacts, 'lateSince'> & { lateSince: string | null })[] | null;
    }[]
  >(Prisma.sql`
    SELECT p.id, p.status,
      (SELECT json_agg(json_build_object('duty', k.duty,
         'doneOnce', EXISTS (SELECT FROM duty_done d WHERE d.person_id = p.id AND d.duty = k.duty
                                AND NOT d.past AND d.taken_back_at IS NULL),
         'lateSince', (SELECT min(o.due_on) FROM obligation o WHERE o.person_id = p.id AND o.duty = k.duty
                          AND o.met_at IS NULL AND o.replaced_at IS NULL AND o.due_on < ${today}::date),
         'exempt', EXISTS (SELECT FROM duty_exemption e WHERE e.person_id = p.id AND e.duty = k.duty AND e.ended_at IS NULL
                              AND e.from_on <= ${today}::date AND (e.until_on IS NULL OR e.until_on >= ${today}::date)))
         ORDER BY k.at)
         FROM unnest(${[...duties]}::text[]) WITH ORDINALITY AS k (duty, at)) AS duties
      FROM person p WHERE p.id = ANY (${[...personIds]}::text[])`);
  return new Map(
    rows.map(({ id, status, duties: own }) => [
      id,
      { status, duties: (own ?? []).map((one) => ({ ...one, lateSince: one.lateSince ?? undefined })) },
    ]),
  );
}
