import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { marksOf } from '../../../src/governance/breaches/rules/clock-marks.ts';
import {
  type ClockFacts,
  type ClockLaw,
  clockLaws,
  type Ground,
  owedBy,
  reckon,
} from '../../../src/governance/breaches/rules/clocks.ts';
import { Temporal } from '../../../src/kernel/clock.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import type { BreachClock } from '../../../src/policy/schema-breach-clocks.ts';
import { legacyPolicy, planOnce } from '../../support/policy.ts';

let utah: Policy;
let westford: Policy;

beforeAll(async () => {
  utah = await legacyPolicy();
  westford = await planOnce('westford-ma');
});

const unknown: ClockFacts = {
  ...{ people: undefined, peopleStated: false, kinds: [], kindsStated: false },
  inadvertent: undefined,
  ...{ compromised: undefined, criminalUse: undefined, significant: undefined, network: undefined },
};

/** The clock of this id, of whichever law. */
function law(policy: Policy, id: string): ClockLaw {
  const found = clockLaws(policy).find(({ clock }) => clock.id === id);
  if (!found) throw new Error(`no clock ${id}`);
  return found;
}

/** "2027-03-13T20:00" on the district's clock. */
function at(policy: Policy, local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(policy.calendar.zone).toInstant();
}

function local(policy: Policy, instant: Temporal.Instant | undefined): string | undefined {
  return instant?.toZonedDateTimeISO(policy.calendar.zone).toString({ timeZoneName: 'never' });
}

function ground(policy: Policy, discovered: string, more: Partial<Ground> = {}): Ground {
  return {
    ...{ state: 'breach', noBreach: false, discoveredAt: at(policy, discovered), facts: unknown, holds: [] },
    ...more,
  };
}

function dueOf(policy: Policy, id: string, discovered: string): string | undefined {
  return local(policy, reckon(policy, law(policy, id), ground(policy, discovered), undefined).dueAt);
}

describe('when somebody has to be told', () => {
  it.each([
    [
      'T5: 24 hours into daylight-saving time',
      'state_board',
      '2027-03-13T20:00',
      '2027-03-14T21:00:00-06:00',
    ],
    ['T5: 24 hours out of it', 'state_board', '2026-10-31T20:00', '2026-11-01T19:00:00-07:00'],
    [
      'T3: 10 business days over Thanksgiving',
      'superintendent_state',
      '2026-11-20T10:25',
      '2026-12-07T23:59:59-07:00',
    ],
    ['T2: 5 days end with the local day', 'cyber_center', '2026-11-20T23:30', '2026-11-25T23:59:59-07:00'],
    ['T2: 5 days into daylight-saving time', 'cyber_center', '2027-03-10T08:00', '2027-03-15T23:59:59-06:00'],
    ['T2: 5 days out of it', 'attorney_general', '2026-10-29T08:00', '2026-11-03T23:59:59-07:00'],
  ])('%s', (_what, id, discovered, due) => {
    expect(dueOf(utah, id, discovered)).toBe(due);
  });

  it.each(['individuals', 'uetn', 'credit_bureaux'])(
    'Utah names no time for %s, and none is made up',
    (id) => {
      expect(dueOf(utah, id, '2026-11-20T10:25')).toBeUndefined();
    },
  );

  it.each(['attorney_general', 'ocabr', 'residents', 'exposed'])(
    'MGL c.93H and W16 name no time for %s, and none is made up',
    (id) => {
      expect(dueOf(westford, id, '2026-11-20T10:25')).toBeUndefined();
      expect(law(westford, id).clock.words).toMatch(/without unreasonable delay|immediately/);
    },
  );
});

