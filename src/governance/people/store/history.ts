/** What people's facts were before and after each change, by hand or with an import: kept here, read on one page. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import type { FactValue, SomeFacts } from '../rules/facts.ts';

export interface Change {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'hired' | 'changed' | 'hired-again' | 'reinstated' | 'import';
  /** Only what changed, by field. */
  readonly before: SomeFacts;
  readonly after: SomeFacts;
  readonly at: Temporal.Instant;
  readonly byId: string | undefined;
}

type ByHand = Exclude<Change['kind'], 'import'>;

export async function keepChange(
  tx: Tx,
  change: Omit<Change, 'id' | 'at' | 'kind' | 'byId'> & {
    readonly kind: ByHand;
    readonly byId: string | null;
    readonly surface: string;
  },
): Promise<string> {
  const id = newId();
  const { personId, kind, before, after, byId, surface } = change;
  await tx.db.personChange.create({
    data: {
      ...{ id, personId, kind, byId, surface, at: toDate(tx.now) },
      before: before as Record<string, FactValue>,
      after: after as Record<string, FactValue>,
    },
  });
  return id;
}

export async function changeById(reader: Reader, id: string): Promise<Change | undefined> {
  const row = await reader.db.personChange.findUnique({ where: { id } });
  return row ? { ...fromJson(row), kind: row.kind as ByHand, at: toInstant(row.at) } : undefined;
}

/** Newest first. */
export async function changesOf(reader: Reader, personId: string, limit: number): Promise<readonly Change[]> {
  const rows = await reader.db.$queryRaw<
    {
      id: string;
      personId: string;
      kind: Change['kind'];
      before: unknown;
      after: unknown;
      at: Date;
      byId: string | null;
    }[]
  >`
    select * from (
      select c.id, c.person_id as "personId", c.kind, c.before, c.after, c.at, c.by_id as "byId" from person_change c
       where c.person_id = ${personId}
      union all
      select c.import_id, c.person_id, 'import', c.before, c.after, i.decided_at, i.decided_by_id
        from roster_change c join roster_import i on i.id = c.import_id
       where c.person_id = ${personId} and i.state = 'applied' and c.state = 'proposed' and c.kind <> 'gone') both_kinds
     order by at desc, id desc limit ${limit}`;
  return rows.map((row) => ({ ...fromJson(row), kind: row.kind, at: toInstant(row.at) }));
}

function fromJson(row: {
  readonly id: string;
  readonly personId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly byId: string | null;
}) {
  return {
    ...{ id: row.id, personId: row.personId, byId: row.byId ?? undefined },
    before: row.before as SomeFacts,
    after: row.after as SomeFacts,
  };
}
