/** Completed trainings: written once, decided once, and meeting the duties that the pack says they meet. */
import { dateToDay, dayToDate, Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Course } from '../../../policy/schema-training.ts';
import type { TrainingCompletion as CompletionRow, Prisma } from '../../../store/generated/client.ts';
import { readTexts, writeTexts } from '../../../store/texts.ts';
import type { Reader, Tx } from '../../../store/tx.ts';
import { meetObligation, unmeetObligations } from '../../people/store/obligations.ts';
import type { CompletionState, CompletionWay } from '../rules/completion.ts';
import { sessionKind } from './sessions.ts';

export const completionKind = 'training';

/** R016's six facts and what they rest on. */
export interface Completion {
  readonly id: string;
  readonly personId: string;
  readonly course: string;
  /** YYYY-MM-DD. */
  readonly completedOn: string;
  /** HH:MM; absent where a record does not say. */
  readonly startsAt: string | undefined;
  readonly roleThen: string;
  readonly sessionId: string | undefined;
  readonly way: CompletionWay;
  readonly state: CompletionState;
  readonly loggedById: string | undefined;
  readonly loggedAt: Temporal.Instant;
  readonly decidedById: string | undefined;
  readonly decidedAt: Temporal.Instant | undefined;
  readonly location: string;
  readonly agenda: string;
  readonly evidence: string;
  /** Why it was refused or taken back. */
  readonly reason: string;
}

export type NewCompletion = Pick<
  Completion,
  'personId' | 'course' | 'completedOn' | 'startsAt' | 'roleThen' | 'sessionId' | 'way' | 'state'
> & {
  readonly loggedById: string | null;
  /** Who vouches for one that counts at once. */
  readonly decidedById: string | null;
  /** Left out where the session has them. */
  readonly texts: Readonly<Record<string, string>>;
};

export async function addCompletion(tx: Tx, course: Course, given: NewCompletion): Promise<string> {
  const id = newId();
  const { personId, completedOn, startsAt, roleThen, sessionId, way, state } = given;
  await tx.db.trainingCompletion.create({
    data: {
      ...{ id, personId, roleThen, way, state, course: given.course },
      completedOn: dayToDate(Temporal.PlainDate.from(completedOn)),
      startsAt: startsAt ?? null,
      sessionId: sessionId ?? null,
      loggedById: given.loggedById,
      loggedAt: toDate(tx.now),
      decidedById: state === 'confirmed' ? given.decidedById : null,
      decidedAt: state === 'confirmed' ? toDate(tx.now) : null,
    },
  });
  const about = { kind: completionKind, id };
  const hashes = await writeTexts(tx, about, given.loggedById, given.texts);
  tx.audit({
    what: 'training.logged',
    about,
    facts: { person: personId, course: given.course, completedOn, way, state, ...hashes },
  });
  if (state === 'confirmed') await meet(tx, course, personId, id);
  return id;
}

/** Compare-and-set: false when somebody has decided since. */
export async function decideCompletion(
  tx: Tx,
  course: Course | undefined,
  completion: Completion,
  decided: {
    readonly to: Exclude<CompletionState, 'waits'>;
    readonly byId: string;
    readonly reason?: string;
  },
): Promise<boolean> {
  const { id, personId, state } = completion;
  const { count } = await tx.db.trainingCompletion.updateMany({
    where: { id, state },
    data: { state: decided.to, decidedById: decided.byId, decidedAt: toDate(tx.now) },
  });
  if (count === 0) return false;
  const about = { kind: completionKind, id };
  const hashes = decided.reason ? await writeTexts(tx, about, decided.byId, { reason: decided.reason }) : {};
  tx.audit({ what: `training.${decided.to}`, about, facts: { person: personId, ...hashes } });
  tx.moved(about);
  if (decided.to === 'confirmed' && course) await meet(tx, course, personId, id);
  if (decided.to === 'taken-back') await unmeetObligations(tx, `training:${id}`);
  return true;
}

async function meet(tx: Tx, course: Course, personId: string, id: string): Promise<void> {
  for (const duty of course.meets) await meetObligation(tx, { personId, duty, metBy: `training:${id}` });
}

export async function completionById(reader: Reader, id: string): Promise<Completion | undefined> {
  return (await find(reader, { id }, 1))[0];
}

/** Of one person, newest first. */
export function completionsOf(reader: Reader, personId: string): Promise<readonly Completion[]> {
  return find(reader, { personId }, 200);
}

/** Of one session, whoever was there. */
export function completionsAt(reader: Reader, sessionId: string): Promise<readonly Completion[]> {
  return find(reader, { sessionId, state: { in: ['waits', 'confirmed'] } }, 2000);
}

/** What waits for a yes: of these people, or (without a list) of everybody, whose imports are decided on as a whole. */
export function waitingCompletions(
  reader: Reader,
  personIds: readonly string[] | undefined,
  most: number,
): Promise<readonly Completion[]> {
  return find(
    reader,
    { state: 'waits', ...(personIds ? { personId: { in: [...personIds] } } : { importId: null }) },
    most,
    'asc',
  );
}

/** What an import proposed and stands so now, by name of file line. */
export function completionsOfImport(
  reader: Reader,
  importId: string,
  state: CompletionState,
  most: number,
): Promise<readonly Completion[]> {
  return find(reader, { importId, state }, most, 'asc');
}

/** For the register: everything that counts or waits, newest first. */
export function registeredCompletions(reader: Reader, most: number): Promise<readonly Completion[]> {
  return find(reader, { state: { in: ['waits', 'confirmed'] } }, most);
}

async function find(
  reader: Reader,
  where: Prisma.TrainingCompletionWhereInput,
  take: number,
  order: 'asc' | 'desc' = 'desc',
): Promise<readonly Completion[]> {
  const rows = await reader.db.trainingCompletion.findMany({
    where,
    orderBy: [{ completedOn: order }, { loggedAt: order }, { id: 'asc' }],
    take,
  });
  const own = await readTexts(
    reader,
    completionKind,
    rows.map(({ id }) => id),
  );
  const shared = await readTexts(reader, sessionKind, [
    ...new Set(rows.flatMap(({ sessionId }) => sessionId ?? [])),
  ]);
  return rows.map((row) => fromRow(row, { ...shared.get(row.sessionId ?? ''), ...own.get(row.id) }));
}

function fromRow(
  row: CompletionRow,
  texts: Readonly<Record<string, { readonly body: string | null }>>,
): Completion {
  const said = (field: string) => texts[field]?.body ?? '';
  return {
    id: row.id,
    personId: row.personId,
    course: row.course,
    completedOn: dateToDay(row.completedOn).toString(),
    startsAt: row.startsAt ?? undefined,
    roleThen: row.roleThen,
    sessionId: row.sessionId ?? undefined,
    way: row.way as CompletionWay,
    state: row.state as CompletionState,
    loggedById: row.loggedById ?? undefined,
    loggedAt: toInstant(row.loggedAt),
    decidedById: row.decidedById ?? undefined,
    decidedAt: row.decidedAt ? toInstant(row.decidedAt) : undefined,
    location: said('location'),
    agenda: said('agenda'),
    evidence: said('evidence'),
    reason: said('reason'),
  };
}
