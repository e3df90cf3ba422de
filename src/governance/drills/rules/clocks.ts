/** Who would have to be told in an exercise, reckoned by the real laws of this district's plan, in the time of the exercise. */
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import {
  type ClockFacts,
  type ClockLaw,
  clockLaws,
  counts,
  type Owed,
  owedBy,
  reckon,
} from '../../breaches/rules/clocks.ts';
import type { Drill, Moment } from './drill.ts';
import type { Scenario, ScenarioFacts } from './scenario.ts';

/** What people decided in the exercise. */
export interface Decided {
  readonly ruling: 'breach' | 'not_a_breach';
  /** In the time of the exercise. */
  readonly discoveredAt: Temporal.Instant | undefined;
}

export interface Told extends Moment {
  readonly byId: string;
}

export type Standing = 'told' | 'told-late' | 'passed' | 'runs' | 'no-time' | 'perhaps';

export interface DrillClock {
  /** “utah-2026/state_board”. */
  readonly key: string;
  readonly law: ClockLaw;
  readonly dueAt: Temporal.Instant | undefined;
  readonly told: Told | undefined;
  readonly standing: Standing;
}

export function keyOf({ law, clock }: ClockLaw): string {
  return `${law}/${clock.id}`;
}

/** What is known at that moment: from the beginning, and with every event that had come. */
export function knownFacts(scenario: Scenario, came: Drill['came'], at?: Temporal.Instant): ClockFacts {
  const revealed = scenario.injects.flatMap(({ id, reveals }): readonly ScenarioFacts[] => {
    const moment = came.get(id);
    const known = moment && (!at || Temporal.Instant.compare(moment.clockAt, at) <= 0);
    return known && reveals ? [reveals] : [];
  });
  const all: ScenarioFacts = Object.assign({}, scenario.facts, ...revealed);
  return {
    people: all.people,
    peopleStated: all.people !== undefined,
    kinds: all.kinds ?? [],
    kindsStated: all.kinds !== undefined,
    compromised: all.compromised,
    criminalUse: all.criminal_use,
    significant: all.significant,
    inadvertent: all.inadvertent,
    network: all.network,
  };
}

/** Whom the laws want told with what is known, whatever was decided yet. */
export function owedNow(policy: Policy, facts: ClockFacts): ReadonlyMap<string, Owed> {
  return new Map(clockLaws(policy).map((law) => [keyOf(law), owedBy(law.clock.when, facts)]));
}

/** Nothing before people said from when it counts; nothing that does not apply. Who was told stays, whatever turns out. */
export function clocksOf(
  policy: Policy,
  facts: ClockFacts,
  decided: Decided | undefined,
  told: ReadonlyMap<string, Told>,
  now: Temporal.Instant,
): readonly DrillClock[] {
  const noBreach = decided?.ruling === 'not_a_breach';
  const discoveredAt = decided?.discoveredAt;
  const state = noBreach ? 'not_a_breach' : decided ? 'breach' : 'concern';
  return clockLaws(policy).flatMap((law): readonly DrillClock[] => {
    const key = keyOf(law);
    const was = told.get(key);
    if (!discoveredAt || !counts(law.clock, { state, noBreach }))
      return was ? [{ key, law, dueAt: undefined, told: was, standing: 'told' }] : [];
    const other = law.clock.not_later_than && told.get(`${law.law}/${law.clock.not_later_than}`);
    const ground = { state, noBreach, discoveredAt, facts, holds: [] } as const;
    const { owed, dueAt } = reckon(policy, law, ground, other ? other.clockAt : undefined);
    if (owed === 'no' && !was) return [];
    return [{ key, law, dueAt, told: was, standing: standingOf(owed, dueAt, was, now) }];
  });
}

function standingOf(
  owed: Owed,
  dueAt: Temporal.Instant | undefined,
  told: Told | undefined,
  now: Temporal.Instant,
): Standing {
  const after = (at: Temporal.Instant) => dueAt !== undefined && Temporal.Instant.compare(at, dueAt) > 0;
  if (told) return after(told.clockAt) ? 'told-late' : 'told';
  if (owed === 'unknown') return 'perhaps';
  if (!dueAt) return 'no-time';
  return after(now) ? 'passed' : 'runs';
}
