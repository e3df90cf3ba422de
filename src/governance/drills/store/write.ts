/** Changes of an exercise; each writes its event, with its audit entry. */
import { dayToDate, Temporal, toDate, toIso } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import { writeTexts } from '../../../store/texts.ts';
import type { Facts, Tx } from '../../../store/tx.ts';
import type { AnswerValue } from '../rules/answers.ts';
import { type Drill, drillKind, firstNumber, type Pace } from '../rules/drill.ts';
import type { DrillNote } from './drills.ts';

export interface NewDrill {
  readonly policy: string;
  readonly scenario: string;
  /** The scenario as it is written, as JSON. */
  readonly body: string;
  readonly pace: Pace;
  readonly facilitatorId: string;
  readonly beginsAt: Temporal.Instant;
  readonly players: readonly { readonly part: string; readonly personId: string }[];
}

/** Its clock runs from now on; the id comes back. */
export async function insertDrill(tx: Tx, given: NewDrill): Promise<string> {
  const id = newId();
  const { policy, scenario, pace, facilitatorId, beginsAt, players } = given;
  // Numbers have no gap: two that begin at once take turns.
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('safekeep drill'))`;
  const { _max } = await tx.db.drill.aggregate({ _max: { number: true } });
  await tx.db.drill.create({
    data: {
      ...{
        id,
        policy,
        scenario,
        pace,
        facilitatorId,
        scenarioBody: given.body,
        state: 'running',
        version: 1,
      },
      number: (_max.number ?? firstNumber - 1) + 1,
      startedAt: toDate(tx.now),
      beginsAt: toDate(beginsAt),
      clockAt: toDate(beginsAt),
      runsSince: toDate(tx.now),
    },
  });
  await tx.db.drillPart.createMany({
    data: players.map(({ part, personId }) => ({ id: newId(), drillId: id, part, personId })),
  });
  return id;
}

export type DrillData = Pick<
  Prisma.DrillUncheckedUpdateManyInput,
  'state' | 'clockAt' | 'runsSince' | 'nextAt' | 'endedAt' | 'endedById'
>;

export async function writeDrill(tx: Tx, { id, version }: Drill, data: DrillData): Promise<void> {
  await tx.db.drill.update({ where: { id }, data: { ...data, version: version + 1 } });
}

export interface NewEvent {
  /** Without its noun: "started". */
  readonly what: string;
  readonly byId: string | undefined;
  /** The time of the exercise. */
  readonly clockAt: Temporal.Instant;
  readonly facts?: Facts;
  /** What was typed with it, by field of the case's texts. */
  readonly words?: Readonly<Record<string, string>>;
}

export async function writeEvent(tx: Tx, drillId: string, event: NewEvent): Promise<void> {
  const { what, byId, clockAt, facts = {}, words = {} } = event;
  const about = { kind: drillKind, id: drillId };
  const { _max } = await tx.db.drillEvent.aggregate({ where: { drillId }, _max: { seq: true } });
  await tx.db.drillEvent.create({
    data: {
      ...{ id: newId(), drillId, what, facts, byId: byId ?? null },
      seq: (_max.seq ?? 0) + 1,
      at: toDate(tx.now),
      clockAt: toDate(clockAt),
    },
  });
  const texts = Object.keys(words).length > 0 ? await writeTexts(tx, about, byId ?? null, words) : undefined;
  tx.audit({ what: `drill.${what}`, about, facts: { ...facts, ...(texts ? { texts } : {}) } });
}

/** Each comes once. */
export async function addInjects(
  tx: Tx,
  drillId: string,
  injects: readonly { readonly id: string; readonly clockAt: Temporal.Instant }[],
): Promise<void> {
  await tx.db.drillInject.createMany({
    data: injects.map(({ id, clockAt }) => ({
      ...{ drillId, inject: id },
      at: toDate(tx.now),
      clockAt: toDate(clockAt),
    })),
  });
}

export async function addAnswer(
  tx: Tx,
  drillId: string,
  answer: {
    readonly id: string;
    readonly question: string;
    readonly byId: string;
    readonly clockAt: Temporal.Instant;
    readonly value: AnswerValue;
  },
): Promise<void> {
  const { clockAt, ...rest } = answer;
  await tx.db.drillAnswer.create({
    data: { ...rest, drillId, at: toDate(tx.now), clockAt: toDate(clockAt) },
  });
}

export async function addTold(
  tx: Tx,
  drillId: string,
  told: { readonly key: string; readonly byId: string; readonly clockAt: Temporal.Instant },
): Promise<void> {
  const { key, byId, clockAt } = told;
  const [law = '', clock = ''] = key.split('/');
  await tx.db.drillClock.create({
    data: { ...{ id: newId(), drillId, law, clock, byId }, at: toDate(tx.now), clockAt: toDate(clockAt) },
  });
}

/** Of all their parts; false where it was done before. */
export async function setCredited(tx: Tx, drillId: string, personId: string, byId: string): Promise<boolean> {
  const { count } = await tx.db.drillPart.updateMany({
    where: { drillId, personId, creditedAt: null },
    data: { creditedAt: toDate(tx.now), creditedById: byId },
  });
  return count > 0;
}

export async function addNote(
  tx: Tx,
  drillId: string,
  note: Pick<DrillNote, 'id' | 'kind' | 'byId' | 'ownerId' | 'dueOn'>,
): Promise<void> {
  const { id, kind, byId, ownerId, dueOn } = note;
  await tx.db.drillNote.create({
    data: {
      ...{ id, drillId, kind, byId, ownerId: ownerId ?? null, at: toDate(tx.now) },
      dueOn: dueOn === undefined ? null : dayToDate(Temporal.PlainDate.from(dueOn)),
    },
  });
}

export async function settleNote(tx: Tx, id: string, byId: string): Promise<void> {
  await tx.db.drillNote.update({ where: { id }, data: { settledAt: toDate(tx.now), settledById: byId } });
}

/** For facts of events. */
export const factTime = toIso;
