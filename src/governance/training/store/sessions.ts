/** Meetings at which a course is held, with their place and agenda. */
import { dateToDay, dayToDate, Temporal, toDate } from '../../../kernel/clock.ts';
import { newId, newSpokenCode } from '../../../kernel/ids.ts';
import type { TrainingSession as SessionRow } from '../../../store/generated/client.ts';
import { readTexts, writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';

export const sessionKind = 'training-session';

export type Roll = 'reports' | 'building' | 'everybody';

export interface Session {
  readonly id: string;
  readonly course: string;
  /** YYYY-MM-DD. */
  readonly heldOn: string;
  /** HH:MM, the district's time. */
  readonly startsAt: string;
  readonly trainerId: string;
  readonly roll: Roll;
  readonly code: string;
  readonly closed: boolean;
  readonly location: string;
  readonly agenda: string;
}

/** Characters of a check-in code: a billion of them, read from a board in one look. */
const codeLength = 6;

export async function addSession(tx: Tx, session: Omit<Session, 'id' | 'code' | 'closed'>): Promise<string> {
  const id = newId();
  const { course, heldOn, startsAt, trainerId, roll, location, agenda } = session;
  await tx.db.trainingSession.create({
    data: {
      ...{ id, course, startsAt, trainerId, roll },
      heldOn: dayToDate(Temporal.PlainDate.from(heldOn)),
      code: newSpokenCode(codeLength),
      madeAt: toDate(tx.now),
    },
  });
  const about = { kind: sessionKind, id };
  const hashes = await writeTexts(tx, about, trainerId, { location, agenda });
  tx.audit({ what: 'training.session-opened', about, facts: { course, heldOn, ...hashes } });
  return id;
}

export async function sessionById(reader: Reader, id: string): Promise<Session | undefined> {
  const row = await reader.db.trainingSession.findUnique({ where: { id } });
  return row ? (await withTexts(reader, [row]))[0] : undefined;
}

export async function sessionByCode(reader: Reader, code: string): Promise<Session | undefined> {
  const row = await reader.db.trainingSession.findUnique({ where: { code } });
  return row ? (await withTexts(reader, [row]))[0] : undefined;
}

/** Of one trainer, newest first, at most 20. */
export async function sessionsOf(reader: Reader, trainerId: string): Promise<readonly Session[]> {
  const rows = await reader.db.trainingSession.findMany({
    where: { trainerId },
    orderBy: [{ heldOn: 'desc' }, { id: 'asc' }],
    take: 20,
  });
  return withTexts(reader, rows);
}

/** Compare-and-set: false when it was closed already. */
export async function closeSession(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.trainingSession.updateMany({
    where: { id, closedAt: null },
    data: { closedAt: toDate(tx.now) },
  });
  return count === 1;
}

async function withTexts(reader: Reader, rows: readonly SessionRow[]): Promise<readonly Session[]> {
  const texts = await readTexts(
    reader,
    sessionKind,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    course: row.course,
    heldOn: dateToDay(row.heldOn).toString(),
    startsAt: row.startsAt,
    trainerId: row.trainerId,
    roll: row.roll as Roll,
    code: row.code,
    closed: row.closedAt !== null,
    location: texts.get(row.id)?.location?.body ?? '',
    agenda: texts.get(row.id)?.agenda?.body ?? '',
  }));
}
