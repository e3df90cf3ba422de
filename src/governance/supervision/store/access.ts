/** People for whose overdue duties access may be withheld, and what a person decided about each (R023, R050). */
import { dayToDate, Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Prisma } from '../../../store/generated/client.ts';
import { readTexts, writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { isOpen } from '../../duties/store/rungs.ts';

/** The case that the cards of one decision are about; its reason is a text of it. */
export const accessCase = 'access';

export interface Overdue {
  readonly id: string;
  readonly duty: string;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  readonly reminders: number;
  readonly remindedOn: string | null;
}

export interface Recommended {
  readonly personId: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly building: string | undefined;
  readonly owed: readonly Overdue[];
  /** The day on which it was decided to leave access for a time that has run out. */
  readonly leftOn: string | undefined;
}

interface Row {
  readonly person_id: string;
  readonly name: string;
  readonly job_title: string;
  readonly building: string | null;
  readonly owed: readonly Overdue[];
  readonly left_on: string | null;
}

/**
 * Active people with something overdue, latest first; without those whose access is withheld already, and those for
 * whom it was decided otherwise for the time being. `personId` asks about one.
 */
export async function recommended(
  reader: Reader,
  wanted: {
    readonly duties: readonly string[];
    readonly today: string;
    readonly zone: string;
    readonly personId?: string;
  },
): Promise<readonly Recommended[]> {
  const { duties, today, zone, personId = null } = wanted;
  const rows = await reader.db.$queryRaw<Row[]>(Prisma.sql`
    WITH late AS (
      SELECT o.person_id, min(o.due_on) AS first_on, json_agg(json_build_object('id', o.id, 'duty', o.duty,
               'dueOn', o.due_on, 'reminders', o.reminders, 'remindedOn', o.reminded_on) ORDER BY o.due_on, o.duty) AS owed
        FROM obligation o
       WHERE ${isOpen} AND o.due_on < ${today}::date AND o.duty = ANY (${[...duties]}::text[])
         AND (${personId}::text IS NULL OR o.person_id = ${personId})
       GROUP BY o.person_id)
    SELECT p.id AS person_id, p.name, p.job_title, b.name AS building, l.owed,
           (SELECT max((d.decided_at AT TIME ZONE ${zone})::date)::text FROM access_decision d
             WHERE d.person_id = p.id AND d.decision = 'leave') AS left_on
      FROM late l JOIN person p ON p.id = l.person_id AND p.status = 'active'
      LEFT JOIN building b ON b.id = p.building_id
     WHERE NOT EXISTS (SELECT FROM access_decision d WHERE d.person_id = p.id
                          AND ((d.decision = 'withhold' AND d.ended_at IS NULL)
                            OR (d.decision = 'leave' AND d.again_on > ${today}::date)))
     ORDER BY l.first_on, p.name, p.id`);
  return rows.map((row) => ({
    ...{ personId: row.person_id, name: row.name, jobTitle: row.job_title, owed: row.owed },
    building: row.building ?? undefined,
    leftOn: row.left_on ?? undefined,
  }));
}

export interface AccessDecision {
  readonly id: string;
  readonly personId: string;
  readonly decision: 'withhold' | 'leave';
  readonly decidedById: string;
  readonly decidedAt: Temporal.Instant;
  readonly againOn: string | undefined;
  readonly reason: string | undefined;
  readonly doneAt: Temporal.Instant | undefined;
  readonly endedAt: Temporal.Instant | undefined;
  readonly endedById: string | undefined;
  readonly endDoneAt: Temporal.Instant | undefined;
}

type DecisionRow = NonNullable<Awaited<ReturnType<Reader['db']['accessDecision']['findUnique']>>>;

async function fromRows(reader: Reader, rows: readonly DecisionRow[]): Promise<readonly AccessDecision[]> {
  const texts = await readTexts(
    reader,
    accessCase,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const reason = texts.get(row.id)?.reason;
    return {
      ...{ id: row.id, personId: row.personId, decidedById: row.decidedById },
      decision: row.decision as AccessDecision['decision'],
      decidedAt: toInstant(row.decidedAt),
      againOn: row.againOn?.toISOString().slice(0, 10),
      reason: reason && (reason.body ?? '(blanked)'),
      doneAt: row.doneAt ? toInstant(row.doneAt) : undefined,
      endedAt: row.endedAt ? toInstant(row.endedAt) : undefined,
      endedById: row.endedById ?? undefined,
      endDoneAt: row.endDoneAt ? toInstant(row.endDoneAt) : undefined,
    };
  });
}

export async function decisionById(reader: Reader, id: string): Promise<AccessDecision | undefined> {
  const row = await reader.db.accessDecision.findUnique({ where: { id } });
  return row ? (await fromRows(reader, [row]))[0] : undefined;
}

