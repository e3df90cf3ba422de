/** People whom a file lacks or says to be gone: asked about until a person has answered for each of them. */
import { dateToDay, type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export interface Gone {
  readonly n: number;
  readonly importId: string;
  readonly personId: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly building: string | undefined;
  /** missing | deleted | inactive | ended */
  readonly reason: string;
  /** As the file says; nothing when it does not. */
  readonly lastDay: Temporal.PlainDate | undefined;
  readonly state: 'proposed' | 'open' | 'left' | 'kept' | 'returned' | 'stale';
  readonly decidedById: string | undefined;
  readonly decidedAt: Temporal.Instant | undefined;
}

interface Row {
  readonly n: number;
  readonly import_id: string;
  readonly person_id: string;
  readonly name: string;
  readonly job_title: string;
  readonly building: string | null;
  readonly reason: string | null;
  readonly last_day: Date | null;
  readonly state: Gone['state'];
  readonly decided_by_id: string | null;
  readonly decided_at: Date | null;
}

async function read(reader: Reader, rest: Prisma.Sql): Promise<readonly Gone[]> {
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    select g.import_id, g.n, g.person_id, p.name, p.job_title, b.name as building, g.reason, g.last_day, g.state,
           g.decided_by_id, g.decided_at
      from roster_change g join person p on p.id = g.person_id left join building b on b.id = p.building_id
     where g.kind = 'gone' and ${rest}`);
  return rows.map((row) => ({
    importId: row.import_id,
    n: row.n,
    personId: row.person_id,
    name: row.name,
    jobTitle: row.job_title,
    building: row.building ?? undefined,
    reason: row.reason ?? 'missing',
    lastDay: row.last_day ? dateToDay(row.last_day) : undefined,
    state: row.state,
    decidedById: row.decided_by_id ?? undefined,
    decidedAt: row.decided_at ? toInstant(row.decided_at) : undefined,
  }));
}

/** Waiting for an answer, by name. */
export function openGone(reader: Reader, limit: number): Promise<readonly Gone[]> {
  return read(
    reader,
    Prisma.sql`g.state = 'open' and p.status <> 'left' order by p.name, p.id limit ${limit}`,
  );
}

export async function countOpenGone(reader: Reader): Promise<number> {
  const [row] = await reader.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from roster_change g join person p on p.id = g.person_id
     where g.state = 'open' and p.status <> 'left'`);
  return row?.count ?? 0;
}

/** The newest question about somebody, answered or not. */
export async function goneOf(reader: Reader, personId: string): Promise<Gone | undefined> {
  const [newest] = await read(
    reader,
    Prisma.sql`g.person_id = ${personId} and g.state <> 'proposed'
      order by g.state = 'open' desc, g.decided_at desc nulls last limit 1`,
  );
  return newest;
}

/** Those of one import that are not decided yet, in its order. */
export function proposedGone(
  reader: Reader,
  importId: string,
  after: number,
  size: number,
): Promise<readonly Gone[]> {
  return read(
    reader,
    Prisma.sql`g.import_id = ${importId} and g.state = 'proposed' and g.n > ${after} order by g.n limit ${size}`,
  );
}

/** Compare-and-set: false when somebody else has answered. */
export async function answerGone(
  tx: Tx,
  gone: { readonly importId: string; readonly personId: string },
  from: 'open' | 'proposed',
  to: 'left' | 'kept' | 'open' | 'stale',
  byId: string | null,
): Promise<boolean> {
  const answered = to === 'left' || to === 'kept';
  const { count } = await tx.db.rosterChange.updateMany({
    where: { importId: gone.importId, personId: gone.personId, kind: 'gone', state: from },
    data: { state: to, ...(answered ? { decidedById: byId, decidedAt: toDate(tx.now) } : {}) },
  });
  return count === 1;
}

/** Nobody said that all of them have left: each waits for an answer of its own. */
export async function leaveOpen(tx: Tx, importId: string): Promise<number> {
  return tx.db.$executeRaw`
    update roster_change set state = 'open' where import_id = ${importId} and kind = 'gone' and state = 'proposed'`;
}

/** Questions that answered themselves: the next file has them again, or they left another way. */
export async function closeAnswered(tx: Tx, importId: string): Promise<void> {
  await tx.db.$executeRaw(Prisma.sql`
    update roster_change g
       set state = case when exists (select 1 from person p where p.id = g.person_id and p.status = 'left')
                        then 'left' else 'returned' end
     where g.state = 'open' and g.import_id <> ${importId}
       and (exists (select 1 from roster_row r where r.import_id = ${importId} and r.person_id = g.person_id
                     and r.leaves is null and r.held is null)
         or exists (select 1 from person p where p.id = g.person_id and p.status = 'left'))`);
}