describe('whom it is owed to', () => {
  it.each([
    [true, 'yes'],
    [false, 'no'],
    [undefined, 'unknown'],
  ])('W16: caregivers, when it was shown by mistake: %s', (inadvertent, owed) => {
    expect(owedBy(law(westford, 'exposed').clock.when, { ...unknown, inadvertent })).toBe(owed);
    expect(owedBy(law(utah, 'shown').clock.when, { ...unknown, inadvertent })).toBe(owed);
  });

  it.each<[string, string, Partial<ClockFacts>, string]>([
    ['the state board, of any breach', 'state_board', {}, 'yes'],
    ['the Cyber Center, while nothing is known', 'cyber_center', {}, 'unknown'],
    [
      'the Cyber Center, when systems are compromised at any number',
      'cyber_center',
      { compromised: true, people: 3, peopleStated: true },
      'yes',
    ],
    ['the Cyber Center, at 500 people', 'cyber_center', { people: 500, compromised: false }, 'yes'],
    [
      'the Cyber Center, at 499 counted people',
      'cyber_center',
      { people: 499, peopleStated: true, compromised: false },
      'no',
    ],
    [
      'the Cyber Center, at 499 guessed people',
      'cyber_center',
      { people: 499, compromised: false },
      'unknown',
    ],
    ['the Attorney General, at 500 people', 'attorney_general', { people: 500, peopleStated: true }, 'yes'],
    [
      'the Attorney General, of one person where criminal use is likely',
      'attorney_general',
      { people: 1, peopleStated: true, criminalUse: true },
      'yes',
    ],
    [
      'the Attorney General, not for a compromise alone',
      'attorney_general',
      { people: 1, peopleStated: true, compromised: true, criminalUse: false },
      'no',
    ],
    [
      'the State Superintendent, where it is significant',
      'superintendent_state',
      { significant: true },
      'yes',
    ],
    ['the State Superintendent, where it is not', 'superintendent_state', { significant: false }, 'no'],
    ['UETN, where its network is involved', 'uetn', { network: true }, 'yes'],
    [
      'credit bureaux, at 1,000 people with numbers of theirs',
      'credit_bureaux',
      { people: 1000, kinds: ['ssn'], kindsStated: true },
      'yes',
    ],
    [
      'credit bureaux, at 999',
      'credit_bureaux',
      { people: 999, peopleStated: true, kinds: ['ssn'], kindsStated: true },
      'no',
    ],
    [
      'credit bureaux, at 1,000 names alone',
      'credit_bureaux',
      { people: 1000, kinds: ['names'], kindsStated: true },
      'no',
    ],
    [
      'credit bureaux, at 1,000 when the kinds are a guess',
      'credit_bureaux',
      { people: 1000, kinds: ['names'] },
      'unknown',
    ],
    ['individuals, at any number', 'individuals', { people: 1, peopleStated: true }, 'yes'],
  ])('Utah (domain F): %s', (_what, id, facts, owed) => {
    expect(owedBy(law(utah, id).clock.when, { ...unknown, ...facts })).toBe(owed);
  });
});

/** A clock that a law might set, with a hold that leaves a week. */
function made(more: Partial<BreachClock>): ClockLaw {
  const clock: BreachClock = {
    ...{ id: 'made', name: 'Made', to: 'people', when: [], before_decision: false, src: 'a law' },
    within: { amount: 60, unit: 'd' },
    ...more,
  };
  return { law: 'made', lawName: 'A law', version: '2020-01-29', clock };
}

