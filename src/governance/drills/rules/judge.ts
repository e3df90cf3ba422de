/** An answer beside what the plan and the law expect: for learning, never a mark. */
import { assertNever } from '../../../kernel/assert-never.ts';
import { Temporal } from '../../../kernel/clock.ts';
import type { Policy } from '../../../policy/policy.ts';
import { roleName } from '../../../policy/policy.ts';
import { type ClockLaw, clockLaws, type Owed } from '../../breaches/rules/clocks.ts';
import type { AnswerValue } from './answers.ts';
import { keyOf } from './clocks.ts';
import type { Question, QuestionOf } from './scenario.ts';

export type Verdict = 'as-expected' | 'partly' | 'otherwise' | 'to-talk-over';

export interface Judged {
  readonly verdict: Verdict;
  /** Each a few words. */
  readonly expected: readonly string[];
  readonly given: readonly string[];
  readonly why: readonly string[];
}

/** What the question is looked at beside. */
export interface Ground {
  readonly policy: Policy;
  /** Whom the laws want told, with what was known when it was answered. */
  readonly owed: ReadonlyMap<string, Owed>;
  /** Whose desk it is now, for a question that nobody answered. */
  readonly desk: string | undefined;
  readonly beginsAt: Temporal.Instant;
  readonly sayMoment: (at: Temporal.Instant) => string;
}

/** `value` undefined: nobody answered it; its verdict says nothing then. */
export function judge(question: Question, value: AnswerValue | undefined, ground: Ground): Judged {
  switch (question.kind) {
    case 'choose':
      return ofChoice(question, value?.kind === 'choose' ? value.options : []);
    case 'say':
      return { verdict: 'to-talk-over', expected: question.looks_for, given: [], why: [question.src] };
    case 'determine':
      return ofRuling(question, value?.kind === 'determine' ? value : undefined, ground);
    case 'tell':
      return ofTelling(question, value?.kind === 'tell' ? value.clocks : [], ground);
    case 'desk':
      return ofDesk(question, value?.kind === 'desk' ? value : undefined, ground);
    default:
      return assertNever(question);
  }
}

function ofChoice({ options }: QuestionOf<'choose'>, chosen: readonly string[]): Judged {
  const wanted = options.filter(({ expected }) => expected);
  const given = options.filter(({ id }) => chosen.includes(id));
  return {
    verdict: verdictOf(
      wanted.map(({ id }) => id),
      given.map(({ id }) => id),
    ),
    expected: wanted.map(({ says }) => says),
    given: given.map(({ says }) => says),
    why: [...wanted, ...given.filter(({ expected }) => !expected)].map(
      ({ says, why, src }) => `${says}: ${why}${src ? ` (${src})` : ''}`,
    ),
  };
}

/** All and nothing else; or at least one that was expected. */
function verdictOf(
  wanted: readonly string[],
  given: readonly string[],
  welcome: readonly string[] = [],
): Verdict {
  const hit = wanted.filter((one) => given.includes(one)).length;
  const beside = given.filter((one) => !wanted.includes(one) && !welcome.includes(one)).length;
  if (hit === wanted.length && beside === 0) return 'as-expected';
  return hit > 0 ? 'partly' : 'otherwise';
}

function ofRuling(
  { expected, why, src }: QuestionOf<'determine'>,
  given: Extract<AnswerValue, { kind: 'determine' }> | undefined,
  { policy, beginsAt, sayMoment }: Ground,
): Judged {
  const { severity, discovered } = expected;
  const names = new Map(policy.pack.breaches.response.severities.map(({ id, name }) => [id, name]));
  const moment = discovered && beginsAt.add({ minutes: discovered.at });
  const at = given?.discoveredAt === undefined ? undefined : Temporal.Instant.from(given.discoveredAt);
  const near =
    moment === undefined ||
    (at !== undefined &&
      Math.abs(at.epochMilliseconds - moment.epochMilliseconds) <= (discovered?.give_or_take ?? 0) * 60_000);
  const hits = [
    given?.ruling === expected.ruling,
    severity === undefined || severity.includes(given?.severity ?? ''),
    near,
  ];
  return {
    verdict: hits.every(Boolean) ? 'as-expected' : hits[0] ? 'partly' : 'otherwise',
    expected: [
      rulings[expected.ruling],
      ...(severity ? [`how severe: ${severity.map((id) => names.get(id) ?? id).join(' or ')}`] : []),
      ...(moment ? [`discovered ${sayMoment(moment)}`] : []),
    ],
    given: given
      ? [
          rulings[given.ruling],
          ...(given.severity ? [`how severe: ${names.get(given.severity) ?? given.severity}`] : []),
          ...(at ? [`discovered ${sayMoment(at)}`] : []),
        ]
      : [],
    why: [`${why} (${src})`],
  };
}

const rulings = { breach: 'it is a breach', not_a_breach: 'it is not a reportable breach' } as const;

/** What hangs on something that nobody knew yet is welcome, and not missed. */
function ofTelling({ why }: QuestionOf<'tell'>, given: readonly string[], { policy, owed }: Ground): Judged {
  const laws = clockLaws(policy);
  const keys = (wanted: Owed) => laws.map(keyOf).filter((key) => owed.get(key) === wanted);
  const named = (list: readonly string[]) =>
    laws.filter((law) => list.includes(keyOf(law))).map((law) => law.clock.name);
  const wanted = keys('yes');
  return {
    verdict: verdictOf(wanted, given, keys('unknown')),
    expected: named(wanted),
    given: given.includes(nobody) ? ['nobody yet'] : named(given),
    why: [
      ...laws.filter((law) => wanted.includes(keyOf(law))).map((law) => `${law.clock.name}: ${sayTime(law)}`),
      ...(why ? [why] : []),
    ],
  };
}

/** The choice that nobody has to be told. */
export const nobody = 'nobody';

function sayTime({ clock, lawName, version }: ClockLaw): string {
  const { within, words, src } = clock;
  const units = { h: 'hours', d: 'days', bd: 'business days', sd: 'school days', y: 'years' };
  const time = within ? `within ${within.amount} ${units[within.unit]}` : `“${words ?? 'no time is named'}”`;
  return `${time} (${lawName}, version ${version}: ${src})`;
}

function ofDesk(
  { why }: QuestionOf<'desk'>,
  given: Extract<AnswerValue, { kind: 'desk' }> | undefined,
  { policy, desk }: Ground,
): Judged {
  const wanted = given ? given.expected : desk;
  const { src } = policy.pack.breaches.route;
  return {
    verdict: given?.role === wanted ? 'as-expected' : 'otherwise',
    expected: [wanted === undefined ? 'nobody of the plan’s route' : roleName(policy, wanted)],
    given: given ? [roleName(policy, given.role)] : [],
    why: [...(why ? [why] : []), `The first of the plan’s route whom it does not concern (${src}).`],
  };
}
