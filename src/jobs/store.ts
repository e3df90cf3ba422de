/** The jobs' own rows: who may run now, when each ran last, and what may be thrown away. */
import { type Temporal, toDate, toInstant } from '../kernel/clock.ts';
import type { Reader, Tx } from '../store/tx.ts';

export interface LastRun {
  readonly name: string;
  readonly asOf: Temporal.Instant;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | undefined;
  readonly outcome: string | undefined;
}

/** Held until the transaction ends; `false` when another instance holds it. */
export async function holdJob(tx: Tx, name: string): Promise<boolean> {
  const rows = await tx.db.$queryRaw<{ held: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`safekeep job ${name}`}, 0)) as held`;
  return rows[0]?.held === true;
}

export async function lastRuns(reader: Reader): Promise<readonly LastRun[]> {
  const rows = await reader.db.jobRun.findMany({ orderBy: { name: 'asc' } });
  return rows.map((row) => ({
    name: row.name,
    asOf: toInstant(row.asOf),
    startedAt: toInstant(row.startedAt),
    endedAt: row.endedAt ? toInstant(row.endedAt) : undefined,
    outcome: row.outcome ?? undefined,
  }));
}

export async function keepRun(tx: Tx, run: LastRun): Promise<void> {
  const row = {
    asOf: toDate(run.asOf),
    startedAt: toDate(run.startedAt),
    endedAt: run.endedAt ? toDate(run.endedAt) : null,
    outcome: run.outcome ?? null,
  };
  await tx.db.jobRun.upsert({
    where: { name: run.name },
    create: { name: run.name, ...row },
    update: row,
  });
}

/** What is spent and older than this many days is of no more use to anybody. */
const keptDays = 30;
const pageSize = 1000;

/** Sessions, sign-in links and once-keys; one page of each, and whether there is more. */
export async function throwSpentAway(tx: Tx): Promise<{ readonly counts: Spent; readonly more: boolean }> {
  const before = toDate(tx.now.subtract({ hours: 24 * keptDays }));
  const sessions = await tx.db.$executeRaw`
    delete from session where id in (
      select id from session where least(expires_at, coalesce(ended_at, expires_at)) < ${before} limit ${pageSize})`;
  const links = await tx.db.$executeRaw`
    delete from sign_in_link where id in (
      select id from sign_in_link where expires_at < ${before} limit ${pageSize})`;
  const onceKeys = await tx.db.$executeRaw`
    delete from once where key in (select key from once where at < ${before} limit ${pageSize})`;
  return {
    counts: { sessions, links, onceKeys },
    more: [sessions, links, onceKeys].some((count) => count === pageSize),
  };
}

export interface Spent {
  readonly sessions: number;
  readonly links: number;
  readonly onceKeys: number;
}
