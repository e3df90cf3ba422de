/** Exercises with everything that hangs on them, through a viewer's eyes. */
import type { Viewer } from '../../../app/access.ts';
import type { Scene } from '../../../app/context.ts';
import type { Person } from '../../../app/person.ts';
import { dateToDay, type Temporal, toDate, toInstant } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { Prisma } from '../../../store/generated/client.ts';
import { readTexts, type StoredText } from '../../../store/texts.ts';
import type { Facts, Reader } from '../../../store/tx.ts';
import { type Answer, valueShape } from '../rules/answers.ts';
import type { Told } from '../rules/clocks.ts';
import { type Came, type Drill, type DrillState, drillKind, type Moment, type Pace } from '../rules/drill.ts';
import { type Scenario, scenarioShape } from '../rules/scenario.ts';

const whole = {
  parts: { orderBy: { id: 'asc' } },
  injects: { orderBy: { clockAt: 'asc' } },
  answers: { orderBy: { at: 'asc' } },
  clocks: { orderBy: { at: 'asc' } },
  events: { orderBy: { seq: 'asc' } },
  notes: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.DrillInclude;
type Row = Prisma.DrillGetPayload<{ include: typeof whole }>;

export interface DrillEvent extends Moment {
  readonly seq: number;
  readonly byId: string | undefined;
  readonly what: string;
  readonly facts: Facts;
}

export interface DrillNote {
  readonly id: string;
  readonly kind: 'well' | 'better';
  readonly byId: string;
  readonly ownerId: string | undefined;
  /** YYYY-MM-DD */
  readonly dueOn: string | undefined;
  readonly settledAt: Temporal.Instant | undefined;
}

/** One exercise as a card or a page needs it. */
export interface DrillFile {
  readonly drill: Drill;
  readonly scenario: Scenario;
  /** The plan that it began under. */
  readonly policy: Policy;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly told: ReadonlyMap<string, Told>;
  readonly events: readonly DrillEvent[];
  readonly notes: readonly DrillNote[];
  readonly words: Readonly<Record<string, StoredText>>;
  readonly people: ReadonlyMap<string, Person>;
}

export type DrillKey = { readonly id: string } | { readonly number: number };

/** Whoever leads, plays, has something to make better, or may hold exercises by the plan in force. */
function visibleTo(viewer: Viewer, { pack }: Policy): Prisma.DrillWhereInput {
  if (viewer.kind === 'system') return {};
  if (viewer.kind === 'outsider') return { id: { in: [] } };
  const { personId, roles } = viewer;
  if (roles.some((role) => pack.breaches.drills?.by.includes(role))) return {};
  return {
    OR: [
      { facilitatorId: personId },
      { parts: { some: { personId } } },
      { notes: { some: { ownerId: personId } } },
    ],
  };
}

/** `locked` for a change: whoever comes second waits, and sees what the first one did. */
export async function openDrill(scene: Scene, key: DrillKey, locked = false): Promise<DrillFile | undefined> {
  const found = await scene.reader.db.drill.findFirst({
    where: { AND: [key, visibleTo(scene.viewer, scene.policy)] },
    select: { id: true },
  });
  if (!found) return undefined;
  if (locked) await scene.reader.db.$queryRaw`select 1 from drill where id = ${found.id} for update`;
  const [file] = await openDrills(scene, { id: found.id });
  return file;
}

/** Running ones of which an event is due, the longest first. */
export async function dueDrills(
  { db }: Reader,
  now: Temporal.Instant,
  take: number,
): Promise<readonly string[]> {
  const rows = await db.drill.findMany({
    where: { state: 'running', nextAt: { lte: toDate(now) } },
    select: { id: true },
    orderBy: { nextAt: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}

/** When the last one ended; nothing where none did. */
export async function lastEnded({ db }: Reader): Promise<Temporal.Instant | undefined> {
  const { _max } = await db.drill.aggregate({ _max: { endedAt: true } });
  return _max.endedAt ? toInstant(_max.endedAt) : undefined;
}

/** Those that this person is at, or out of which something is theirs to make better. */
export function drillsOn(scene: Scene, personId: string): Promise<readonly DrillFile[]> {
  return openDrills(scene, {
    OR: [
      { state: { not: 'ended' }, facilitatorId: personId },
      { state: { not: 'ended' }, parts: { some: { personId } } },
      { notes: { some: { ownerId: personId, settledAt: null } } },
    ],
  });
}

/** Newest first. */
export async function openDrills(
  scene: Scene,
  where: Prisma.DrillWhereInput,
  take = 50,
): Promise<readonly DrillFile[]> {
  const rows = await scene.reader.db.drill.findMany({
    where: { AND: [where, visibleTo(scene.viewer, scene.policy)] },
    include: whole,
    orderBy: { number: 'desc' },
    take,
  });
  const words = await readTexts(
    scene.reader,
    drillKind,
    rows.map(({ id }) => id),
  );
  const people = await scene.directory.people(scene.reader, [...new Set(rows.flatMap(namedIn))]);
  return Promise.all(
    rows.map(async (row) => ({
      drill: drillFrom(row),
      scenario: scenarioShape.parse(JSON.parse(row.scenarioBody)),
      policy: await scene.policyOf(row.policy),
      answers: new Map(row.answers.map((one) => [one.question, answerFrom(one)])),
      told: new Map(
        row.clocks.map((one) => [`${one.law}/${one.clock}`, { byId: one.byId, ...momentOf(one) }]),
      ),
      events: row.events.map((one) => ({
        ...{ seq: one.seq, what: one.what, byId: one.byId ?? undefined, ...momentOf(one) },
        facts: one.facts as Facts,
      })),
      notes: row.notes.map((one) => ({
        ...{ id: one.id, byId: one.byId, ownerId: one.ownerId ?? undefined },
        kind: one.kind as DrillNote['kind'],
        dueOn: one.dueOn ? dateToDay(one.dueOn).toString() : undefined,
        settledAt: one.settledAt ? toInstant(one.settledAt) : undefined,
      })),
      words: words.get(row.id) ?? {},
      people,
    })),
  );
}

function drillFrom(row: Row): Drill {
  return {
    ...{ id: row.id, reference: `DRILL-${row.number}`, policy: row.policy, scenario: row.scenario },
    ...{ version: row.version, facilitatorId: row.facilitatorId },
    pace: row.pace as Pace,
    state: row.state as DrillState,
    startedAt: toInstant(row.startedAt),
    beginsAt: toInstant(row.beginsAt),
    clockAt: toInstant(row.clockAt),
    runsSince: row.runsSince ? toInstant(row.runsSince) : undefined,
    endedAt: row.endedAt ? toInstant(row.endedAt) : undefined,
    players: row.parts.map(({ part, personId, creditedAt }) => ({
      ...{ part, personId },
      creditedAt: creditedAt ? toInstant(creditedAt) : undefined,
    })),
    came: new Map(row.injects.map((one) => [one.inject, cameFrom(row, one)])),
  };
}

/** Its own row says for when it was meant; that it came, and when, says the course of the exercise. */
function cameFrom({ events }: Row, row: Row['injects'][number]): Came {
  const event = events.find(({ what, facts }) => {
    const { injects } = facts as Facts;
    return what === 'came' && Array.isArray(injects) && injects.includes(row.inject);
  });
  return { ...momentOf(event ?? row), toldAt: toInstant(row.clockAt) };
}

function answerFrom(row: Row['answers'][number]): Answer {
  const { id, question, byId, value } = row;
  return { id, question, byId, value: valueShape.parse(value), ...momentOf(row) };
}

function momentOf({ at, clockAt }: { readonly at: Date; readonly clockAt: Date }): Moment {
  return { at: toInstant(at), clockAt: toInstant(clockAt) };
}

function namedIn(row: Row): readonly string[] {
  return [
    row.facilitatorId,
    ...row.parts.map(({ personId }) => personId),
    ...[...row.answers, ...row.clocks].map(({ byId }) => byId),
    ...row.events.flatMap(({ byId }) => byId ?? []),
    ...row.notes.flatMap(({ ownerId, byId }) => [ownerId ?? [], byId].flat()),
  ];
}
