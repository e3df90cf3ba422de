import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import {
  climb,
  firstStepOn,
  latestSnooze,
  mostReminders,
  plannedShows,
  type Rung,
  workingDayFrom,
} from '../../src/policy/ladder.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Ladder } from '../../src/policy/schema-duties.ts';
import { legacyPolicy } from '../support/policy.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await legacyPolicy();
});

function ladder(name: string): Ladder {
  const found = policy.pack.ladders[name];
  if (!found) throw new Error(`the plan has no ladder ${name}`);
  return found;
}

const plus = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const isWorking = (day: string) => policy.calendar.isWorkingDay(Temporal.PlainDate.from(day));

interface Story {
  readonly dueOn: string;
  readonly openedOn: string;
  /** The sweep runs; the person is here; messages reach them. Days are counted from the opening. */
  readonly runs?: (n: number) => boolean;
  readonly here?: (n: number) => boolean;
  readonly reachable?: (n: number) => boolean;
  /** On this day they ask to be reminded so many days later, if they may. */
  readonly snooze?: ReadonlyMap<number, number>;
  readonly metOn?: number;
  readonly days?: number;
}

interface Told {
  readonly day: string;
  readonly reminded: boolean;
  readonly shown: readonly string[];
  /** What the person is told on this day of who else will be shown it. */
  readonly promises: readonly { readonly to: string; readonly on: string }[];
}

/** Day by day as the sweep does it: only what is due is taken up, and what follows is stored. */
function tell(
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
    const due = nextOn <= day && isWorking(day);
    if (due && (story.runs?.(n) ?? true) && (story.here?.(n) ?? true)) {
      const move = climb(policy, on, at, day);
      expect(move.nextOn === undefined || move.nextOn > day).toBe(true);
      at = {
        ...at,
        stage: move.stage,
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

function lines(log: readonly Told[]): readonly string[] {
  return log.map(({ day, reminded, shown }) => [day, ...(reminded ? ['self'] : []), ...shown].join(' '));
}

describe('the ladder of the first week', () => {
  it('T2, T10: hired Friday 2026-12-18, due on the holiday: last reminder on Thursday, IT security from Monday, then weekly to the end', () => {
    expect(lines(tell(ladder('first_week'), { dueOn: '2026-12-25', openedOn: '2026-12-18' }).log)).toEqual([
      '2026-12-18 self',
      '2026-12-22 self',
      '2026-12-24 self supervisor',
      '2026-12-28 it_security_manager',
      '2027-01-04 self',
      '2027-01-11 self',
      '2027-01-19 self',
      '2027-01-26 self',
      '2027-02-02 self',
      '2027-02-09 self',
      '2027-02-16 hr',
    ]);
  });

  it('a reminder that days off would carry past the due date comes before them', () => {
    // due on Sunday: one day before is Saturday, and Monday would be too late
    const { log } = tell(ladder('first_week'), { dueOn: '2026-11-15', openedOn: '2026-11-08' });
    expect(lines(log).slice(0, 4)).toEqual([
      '2026-11-09 self',
      '2026-11-12 self',
      '2026-11-13 self supervisor',
      '2026-11-16 it_security_manager',
    ]);
  });

  it('says when others will be shown it, before they are', () => {
    const [first, second] = tell(ladder('first_week'), { dueOn: '2026-12-25', openedOn: '2026-12-18' }).log;
    const planned = [
      { to: 'supervisor', on: '2026-12-24' },
      { to: 'it_security_manager', on: '2026-12-28' },
    ];
    expect([first?.promises, second?.promises]).toEqual([planned, planned]);
  });

  it('opened when it is late already: the person first, others the next working day, and the rest in its rhythm', () => {
    const { log } = tell(ladder('first_week'), { dueOn: '2017-12-16', openedOn: '2026-11-20' });
    expect(lines(log).slice(0, 3)).toEqual([
      '2026-11-20 self',
      '2026-11-23 supervisor it_security_manager',
      '2026-11-27 self',
    ]);
    expect(log[0]?.promises).toEqual([
      { to: 'supervisor', on: '2026-11-23' },
      { to: 'it_security_manager', on: '2026-11-23' },
      { to: 'hr', on: '2027-01-08' },
    ]);
    expect(lines(log).at(-1)).toBe('2027-01-11 hr');
  });

  it('T9: down for ten days, one reminder for all that was missed, and nothing lost', () => {
    const { log } = tell(ladder('first_week'), {
      dueOn: '2026-11-27',
      openedOn: '2026-11-20',
      runs: (n) => n < 4 || n > 14,
    });
    expect(lines(log).slice(0, 3)).toEqual([
      '2026-11-20 self',
      '2026-12-07 self supervisor it_security_manager',
      '2026-12-14 self',
    ]);
    expect(lines(log)).toHaveLength(9);
  });

  it('T8: next year’s is told sixty days ahead at most, and not before it can be done', () => {
    const dueOn = '2027-11-20';
    const openedOn = '2026-11-20';
    expect(firstStepOn(policy, 'aup', { dueOn, openedOn, countsFrom: undefined })).toBe('2027-09-21');
    expect(firstStepOn(policy, 'aup', { dueOn, openedOn, countsFrom: '2027-10-21' })).toBe('2027-10-21');
    expect(firstStepOn(policy, 'unheard-of', { dueOn, openedOn, countsFrom: undefined })).toBeUndefined();
  });

  it('while messages do not get through, nobody else is shown it but whoever the ladder ends with', () => {
    const { log } = tell(ladder('first_week'), {
      dueOn: '2026-11-27',
      openedOn: '2026-11-20',
      reachable: () => false,
    });
    expect(log.flatMap(({ shown }) => shown)).toEqual(['hr']);
  });
});

describe('putting a reminder off', () => {
  it('brings it on the day that was asked for', () => {
    const { log } = tell(ladder('first_week'), {
      dueOn: '2026-12-25',
      openedOn: '2026-12-18',
      snooze: new Map([[0, 3]]),
    });
    expect(lines(log).slice(0, 3)).toEqual(['2026-12-18 self', '2026-12-21 self', '2026-12-22 self']);
  });

  it('never beyond the day on which somebody else is shown it', () => {
    const at: Rung = {
      dueOn: '2026-12-25',
      openedOn: '2026-12-18',
      countsFrom: undefined,
      stage: 2,
      toldOn: '2026-12-18',
      remindedOn: '2026-12-22',
      snoozedUntil: undefined,
      shownTo: [],
      reachable: true,
    };
    expect(latestSnooze(policy, ladder('first_week'), at, '2026-12-22')).toBe('2026-12-24');
    const late = {
      ...at,
      stage: 10,
      remindedOn: '2027-02-09',
      shownTo: ['supervisor', 'it_security_manager'],
    };
    expect(latestSnooze(policy, ladder('first_week'), late, '2027-02-12')).toBe('2027-02-16');
  });
});

const names = fc.constantFrom('first_week', 'training');
const story = fc.record({
  name: names,
  openedOn: fc.integer({ min: 0, max: 700 }).map((n) => plus('2026-01-01', n)),
  dueIn: fc.integer({ min: -400, max: 120 }),
  /** Stretches in which the sweep does not run, the person is away, or nothing gets through. */
  outages: fc.array(fc.tuple(fc.nat(200), fc.nat(20)), { maxLength: 6 }),
  absences: fc.array(fc.tuple(fc.nat(200), fc.nat(60)), { maxLength: 3 }),
  deaf: fc.array(fc.tuple(fc.nat(200), fc.nat(40)), { maxLength: 3 }),
  snooze: fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 9 })), { maxLength: 6 }),
  metOn: fc.option(fc.nat(200), { nil: undefined }),
});

