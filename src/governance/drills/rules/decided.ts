/** What the people of an exercise decided last, and what they are still to decide by themselves. */
import { Temporal } from '../../../kernel/clock.ts';
import type { Answer } from './answers.ts';
import type { Decided } from './clocks.ts';
import type { Drill } from './drill.ts';
import { questionsOf, type Scenario } from './scenario.ts';

export function decidedIn(scenario: Scenario, answers: ReadonlyMap<string, Answer>): Decided | undefined {
  const last = questionsOf(scenario)
    .flatMap(({ id }) => answers.get(id) ?? [])
    .filter(({ value }) => value.kind === 'determine')
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at))
    .at(-1)?.value;
  if (last?.kind !== 'determine') return undefined;
  return {
    ruling: last.ruling,
    discoveredAt: last.discoveredAt === undefined ? undefined : Temporal.Instant.from(last.discoveredAt),
  };
}

/** Whether somebody is asked who has to be told and has not said yet: until then the list of it would be the answer. */
export function tellingOpen(
  { injects }: Scenario,
  { came, state }: Pick<Drill, 'came' | 'state'>,
  answers: ReadonlyMap<string, Answer>,
): boolean {
  if (state === 'ended') return false;
  return injects.some(
    (inject) =>
      came.has(inject.id) && inject.asks.some(({ id, kind }) => kind === 'tell' && !answers.has(id)),
  );
}

/** Whether anybody was asked for it yet. */
export function askedToDecide({ injects }: Scenario, came: Drill['came']): boolean {
  return injects.some(({ id, asks }) => came.has(id) && asks.some(({ kind }) => kind === 'determine'));
}
