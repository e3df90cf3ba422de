/** What is expected of people whose facts are alike is the same, and worked out once for all of them. */
import { workedOut } from '../../../kernel/worked-out.ts';
import { firstStepOn } from '../../../policy/ladder.ts';
import type { Policy } from '../../../policy/policy.ts';
import { type Expected, expected, type Facts } from './expect.ts';

/** `nextOn`: the day of the ladder's first step, were the duty opened today. */
export type Awaited =
  | (Extract<Expected, { kind: 'owed' }> & { readonly nextOn: string | undefined })
  | Extract<Expected, { kind: 'nothing' }>;

/** By duty, and the day on which it was first seen to be owed. */
type Answers = Map<string, Awaited>;

/** A district hires on a few hundred days a year. */
const mostKept = 5_000;
const answersFor = workedOut<Answers>(mostKept);

export function expectedAlike(
  policy: Policy,
  facts: Facts,
  today: string,
): (duty: string, noticedOn: string) => Awaited {
  const answers = answersFor(policy, `${today} ${factsKey(facts)}`, () => new Map());
  return (duty, noticedOn) => {
    const key = `${duty} ${noticedOn}`;
    let answer = answers.get(key);
    if (!answer) {
      answer = awaited(policy, duty, facts, { noticedOn, today });
      answers.set(key, answer);
    }
    return answer;
  };
}

function awaited(
  policy: Policy,
  duty: string,
  facts: Facts,
  days: { readonly noticedOn: string; readonly today: string },
): Awaited {
  const wanted = expected(policy, duty, facts, days);
  return wanted.kind === 'nothing'
    ? wanted
    : { ...wanted, nextOn: firstStepFor(policy, duty, facts, wanted, days.today) };
}

/** Whoever is yet to begin is told on their first day. */
export function firstStepFor(
  policy: Policy,
  duty: string,
  { hireDate }: Facts,
  { dueOn, countsFrom }: { readonly dueOn: string; readonly countsFrom: string | undefined },
  today: string,
): string | undefined {
  const openedOn = hireDate > today ? hireDate : today;
  return firstStepOn(policy, duty, { dueOn, openedOn, countsFrom });
}

/** Every fact by its name, so that one more fact can't be left out; people bring other things along. */
function factsKey(facts: Facts): string {
  const { personType, wasType, typeSince, hireDate, roles, named, custodian } = facts;
  const { lines, done, exempt, leave } = facts;
  const all: Record<keyof Facts, unknown> = {
    ...{ personType, wasType, typeSince, hireDate, roles, named, custodian, lines, done, exempt, leave },
  };
  return JSON.stringify(Object.values(all));
}
