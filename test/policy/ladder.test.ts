import { beforeAll, describe, expect, it } from 'vitest';
import { firstStepOn, latestSnooze, type Rung } from '../../src/policy/ladder.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Ladder } from '../../src/policy/schema-duties.ts';
import { legacyPolicy } from '../support/policy.ts';
import { lines, type Story, tellUnder } from './climbing.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await legacyPolicy();
});

function ladder(name: string): Ladder {
  const found = policy.pack.ladders[name];
  if (!found) throw new Error(`the plan has no ladder ${name}`);
  return found;
}

const tell = (on: Ladder, story: Story) => tellUnder(policy, on, story);

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
    // the supervisor's weekly message names what is due within the week, whichever weekday they chose
    expect([first?.promises, second?.promises]).toEqual([
      [
        { to: 'supervisor', on: '2026-12-21' },
        { to: 'it_security_manager', on: '2026-12-28' },
      ],
      [
        { to: 'supervisor', on: '2026-12-22' },
        { to: 'it_security_manager', on: '2026-12-28' },
      ],
    ]);
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

  it('after an outage that hid the last step, takes none of the reminders that the plan still asks for', () => {
    const { log } = tell(ladder('first_week'), {
      dueOn: '2026-09-13',
      openedOn: '2026-09-01',
      runs: (n) => n < 13 || n > 22,
      snooze: new Map([[24, 3]]),
    });
    expect(lines(log)).toEqual([
      ...['2026-09-01 self', '2026-09-10 self', '2026-09-11 self supervisor'],
      '2026-09-24 it_security_manager',
      // the one asked for, and then six, a week apart (12 October is a day off)
      '2026-09-28 self',
      ...['2026-10-05 self', '2026-10-13 self', '2026-10-20 self'],
      ...['2026-10-27 self', '2026-11-03 self', '2026-11-10 self'],
      '2026-11-17 hr',
    ]);
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
