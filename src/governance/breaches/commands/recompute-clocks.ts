/** Reckons the clocks of an incident anew whenever what they hang on changes, and says what came of it. */
import type { Nameless } from '../../../app/context.ts';
import { type Temporal, toIso } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Mark, marksOf } from '../rules/clock-marks.ts';
import { type ClockLaw, clockLaws, counts, type Ground, type Reckoned, reckon } from '../rules/clocks.ts';
import { isAfter } from '../rules/moments.ts';
import {
  type Clock,
  clocksOf,
  groundOf,
  insertClock,
  type KeptMark,
  replaceMarks,
  updateClock,
} from '../store/clocks.ts';
import { writeEvent } from '../store/timeline.ts';
import { tellOfClocks } from './tell-clocks.ts';

/** What changed: `decided` is the determination, which tells of every clock that runs from now on. */
export type Why = 'reported' | 'decided' | 'facts' | 'hold' | 'met';

export interface ClockNews {
  /** Past already, and nobody said that they were told. */
  readonly passed: readonly Clock[];
  /** Owed only now, after the decision. */
  readonly late: readonly Clock[];
}

/** For the answer to whoever changed it; empty when there is nothing to say. */
export function sayNews({ passed, late }: ClockNews): string {
  const names = (clocks: readonly Clock[]) => clocks.map(({ law }) => law.clock.name).join(', ');
  const began = late.length === 0 ? '' : ` To be told from now on: ${names(late)}.`;
  return passed.length === 0 ? began : `${began} Their time has passed already: ${names(passed)}.`;
}

/** With a report: they stand as "if this is a breach" from its first second on. */
export function startClocks(act: Nameless, incident: IncidentKey): Promise<ClockNews> {
  return recomputeClocks(act, incident, 'reported', undefined);
}

interface IncidentKey {
  readonly id: string;
  /** The fingerprint of its plan. */
  readonly policy: string;
}

/**
 * After the incident's row was written, in the same transaction. What came to be owed or passed by it is told to whoever
 * sees to it, and is not reminded of a second time.
 */
export async function recomputeClocks(
  act: Nameless,
  incident: IncidentKey,
  why: Why,
  byId: string | undefined,
): Promise<ClockNews> {
  const policy = await act.policyOf(incident.policy);
  const before = await clocksOf(act.tx, policy, incident.id);
  const ground = await groundOf(act.tx, incident.id);
  for (const law of clockLaws(policy))
    await reckonOne(act, policy, incident.id, { law, before, ground, why });
  const after = await clocksOf(act.tx, policy, incident.id);
  const running = after.filter(
    ({ law, owed, met }) => owed === 'yes' && !met && ground.state !== 'concern' && counts(law.clock, ground),
  );
  const news: ClockNews = {
    passed: running.filter(({ dueAt }) => dueAt && isAfter(act.now, dueAt)),
    late: running.filter(({ id, lateSince }) => {
      const was = before.find((one) => one.id === id);
      return lateSince !== undefined && was?.lateSince === undefined;
    }),
  };
  await record(act, incident.id, ground, why, byId, news);
  const told =
    why === 'decided'
      ? running
      : running.filter((one) => news.late.includes(one) || passedBy(one, before, news));
  if (told.length > 0) await tellOfClocks(act, incident.id, told, byId);
  return news;
}

/** Its day came to lie in the past by this change. */
function passedBy(clock: Clock, before: readonly Clock[], { passed }: ClockNews): boolean {
  const was = before.find(({ id }) => id === clock.id);
  return passed.includes(clock) && !(was?.dueAt && clock.dueAt?.equals(was.dueAt));
}

interface One {
  readonly law: ClockLaw;
  readonly before: readonly Clock[];
  readonly ground: Ground;
  readonly why: Why;
}

async function reckonOne(
  act: Nameless,
  policy: Policy,
  incidentId: string,
  { law, before, ground, why }: One,
): Promise<void> {
  const was = before.find((one) => one.law.law === law.law && one.law.clock.id === law.clock.id);
  const other = before.find(
    (one) => one.law.law === law.law && one.law.clock.id === law.clock.not_later_than,
  );
  const reckoned = reckon(policy, law, ground, other?.met?.at);
  const { owed, dueAt, heldSince } = reckoned;
  // What was no one's duty at the decision and is one now began late; what has been owed once keeps its day.
  const becomesOwed = was !== undefined && was.owed !== 'yes' && owed === 'yes';
  const lateSince =
    owed !== 'yes'
      ? undefined
      : becomesOwed && ground.state === 'breach' && why !== 'decided'
        ? act.now
        : was?.lateSince;
  const data = { owed, countedFrom: ground.discoveredAt, dueAt, heldSince, lateSince };
  const id = was?.id ?? (await insertClock(act.tx, incidentId, law, data));
  if (was) await updateClock(act.tx, id, data);
  const marks = kept(act.now, was?.marks ?? [], wanted(policy, law, ground, reckoned, was));
  if (!same(was?.marks ?? [], marks)) await replaceMarks(act.tx, id, marks);
}

function wanted(
  policy: Policy,
  law: ClockLaw,
  ground: Ground,
  reckoned: Reckoned,
  was: Clock | undefined,
): readonly Mark[] {
  return was?.met ? [] : marksOf(policy, law, ground, reckoned);
}

/** A moment that is past by the change itself is told of with it; one that stood already stays told or untold. */
function kept(now: Temporal.Instant, had: readonly KeptMark[], want: readonly Mark[]): readonly KeptMark[] {
  return want.map((mark) => {
    const stood = had.find((one) => one.mark === mark.mark && one.at.equals(mark.at));
    return { ...mark, told: stood ? stood.told : !isAfter(mark.at, now) };
  });
}

function same(had: readonly KeptMark[], have: readonly KeptMark[]): boolean {
  return (
    had.length === have.length &&
    have.every((mark) =>
      had.some(
        (one) =>
          one.mark === mark.mark &&
          one.urgent === mark.urgent &&
          one.told === mark.told &&
          one.at.equals(mark.at),
      ),
    )
  );
}

async function record(
  act: Nameless,
  incidentId: string,
  ground: Ground,
  why: Why,
  byId: string | undefined,
  { passed, late }: ClockNews,
): Promise<void> {
  const names = (clocks: readonly Clock[]) => clocks.map(({ law }) => `${law.law}/${law.clock.id}`);
  if (why === 'decided' && ground.state === 'breach')
    await writeEvent(act.tx, incidentId, {
      what: 'clocks-run',
      byId,
      facts: { from: toIso(ground.discoveredAt), passed: names(passed) },
    });
  else if (late.length > 0)
    await writeEvent(act.tx, incidentId, {
      what: 'clocks-late',
      byId,
      facts: { clocks: names(late), passed: names(late.filter((one) => passed.includes(one))) },
    });
}
