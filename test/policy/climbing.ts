/** One duty told day by day as the sweep does it, with what life puts in its way; for the tests of ladders. */
import { expect } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import { climb, latestSnooze, plannedShows, type Rung, workingDayFrom } from '../../src/policy/ladder.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Ladder } from '../../src/policy/schema-duties.ts';

export const plus = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

export function isWorking({ calendar }: Policy, day: string): boolean {
  return calendar.isWorkingDay(Temporal.PlainDate.from(day));
}

export interface Story {
  readonly dueOn: string;
  readonly openedOn: string;
  /** The sweep runs; the person is here; messages reach them. Days are counted from the opening. */
  readonly runs?: (n: number) => boolean;
  readonly here?: (n: number) => boolean;
  readonly reachable?: (n: number) => boolean;
  /** On this day they ask to be reminded so many days later, if they may. */
  readonly snooze?: ReadonlyMap<number, number>;
  /** Days of the supervisor's weekly message: it names what is due soon to whoever was told before. */
  readonly weekly?: (n: number) => boolean;
  readonly metOn?: number;
  readonly days?: number;
}

export interface Told {
  readonly day: string;
  readonly reminded: boolean;
  readonly shown: readonly string[];
  /** What the person is told on this day of who else will be shown it. */
  readonly promises: readonly { readonly to: string; readonly on: string }[];
}

/** Day by day as the sweep does it: only what is due is taken up, and what follows is stored. */
export function tellUnder(
  policy: Policy,
  on: Ladder,
  story: Story,
): { readonly log: readonly Told[]; readonly nextOn: string | undefined; snoozes: number } {
  let at: Rung = {
    dueOn: story.dueOn,
    openedOn: story.openedOn,
    countsFrom: undefined,
    stage: 0,
    toldOn: undefined,
    remindedOn: undefined,
    snoozedUntil: undefined,
    shownTo: [],
    reachable: true,
  };
  let nextOn: string | undefined = story.openedOn;
  let snoozes = 0;
  const log: Told[] = [];
  for (let n = 0; n < (story.days ?? 400) && nextOn !== undefined; n += 1) {
    const day = plus(story.openedOn, n);
    if (story.metOn === n) return { log, nextOn: undefined, snoozes };
    at = { ...at, reachable: story.reachable?.(n) ?? true };
    const due = nextOn <= day && isWorking(policy, day);
    if (due && (story.runs?.(n) ?? true) && (story.here?.(n) ?? true)) {
      const move = climb(policy, on, at, day);
      expect(move.nextOn === undefined || move.nextOn > day).toBe(true);
      at = {
        ...at,
        stage: move.stage,
        steppedOn: move.stage > at.stage ? day : at.steppedOn,
        toldOn: at.toldOn ?? (move.remind ? day : undefined),
        remindedOn: move.remind ? day : at.remindedOn,
        snoozedUntil: undefined,
        shownTo: [...at.shownTo, ...move.show],
      };
      nextOn = move.nextOn;
      const promises = move.remind ? plannedShows(policy, on, at, day) : [];
      if (move.remind || move.show.length > 0)
        log.push({ day, reminded: move.remind, shown: move.show, promises });
    }
    const soon = policy.pack.supervision.weekly.ahead.amount;
    const named =
      story.weekly?.(n) && isWorking(policy, day) && at.dueOn <= plus(day, soon) && (at.toldOn ?? day) < day;
    if (named && (story.runs?.(n) ?? true) && !at.shownTo.includes('supervisor')) {
      at = { ...at, shownTo: [...at.shownTo, 'supervisor'] };
      log.push({ day, reminded: false, shown: ['supervisor'], promises: [] });
    }
    const later = story.snooze?.get(n);
    if (later === undefined || nextOn === undefined || at.toldOn === undefined) continue;
    const latest = latestSnooze(policy, on, at, day);
    const until = plus(day, later) < latest ? plus(day, later) : latest;
    if (until <= day || snoozes >= policy.pack.reminders.snooze.times) continue;
    snoozes += 1;
    at = { ...at, snoozedUntil: until };
    nextOn = workingDayFrom(policy.calendar, until);
  }
  return { log, nextOn, snoozes };
}

export function lines(log: readonly Told[]): readonly string[] {
  return log.map(({ day, reminded, shown }) => [day, ...(reminded ? ['self'] : []), ...shown].join(' '));
}
