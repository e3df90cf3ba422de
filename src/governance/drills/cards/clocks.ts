/** The clocks of an exercise, as lines of its card: in its own time, by the real laws. */
import type { Block, ListItem, Tone } from '../../../chat/card.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import type { Temporal } from '../../../kernel/clock.ts';
import { clocksOf, type Decided, type DrillClock, knownFacts } from '../rules/clocks.ts';
import { askedToDecide, decidedIn, tellingOpen } from '../rules/decided.ts';
import { clockOf } from '../rules/drill.ts';
import { sayLength } from '../rules/say.ts';
import type { DrillFile } from '../store/drills.ts';
import { sayExerciseTime, sayShortly } from './words.ts';

export interface ClockSheet {
  readonly clocks: readonly DrillClock[];
  readonly decided: Decided | undefined;
}

export function clockSheet(
  { drill, scenario, policy, answers, told }: DrillFile,
  now: Temporal.Instant,
): ClockSheet {
  const decided = decidedIn(scenario, answers);
  const facts = knownFacts(scenario, drill.came);
  return { decided, clocks: clocksOf(policy, facts, decided, told, clockOf(drill, now)) };
}

export interface Looker {
  /** They see what is expected, too. */
  readonly leads: boolean;
  /** They may say that somebody was told. */
  readonly plays: boolean;
}

export function clockBlocks(
  file: DrillFile,
  now: Temporal.Instant,
  { leads, plays }: Looker,
): readonly Block[] {
  const { drill, policy } = file;
  const { clocks, decided } = clockSheet(file, now);
  const heading = { kind: 'heading', text: 'Who would have to be told, and by when' } as const;
  const asks = askedToDecide(file.scenario, drill.came);
  if (!decided?.discoveredAt)
    return asks || decided
      ? [
          heading,
          {
            kind: 'text',
            text:
              decided?.ruling === 'not_a_breach'
                ? 'You decided that it is no reportable breach: no legal time runs.'
                : 'Legal times count from the discovery. Nobody has said yet when that was.',
          },
        ]
      : [];
  if (!leads && tellingOpen(file.scenario, drill, file.answers))
    return [heading, { kind: 'text', text: 'Shown once it is answered who has to be told.' }];
  const zone = policy.calendar.zone;
  const sure = clocks.filter(({ standing }) => standing !== 'perhaps');
  const perhaps = clocks.filter(({ standing }) => standing === 'perhaps');
  return [
    heading,
    {
      kind: 'text',
      text: `Counted from ${sayExerciseTime(decided.discoveredAt, zone)}, by the laws of this district’s plan. Nobody real is told anything.`,
    },
    ...(sure.length === 0
      ? []
      : [{ kind: 'list', items: sure.map((clock) => itemOf(file, clock, now, plays)) } as const]),
    ...(perhaps.length === 0
      ? []
      : [
          {
            kind: 'text',
            text: `Perhaps too, once more is known: ${perhaps.map(({ law }) => law.clock.name).join('; ')}.`,
          } as const,
        ]),
  ];
}

function itemOf(file: DrillFile, clock: DrillClock, now: Temporal.Instant, plays: boolean): ListItem {
  const { drill } = file;
  const { law, told } = clock;
  const may = plays && !told && drill.state !== 'ended';
  return {
    title: law.clock.name,
    detail: `${sayStanding(clock, file, now)} (${law.lawName})`,
    tone: tones[clock.standing],
    ...(may
      ? {
          action: {
            kind: 'open-form',
            form: 'drill.told',
            label: 'Play that they are told',
            subject: { id: drill.id, clock: clock.key },
          } as const,
        }
      : {}),
  };
}

const tones: Readonly<Record<DrillClock['standing'], Tone>> = {
  told: 'good',
  'told-late': 'warning',
  passed: 'danger',
  runs: 'info',
  'no-time': 'neutral',
  perhaps: 'neutral',
};

/** “3 h 10 min left in the exercise: due Saturday, November 28, 2026 at 3:52 PM”. */
export function sayStanding(clock: DrillClock, { drill, policy }: DrillFile, at: Temporal.Instant): string {
  const { standing, dueAt, told, law } = clock;
  const { zone } = policy.calendar;
  const now = clockOf(drill, at);
  const due = dueAt && sayExerciseTime(dueAt, zone);
  switch (standing) {
    case 'told':
      return told ? `Told in the exercise, ${sayShortly(told.clockAt, zone)}${due ? ', in time' : ''}.` : '';
    case 'told-late':
      return told && dueAt
        ? `Told in the exercise, ${sayShortly(told.clockAt, zone)}: ${sayLength(dueAt, told.clockAt)} after its time.`
        : '';
    case 'passed':
      return dueAt ? `Its time passed ${sayLength(dueAt, now)} ago in the exercise: it was due ${due}.` : '';
    case 'runs':
      if (!dueAt) return '';
      return drill.state === 'ended'
        ? `Not told; there were ${sayLength(now, dueAt)} left when it ended. Due ${due}.`
        : `${sayLength(now, dueAt)} left in the exercise: due ${due}.`;
    case 'no-time':
      return `${drill.state === 'ended' ? 'Not told. ' : ''}No time is named: “${law.clock.words ?? 'without delay'}”.`;
    case 'perhaps':
      return 'It hangs on something that was not known.';
    default:
      return assertNever(standing);
  }
}