const outside = (stretches: readonly (readonly [number, number])[]) => (n: number) =>
  stretches.every(([from, length]) => n < from || n > from + length);

it('whatever the outages, absences, completions and snoozes: capped, never on a day off, the person first, and always to the end', () => {
  fc.assert(
    fc.property(story, ({ name, openedOn, dueIn, outages, absences, deaf, snooze, metOn }) => {
      const on = ladder(name);
      const { log, nextOn, snoozes } = tell(on, {
        openedOn,
        dueOn: plus(openedOn, dueIn),
        runs: outside(outages),
        here: outside(absences),
        reachable: outside(deaf),
        snooze: new Map(snooze),
        ...(metOn === undefined ? {} : { metOn }),
        days: 900,
      });
      // above its cap: never
      expect(log.filter(({ reminded }) => reminded).length).toBeLessThanOrEqual(mostReminders(on) + snoozes);
      // a day off: never
      expect(log.filter(({ day }) => !isWorking(day))).toEqual([]);
      const shown = log.flatMap(({ day, shown: to }) => to.map((one) => ({ to: one, on: day })));
      // twice: never
      expect(new Set(shown.map(({ to }) => to)).size).toBe(shown.length);
      // others before the person: never, nor earlier than the person was told they would
      const told = log.find(({ reminded }) => reminded)?.day;
      for (const one of shown) {
        expect(told !== undefined && one.on > told).toBe(true);
        const promised = log
          .filter(({ day }) => day < one.on)
          .flatMap(({ promises }) => promises.filter(({ to }) => to === one.to));
        expect(promised.length).toBeGreaterThan(0);
        for (const { on: said } of promised) expect(one.on >= said).toBe(true);
      }
      // its end: always, unless it was met before
      if (metOn === undefined) {
        expect(nextOn).toBeUndefined();
        expect(shown.at(-1)?.to).toBe(on.ends.show_to);
      }
    }),
    { numRuns: 2_000 },
  );
});
