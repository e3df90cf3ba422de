/** Rows of one file that share a key, a number, an address or a person: found here, judged by the rules. */
import { Prisma } from '../../../store/generated/client.ts';
import type { Tx } from '../../../store/tx.ts';
import type { Claimant, Judgement } from '../rules/duplicates.ts';

export type Shared = 'key' | 'number' | 'address' | 'person';

export interface Group {
  readonly rows: readonly Claimant[];
  /** Who has the address, or is the person, on the roster now. */
  readonly owner: { readonly name: string; readonly employeeId: string | undefined } | undefined;
}

const columns: Record<Shared, Prisma.Sql> = {
  key: Prisma.sql`source_key`,
  number: Prisma.sql`employee_id`,
  address: Prisma.sql`email`,
  person: Prisma.sql`person_id`,
};

interface Row {
  readonly n: number;
  readonly source: string;
  readonly shared: string;
  readonly name: string;
  readonly employee_id: string | null;
  readonly email: string | null;
  readonly leaving: boolean;
  readonly owner_name: string | null;
  readonly owner_number: string | null;
}

const groupsAtOnce = 500;

/** At most 500; ask again until there are none: a judged group is none any more. */
export async function sharedRows(tx: Tx, importId: string, shared: Shared): Promise<readonly Group[]> {
  const column = columns[shared];
  const owner = shared === 'address' ? Prisma.sql`p.email = r.email` : Prisma.sql`p.id = r.person_id`;
  const rows = await tx.db.$queryRaw<Row[]>(Prisma.sql`
    with twice as (
      select source, ${column} as shared from roster_row
       where import_id = ${importId} and held is null and ${column} is not null
       group by 1, 2 having count(*) > 1 order by 1, 2 limit ${groupsAtOnce})
    select r.n, r.source, t.shared, r.name, r.employee_id, r.email, r.leaves is not null as leaving,
           p.name as owner_name, p.employee_id as owner_number
      from twice t
      join roster_row r on r.source = t.source and r.${column} = t.shared
      left join person p on ${owner}
     where r.import_id = ${importId} and r.held is null
     order by r.source, t.shared, r.n`);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.source} ${row.shared}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => ({
    rows: group.map((row) => ({
      n: row.n,
      name: row.name,
      employeeId: row.employee_id ?? undefined,
      email: row.email ?? undefined,
      leaving: row.leaving,
    })),
    owner: ownerOf(group[0]),
  }));
}

function ownerOf(row: Row | undefined): Group['owner'] {
  return row?.owner_name ? { name: row.owner_name, employeeId: row.owner_number ?? undefined } : undefined;
}

/** Merged rows are gone; held ones wait, with the reason. */
export async function settleShared(
  tx: Tx,
  importId: string,
  { merge, hold }: Pick<Judgement, 'merge' | 'hold'>,
  why: string,
): Promise<void> {
  if (merge.length > 0) await tx.db.rosterRow.deleteMany({ where: { importId, n: { in: [...merge] } } });
  if (hold.length > 0)
    await tx.db.rosterRow.updateMany({ where: { importId, n: { in: [...hold] } }, data: { held: why } });
}