/** Newest first: what is withheld now, and what was decided since then. */
export async function decisionsSince(
  reader: Reader,
  since: Temporal.Instant,
): Promise<readonly AccessDecision[]> {
  const rows = await reader.db.accessDecision.findMany({
    where: { OR: [{ decision: 'withhold', endedAt: null }, { decidedAt: { gte: toDate(since) } }] },
    orderBy: [{ decidedAt: 'desc' }, { id: 'asc' }],
  });
  return fromRows(reader, rows);
}

/** What IT has still to do: switch off, or give back. */
export async function toCarryOut(reader: Reader): Promise<readonly AccessDecision[]> {
  const rows = await reader.db.accessDecision.findMany({
    where: {
      decision: 'withhold',
      OR: [
        { doneAt: null, endedAt: null },
        { doneAt: { not: null }, endedAt: { not: null }, endDoneAt: null },
      ],
    },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
  });
  return fromRows(reader, rows);
}

/** Withheld, and by now nothing is overdue any more. */
export async function toGiveBack(
  reader: Reader,
  duties: readonly string[],
  today: string,
): Promise<readonly { readonly id: string; readonly personId: string }[]> {
  return reader.db.$queryRaw(Prisma.sql`
    SELECT d.id, d.person_id AS "personId" FROM access_decision d JOIN person p ON p.id = d.person_id AND p.status <> 'left'
     WHERE d.decision = 'withhold' AND d.ended_at IS NULL
       AND NOT EXISTS (SELECT FROM obligation o WHERE o.person_id = d.person_id AND ${isOpen}
                          AND o.due_on < ${today}::date AND o.duty = ANY (${[...duties]}::text[]))
     ORDER BY d.decided_at, d.id`);
}

/** Whether anything of theirs is overdue, whatever was decided. */
export async function isLate(
  reader: Reader,
  duties: readonly string[],
  today: string,
  personId: string,
): Promise<boolean> {
  const row = await reader.db.obligation.findFirst({
    where: {
      ...{ personId, duty: { in: [...duties] }, metAt: null, replacedAt: null },
      dueOn: { lt: dayToDate(Temporal.PlainDate.from(today)) },
    },
    select: { id: true },
  });
  return row !== null;
}

export async function addDecision(
  tx: Tx,
  given: {
    readonly personId: string;
    readonly decision: AccessDecision['decision'];
    readonly byId: string;
    readonly againOn: string | undefined;
    readonly reason: string;
    /** What was overdue at that moment. */
    readonly obligations: readonly string[];
  },
): Promise<string> {
  const { personId, decision, byId, againOn, reason, obligations } = given;
  const id = newId();
  await tx.db.accessDecision.create({
    data: {
      ...{ id, personId, decision, decidedById: byId, decidedAt: toDate(tx.now) },
      againOn: againOn ? dayToDate(Temporal.PlainDate.from(againOn)) : null,
    },
  });
  const about = { kind: accessCase, id };
  const texts = await writeTexts(tx, about, byId, { reason });
  tx.audit({
    what: decision === 'withhold' ? 'access.withheld' : 'access.left',
    about,
    facts: { person: personId, obligations, texts },
  });
  return id;
}

/** False when it has ended before. What IT never carried out need not be undone. */
export async function endDecision(tx: Tx, decision: AccessDecision, byId: string): Promise<boolean> {
  const { count } = await tx.db.accessDecision.updateMany({
    where: { id: decision.id, decision: 'withhold', endedAt: null },
    data: { endedAt: toDate(tx.now), endedById: byId },
  });
  if (count === 0) return false;
  const about = { kind: accessCase, id: decision.id };
  tx.audit({ what: 'access.given-back', about, facts: { person: decision.personId } });
  tx.moved(about);
  return true;
}

/** False when IT has said so before. */
export async function carryOut(
  tx: Tx,
  id: string,
  which: 'withheld' | 'given-back',
  byId: string,
): Promise<boolean> {
  const at = toDate(tx.now);
  const { count } =
    which === 'withheld'
      ? await tx.db.accessDecision.updateMany({
          where: { id, doneAt: null, endedAt: null },
          data: { doneAt: at, doneById: byId },
        })
      : await tx.db.accessDecision.updateMany({
          where: { id, doneAt: { not: null }, endedAt: { not: null }, endDoneAt: null },
          data: { endDoneAt: at, endDoneById: byId },
        });
  if (count === 0) return false;
  const about = { kind: accessCase, id };
  tx.audit({ what: 'access.carried-out', about, facts: { which } });
  tx.moved(about);
  return true;
}
