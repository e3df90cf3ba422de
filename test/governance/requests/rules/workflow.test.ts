/** The way through the plan is the pack's: other levels, other steps and other names work without a change of code. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { castOf } from '../../../../src/governance/requests/rules/cast.ts';
import { suggestLevel } from '../../../../src/governance/requests/rules/suggest.ts';
import { afterPause, overdue, waitTimes } from '../../../../src/governance/requests/rules/waiting.ts';
import { positionOf } from '../../../../src/governance/requests/rules/workflow.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import type { DataRequestPolicy, Step } from '../../../../src/policy/schema-requests.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { morning, newRequest, play, staff, stamper } from './builders.ts';

let policy: Policy;
let plan: DataRequestPolicy;
beforeAll(async () => {
  policy = await legacyPolicy();
  plan = policy.pack.data_requests;
});

describe('the workflow', () => {
  it('comes from the pack: a level of another name with two steps ends after the second', () => {
    const step = (id: string, kind: Step['kind']): Step => ({
      id,
      kind,
      name: id,
      by: 'holder',
      needs: [],
      recorded_by: [],
      asks: [],
      src: 'test',
    });
    const level = {
      name: 'Tiny',
      definition: '',
      examples: [],
      student_level: false,
      src: 'test',
      steps: [step('take', 'claim'), step('finish', 'fulfil')],
    };
    const other: Policy = {
      ...policy,
      pack: {
        ...policy.pack,
        data_requests: { ...plan, intake: { src: 'test', steps: level.steps }, levels: { tiny: level } },
      },
    };
    const stamp = stamper();
    const classified = { ...newRequest(other), level: 'tiny' };
    const claimed = play(other, classified, 'ben', { kind: 'claim' }, stamp('ben'));
    const finished = claimed.ok && play(other, claimed.value, 'ben', { kind: 'fulfil' }, stamp('ben'));
    expect(finished).toMatchObject({ ok: true, value: { state: 'closed' } });
  });

  it('a request that has ended is at no step', () => {
    expect(positionOf(plan, { ...newRequest(policy), state: 'declined' })).toEqual({ at: 'end' });
  });
});

describe('routing', () => {
  const cast = (more: Parameters<typeof newRequest>[1]) =>
    castOf(policy.pack.separation, newRequest(policy, more), staff);

  it('R064: goes to the stewards of its data, but never to whoever asked', () => {
    expect(cast({}).stewards).toEqual(['ben', 'cid']);
  });

  it('goes to every steward when its data have none', () => {
    expect(cast({ collectionIds: ['orphan'] }).stewards).toEqual(['ben', 'cid', 'dora']);
  });

  it('goes to every steward when the only one of its data asked', () => {
    const only = { ...staff, stewardsOf: new Map([['graduation', ['ann']]]) };
    expect(castOf(policy.pack.separation, newRequest(policy), only).stewards).toEqual(['ben', 'cid', 'dora']);
  });

  it.each([
    ['ann', ['kim']],
    ['kim', ['max']],
  ])('R063: what %s asked for is classified by %s', (requesterId, classifiers) => {
    expect(cast({ requesterId }).classifiers).toEqual(classifiers);
  });

  it('R063: without a Coordinator the stand-in classifies', () => {
    const vacant = { ...staff, coordinators: [] };
    expect(castOf(policy.pack.separation, newRequest(policy), vacant).classifiers).toEqual(['max']);
  });
});

describe('the suggested level', () => {
  it.each<[string, string, string, string | undefined]>([
    ['one figure for everybody', 'whole', 'What was the graduation rate?', 'low'],
    ['a word that speaks for more', 'whole', 'The rate by school, please', 'medium'],
    ['the strictest of several', 'whole', 'By ethnicity, one line per student', 'high'],
    ['the detail alone', 'by_student', 'Scores', 'high'],
    ['only whole words count: no race in "traced"', 'whole', 'We traced it', 'low'],
    ['capitals do not hide a word', 'whole', 'FRL by year', 'medium'],
  ])('R063: %s', (_, detail, text, level) => {
    expect(suggestLevel(plan, { detail, texts: [text] })?.level).toBe(level);
  });

  it('R063: a reason says what was met: discipline is an event, and no group of students', () => {
    const [reason] = suggestLevel(plan, { detail: 'none', texts: ['Discipline, all years'] })?.reasons ?? [];
    expect(reason?.words).toEqual(['discipline']);
    expect(reason?.because).not.toContain('group');
  });

  it('comes with each reason and the words that were found, strictest first', () => {
    const suggestion = suggestLevel(plan, { detail: 'whole', texts: ['Homeless pupils', 'per student'] });
    expect(suggestion?.reasons.map(({ level, words }) => [level, words])).toEqual([
      ['high', ['per student']],
      ['medium', ['homeless']],
      ['low', []],
    ]);
  });
});

describe('a step that waits', () => {
  const step = (): Step => {
    const found = plan.intake.steps[0];
    if (!found) throw new Error('the intake has no step');
    return found;
  };

  it('X12: reminds after two working days and is shown after five, on a working morning', () => {
    // Wed Nov 18 + 2 bd = Fri Nov 20, end of day -> Mon Nov 23; + 5 bd = Wed Nov 25 -> the next working morning.
    const times = waitTimes(policy.calendar, step(), morning);
    expect(times.remindAt?.toString()).toBe('2026-11-23T14:00:00Z');
    expect(times.escalateAt?.toZonedDateTimeISO(policy.calendar.zone).toPlainDate().toString()).toMatch(
      /^2026-11-(27|30)$/,
    );
  });

  it('X12: has no times where the pack sets none', () => {
    const { waits, ...free } = step();
    expect(waits).toBeDefined();
    expect(waitTimes(policy.calendar, free, morning)).toEqual({ remindAt: undefined, escalateAt: undefined });
  });

  it('its clock stands still while the requester is asked', () => {
    const times = waitTimes(policy.calendar, step(), morning);
    const moved = afterPause(policy.calendar, times, morning.add({ hours: 1 }), morning.add({ hours: 49 }));
    // 48 hours later than Mon 07:00.
    expect(moved.remindAt?.toString()).toBe('2026-11-25T14:00:00Z');
  });

  it('T10: after a pause too, a reminder falls on the start of a working day, so that one sweep finds all of a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (minutes) => {
        const times = waitTimes(policy.calendar, step(), morning);
        const back = morning.add({ minutes });
        const { remindAt } = afterPause(policy.calendar, times, morning, back);
        const local = remindAt?.toZonedDateTimeISO(policy.calendar.zone);
        expect(local?.toPlainTime().toString()).toBe('07:00:00');
        expect(local && policy.calendar.isWorkingDay(local.toPlainDate())).toBe(true);
        const moved = times.remindAt?.add({ minutes });
        expect(remindAt && moved && Temporal.Instant.compare(remindAt, moved)).not.toBe(-1);
      }),
    );
  });

  it('what was reached before the pause stays where it was', () => {
    const remindAt = morning;
    const paused = morning.add({ hours: 1 });
    const moved = afterPause(
      policy.calendar,
      { remindAt, escalateAt: undefined, dueAt: undefined },
      paused,
      paused.add({ hours: 5 }),
    );
    expect(moved).toEqual({ remindAt, escalateAt: undefined, dueAt: undefined });
  });

  it.each<[string, object, boolean]>([
    ['is overdue at its time', {}, true],
    ['is not while it pauses', { pausedAt: morning }, false],
    ['is not once it was told', { remindedAt: morning }, false],
    ['is not after it ended', { endedAt: morning }, false],
  ])('%s', (_, more, remind) => {
    const [stay] = newRequest(policy).stays;
    if (!stay) throw new Error('no stay');
    const due = overdue({ ...stay, remindAt: morning, ...more }, morning);
    expect(due.remind).toBe(remind);
    expect(
      overdue({ ...stay, remindAt: morning, ...more }, morning.subtract({ milliseconds: 1 })).remind,
    ).toBe(false);
  });

  it('nothing is due that has no time', () => {
    const [stay] = newRequest(policy).stays;
    if (!stay) throw new Error('no stay');
    const never = { ...stay, remindAt: undefined, escalateAt: undefined };
    expect(overdue(never, Temporal.Instant.from('2099-01-01T00:00:00Z'))).toEqual({
      remind: false,
      show: false,
    });
  });
});