describe('a law-enforcement hold', () => {
  const pausing = made({ hold: { left: { amount: 7, unit: 'd' }, src: 'a law' } });
  const holdOf = (policy: Policy, from: string, until?: string) => ({
    id: from,
    startsAt: at(policy, from),
    endsAt: until === undefined ? undefined : at(policy, until),
  });
  const due = (which: ClockLaw, ...holds: readonly [string, string?][]) =>
    reckon(
      utah,
      which,
      ground(utah, '2026-11-20T10:25', { holds: holds.map(([from, until]) => holdOf(utah, from, until)) }),
      undefined,
    );

  it('makes a clock stand still while it lasts', () => {
    const held = due(pausing, ['2026-11-25T09:00']);
    expect([held.dueAt, local(utah, held.heldSince)]).toEqual([undefined, '2026-11-25T09:00:00-07:00']);
  });

  it('leaves 7 days after it ends, where that is later (8 NYCRR 121.10)', () => {
    expect(local(utah, due(pausing, ['2026-11-25T09:00', '2027-02-01T16:00']).dueAt)).toBe(
      '2027-02-08T23:59:59-07:00',
    );
    expect(local(utah, due(pausing, ['2026-11-25T09:00', '2026-11-27T16:00']).dueAt)).toBe(
      '2027-01-19T23:59:59-07:00',
    );
  });

  it('gives no time back to what was late before it', () => {
    expect(local(utah, due(pausing, ['2027-01-25T09:00']).dueAt)).toBe('2027-01-19T23:59:59-07:00');
  });

  it('F: pauses in Utah the individuals alone', () => {
    const holds = [holdOf(utah, '2026-11-20T12:00')];
    const held = clockLaws(utah).filter(
      (one) => reckon(utah, one, ground(utah, '2026-11-20T10:25', { holds }), undefined).heldSince,
    );
    expect(held.map(({ clock }) => clock.id)).toEqual(['individuals']);
  });

  const hour = fc.integer({ min: -300, max: 3000 });
  const holds = fc.array(
    fc.record({ from: hour, long: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }) }),
    { maxLength: 5 },
  );
  const kept = (list: readonly { from: number; long: number | undefined }[], from: Temporal.Instant) =>
    list.map(({ from: hours, long }, index) => {
      const startsAt = from.add({ hours });
      return {
        id: String(index),
        startsAt,
        endsAt: long === undefined ? undefined : startsAt.add({ hours: long }),
      };
    });

  it('property: never touches a clock whose law knows no hold', () => {
    fc.assert(
      fc.property(holds, fc.integer({ min: 1, max: 90 }), (list, days) => {
        const base = ground(utah, '2026-11-20T10:25');
        const other = made({ within: { amount: days, unit: 'd' } });
        const with_ = reckon(utah, other, { ...base, holds: kept(list, base.discoveredAt) }, undefined);
        expect(with_).toEqual(reckon(utah, other, base, undefined));
      }),
    );
  });

  it('property: never leaves less time than there was, and the order in which holds are recorded does not matter', () => {
    fc.assert(
      fc.property(holds, (list) => {
        const base = ground(utah, '2026-11-20T10:25');
        const all = kept(list, base.discoveredAt);
        const one = reckon(utah, pausing, { ...base, holds: all }, undefined);
        const other = reckon(utah, pausing, { ...base, holds: [...all].reverse() }, undefined);
        expect([one.dueAt?.toString(), one.owed]).toEqual([other.dueAt?.toString(), other.owed]);
        const without = reckon(utah, pausing, base, undefined).dueAt;
        if (one.dueAt && without)
          expect(Temporal.Instant.compare(one.dueAt, without)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('when its owner is reminded', () => {
  function marks(policy: Policy, id: string, discovered: string, more: Partial<Ground> = {}) {
    const which = law(policy, id);
    const on = ground(policy, discovered, more);
    return marksOf(policy, which, on, reckon(policy, which, on, undefined)).map(
      ({ mark, at: when, urgent }) => [mark, local(policy, when)?.slice(0, 19), urgent],
    );
  }

  it('of 24 hours: at half, a quarter and a tenth of the time, at night too', () => {
    expect(marks(utah, 'state_board', '2026-11-20T10:00')).toEqual([
      ['left-50', '2026-11-20T22:00:00', true],
      ['left-25', '2026-11-21T04:00:00', true],
      ['left-10', '2026-11-21T07:36:00', true],
      ['passed', '2026-11-21T10:00:00', true],
    ]);
  });

  it('of longer ones: when the quiet hours end, on a day off too, and never after the day itself', () => {
    const facts = { ...unknown, compromised: true };
    expect(marks(utah, 'cyber_center', '2026-11-18T22:00', { facts })).toEqual([
      ['left-50', '2026-11-21T10:59:59', false],
      ['left-25', '2026-11-22T17:29:59', false],
      ['left-10', '2026-11-23T11:47:59', false],
      ['passed', '2026-11-24T07:00:00', false],
    ]);
  });

  it('property: reminders of the time left come before it has passed, in the daytime where they can wait', () => {
    const quiet = (moment: Temporal.Instant) => {
      const { hour } = moment.toZonedDateTimeISO(utah.calendar.zone);
      return hour >= 18 || hour < 7;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 25, max: 400 }),
        fc.integer({ min: 0, max: 60 * 24 * 400 }),
        (hours, minutes) => {
          const which = made({ within: { amount: hours, unit: 'h' } });
          const on = ground(utah, '2026-10-01T00:00');
          const from = { ...on, discoveredAt: on.discoveredAt.add({ minutes }) };
          const reckoned = reckon(utah, which, from, undefined);
          for (const { mark, at: when } of marksOf(utah, which, from, reckoned)) {
            const early = mark !== 'passed';
            if (early && reckoned.dueAt)
              expect(Temporal.Instant.compare(when, reckoned.dueAt)).toBeLessThan(0);
            // An evening's reminder is given at the first quiet minute, or when the clock begins.
            const begins =
              when.equals(from.discoveredAt) || when.toZonedDateTimeISO(utah.calendar.zone).hour === 18;
            if (!begins) expect(quiet(when)).toBe(false);
          }
        },
      ),
    );
  });

  it('where no time is named: of what has passed, and of no deadline', () => {
    const facts = { ...unknown, inadvertent: true };
    expect(marks(westford, 'exposed', '2026-11-20T10:00', { facts }).map(([mark]) => mark)).toEqual([
      ...['after-1d', 'after-2d', 'after-5d', 'after-10d'],
    ]);
  });

  it('never of what nobody knows to be owed, where no law gives a day', () => {
    expect(marks(westford, 'exposed', '2026-11-20T10:00')).toEqual([]);
  });

  it.each<[string, Partial<Ground>]>([
    ['once it is found to be no breach', { state: 'not_a_breach', noBreach: true }],
    ['once it is closed', { state: 'closed' }],
    ['while it is not owed', { facts: { ...unknown, significant: false } }],
  ])('never %s', (_when, more) => {
    expect(marks(utah, 'superintendent_state', '2026-11-20T10:00', more)).toEqual([]);
  });

  it('W16: an exposure is reminded of whatever is decided', () => {
    const facts = { ...unknown, inadvertent: true };
    const none = { state: 'not_a_breach', noBreach: true, facts } as const;
    expect(marks(westford, 'exposed', '2026-11-20T10:00', none)).toHaveLength(4);
  });
});
