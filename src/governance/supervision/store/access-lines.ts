/** The lines of a yearly look at who may see personal data: what is to be decided, what IT was asked to take away. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { Prisma } from '../../../store/generated/client.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export type Decision = 'keep' | 'remove';

export interface AccessLine {
  readonly id: string;
  readonly listId: string;
  readonly personId: string;
  readonly name: string;
  readonly jobTitle: string;
  /** Whoever has left has nothing left to be decided. */
  readonly left: boolean;
  readonly ground: string;
  /** Of a collection: its name, and the system it lives in. */
  readonly collection: string | undefined;
  readonly system: string | undefined;
  readonly reasons: readonly string[];
  readonly decision: Decision | undefined;
  readonly decidedById: string | undefined;
  readonly decidedAt: Temporal.Instant | undefined;
  readonly closedAt: Temporal.Instant | undefined;
  readonly outcome: 'removed' | 'kept' | undefined;
}

interface Row {
  readonly id: string;
  readonly list_id: string;
  readonly person_id: string;
  readonly name: string;
  readonly job_title: string;
  readonly status: string;
  readonly ground: string;
  readonly collection: string | null;
  readonly system: string | null;
  readonly reasons: readonly string[];
  readonly decision: Decision | null;
  readonly decided_by_id: string | null;
  readonly decided_at: Date | null;
  readonly closed_at: Date | null;
  readonly outcome: AccessLine['outcome'] | null;
}

async function read(reader: Reader, where: Prisma.Sql): Promise<readonly AccessLine[]> {
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    SELECT a.id, a.list_id, a.person_id, p.name, p.job_title, p.status, a.ground, c.name AS collection, c.system,
           a.reasons, a.decision, a.decided_by_id, a.decided_at, a.closed_at, a.outcome
      FROM access_line a JOIN person p ON p.id = a.person_id
      LEFT JOIN data_collection c ON 'collection:' || c.id = a.ground
     WHERE ${where} ORDER BY p.name, p.id, a.ground DESC`);
  return rows.map((row) => ({
    ...{ id: row.id, listId: row.list_id, personId: row.person_id, name: row.name, jobTitle: row.job_title },
    ...{ left: row.status === 'left', ground: row.ground, reasons: row.reasons },
    collection: row.collection ?? undefined,
    system: row.system ?? undefined,
    decision: row.decision ?? undefined,
    decidedById: row.decided_by_id ?? undefined,
    decidedAt: row.decided_at ? toInstant(row.decided_at) : undefined,
    closedAt: row.closed_at ? toInstant(row.closed_at) : undefined,
    outcome: row.outcome ?? undefined,
  }));
}

/** By name. */
export function accessLinesOf(reader: Reader, listId: string): Promise<readonly AccessLine[]> {
  return read(reader, Prisma.sql`a.list_id = ${listId}`);
}

/** What IT is asked to take away and has not closed; people who left have lost it anyhow. */
export function linesToRemove(reader: Reader): Promise<readonly AccessLine[]> {
  return read(reader, Prisma.sql`a.decision = 'remove' AND a.closed_at IS NULL AND p.status <> 'left'`);
}

export async function accessLineById(reader: Reader, id: string): Promise<AccessLine | undefined> {
  return (await read(reader, Prisma.sql`a.id = ${id}`))[0];
}

/** Those of them that nobody had decided before. */
export async function decideLines(
  tx: Tx,
  decisions: ReadonlyMap<string, Decision>,
  byId: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    UPDATE access_line a SET decision = d.decision, decided_by_id = ${byId}, decided_at = ${toDate(tx.now)}
      FROM unnest(${[...decisions.keys()]}::text[], ${[...decisions.values()]}::text[]) AS d (id, decision)
     WHERE a.id = d.id AND a.decision IS NULL
    RETURNING a.id`;
  return new Set(rows.map(({ id }) => id));
}

/** False when it is closed already. */
export async function closeLine(
  tx: Tx,
  id: string,
  byId: string,
  outcome: 'removed' | 'kept',
): Promise<boolean> {
  const { count } = await tx.db.accessLine.updateMany({
    where: { id, decision: 'remove', closedAt: null },
    data: { closedAt: toDate(tx.now), closedById: byId, outcome },
  });
  return count > 0;
}
