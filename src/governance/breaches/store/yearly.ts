/** Rounds of what is due once a year about breaches: about none of them, so they are nobody's secret. */
import { type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { BreachYearly as Row } from '../../../store/generated/client.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export const yearlyKind = 'breach_yearly';

export interface Round {
  readonly id: string;
  /** The plan's id. */
  readonly task: string;
  readonly dueAt: Temporal.Instant;
  readonly settled: { readonly at: Temporal.Instant; readonly byId: string } | undefined;
  readonly stage: number;
  readonly nextAt: Temporal.Instant | undefined;
}

export async function openRound(tx: Tx, round: Pick<Round, 'task' | 'dueAt' | 'nextAt'>): Promise<string> {
  const id = newId();
  const { task, dueAt, nextAt } = round;
  await tx.db.breachYearly.create({
    data: {
      ...{ id, task, stage: 0, openedAt: toDate(tx.now), dueAt: toDate(dueAt) },
      nextAt: nextAt ? toDate(nextAt) : null,
    },
  });
  return id;
}

/** Its words: what was changed, and where it was posted. */
export async function settleRound(
  tx: Tx,
  id: string,
  byId: string,
  texts: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  await tx.db.breachYearly.update({
    where: { id },
    data: { settledAt: toDate(tx.now), settledById: byId, nextAt: null },
  });
  return writeTexts(tx, { kind: yearlyKind, id }, byId, texts);
}

export async function setRoundReminded(
  tx: Tx,
  id: string,
  { stage, nextAt }: Pick<Round, 'stage' | 'nextAt'>,
): Promise<void> {
  await tx.db.breachYearly.update({ where: { id }, data: { stage, nextAt: nextAt ? toDate(nextAt) : null } });
}

/** The newest of each task: open or done. */
export async function newestRounds(reader: Reader): Promise<ReadonlyMap<string, Round>> {
  const rows = await reader.db.breachYearly.findMany({ orderBy: [{ dueAt: 'asc' }], take: 1000 });
  return new Map(rows.map((row) => [row.task, fromRow(row)]));
}

/** Newest first. */
export async function doneRounds(reader: Reader, task: string): Promise<readonly Round[]> {
  const rows = await reader.db.breachYearly.findMany({
    where: { task, settledAt: { not: null } },
    orderBy: { settledAt: 'desc' },
    take: 10,
  });
  return rows.map(fromRow);
}

function fromRow(row: Row): Round {
  const { settledAt, settledById } = row;
  return {
    id: row.id,
    task: row.task,
    dueAt: toInstant(row.dueAt),
    settled: settledAt && settledById ? { at: toInstant(settledAt), byId: settledById } : undefined,
    stage: row.stage,
    nextAt: row.nextAt ? toInstant(row.nextAt) : undefined,
  };
}
