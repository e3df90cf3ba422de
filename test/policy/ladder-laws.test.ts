import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { mostReminders } from '../../src/policy/ladder.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Ladder } from '../../src/policy/schema-duties.ts';
import { legacyPolicy } from '../support/policy.ts';
import { isWorking, plus, type Story, tellUnder } from './climbing.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await legacyPolicy();
});

/** What life puts in the way of one duty. */
const life = fc.record({
  openedOn: fc.integer({ min: 0, max: 700 }).map((n) => plus('2026-01-01', n)),
  dueIn: fc.integer({ min: -400, max: 120 }),
  /** Stretches in which the sweep does not run, the person is away, or nothing gets through. */
  outages: fc.array(fc.tuple(fc.nat(200), fc.nat(20)), { maxLength: 6 }),
  absences: fc.array(fc.tuple(fc.nat(200), fc.nat(60)), { maxLength: 3 }),
  deaf: fc.array(fc.tuple(fc.nat(200), fc.nat(40)), { maxLength: 3 }),
  snooze: fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 9 })), { maxLength: 6 }),
  weekday: fc.nat(6),
  metOn: fc.option(fc.nat(200), { nil: undefined }),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** Any ladder that a pack may write: the person first, steps in the order of their days, and an end. */
const anyLadder: fc.Arbitrary<Ladder> = fc
  .record({
    opened: fc.boolean(),
    offsets: fc.array(
      fc.record({
        amount: fc.integer({ min: -40, max: 20 }),
        tell: fc.subarray(['self', 'supervisor', 'it_security_manager', 'chief_privacy_officer'], {
          minLength: 1,
        }),
      }),
      { maxLength: 5 },
    ),
    every: fc.record({
      amount: fc.integer({ min: 1, max: 20 }),
      unit: fc.constantFrom('d' as const, 'bd' as const),
    }),
    atMost: fc.nat(6),
    end: fc.constantFrom('hr', 'superintendent', 'it_security_manager'),
  })
  .map(({ opened, offsets, every, atMost, end }): Ladder => {
    const sorted = [...offsets].sort((a, b) => a.amount - b.amount);
    const steps: Ladder['steps'] = [
      ...(opened || sorted.length === 0 ? [{ at: 'opened' as const, tell: ['self'] }] : []),
      ...sorted.map(({ amount, tell }) => ({ at: { amount, unit: 'd' as const }, tell })),
    ];
    const [first, ...rest] = steps;
    if (!first) throw new Error('a ladder has a step');
    return {
      steps: [{ ...first, tell: [...new Set(['self', ...first.tell])] }, ...rest],
      ...{ repeat: { every, at_most: atMost }, ends: { show_to: end, src: 'x' }, src: 'x' },
    };
  });

const outside = (stretches: readonly (readonly [number, number])[]) => (n: number) =>
  stretches.every(([from, length]) => n < from || n > from + length);

function storyOf({ openedOn, dueIn, outages, absences, deaf, snooze, weekday, metOn }: Life): Story {
  return {
    ...{ openedOn, dueOn: plus(openedOn, dueIn), days: 900 },
    ...{ runs: outside(outages), here: outside(absences), reachable: outside(deaf) },
    ...{ snooze: new Map(snooze), weekly: (n: number) => n % 7 === weekday },
    ...(metOn === undefined ? {} : { metOn }),
  };
}

function keepsTheLaw(on: Ladder, one: Life): void {
  const { log, nextOn, snoozes } = tellUnder(policy, on, storyOf(one));
  // above its cap: never
  expect(log.filter(({ reminded }) => reminded).length).toBeLessThanOrEqual(mostReminders(on) + snoozes);
  // a day off: never
  expect(log.filter(({ day }) => !isWorking(policy, day))).toEqual([]);
  const shown = log.flatMap(({ day, shown: to }) => to.map((name) => ({ to: name, on: day })));
  // twice: never
  expect(new Set(shown.map(({ to }) => to)).size).toBe(shown.length);
  // others before the person: never, nor earlier than the person was told they would
  const told = log.find(({ reminded }) => reminded)?.day;
  for (const each of shown) {
    expect(told !== undefined && each.on > told).toBe(true);
    const promised = log
      .filter(({ day }) => day < each.on)
      .flatMap(({ promises }) => promises.filter(({ to }) => to === each.to));
    expect(promised.length).toBeGreaterThan(0);
    for (const { on: said } of promised) expect(each.on >= said).toBe(true);
  }
  // its end: always, unless it was met before
  if (one.metOn === undefined) {
    expect(nextOn).toBeUndefined();
    expect(shown.map(({ to }) => to)).toContain(on.ends.show_to);
  }
}

it.each(['first_week', 'training', 'confirmation'])(
  '%s, whatever the outages, absences, completions, snoozes and weekly messages: capped, never on a day off, the person first, and always to the end',
  (name) => {
    const on = policy.pack.ladders[name];
    if (!on) throw new Error(`the plan has no ladder ${name}`);
    fc.assert(
      fc.property(life, (one) => keepsTheLaw(on, one)),
      { numRuns: 400 },
    );
  },
);

it('and so does any ladder that a plan may write', () => {
  fc.assert(fc.property(anyLadder, life, keepsTheLaw), { numRuns: 1_000 });
});
