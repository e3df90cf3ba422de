/** The earliest honest day for data, by the plan's own times. */
import { describe, expect, it } from 'vitest';
import { earliest, tooEarly } from '../../../../src/governance/requests/rules/earliest.ts';
import type { DataRequest } from '../../../../src/governance/requests/rules/request.ts';
import { Temporal } from '../../../../src/kernel/clock.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { morning, newRequest, play, after as played } from './builders.ts';

const policy = await legacyPolicy();
const plan = policy.pack.data_requests;

const of = (request: DataRequest, likely: string | undefined, now = morning) =>
  earliest(plan, policy.calendar, request, likely, now);
const days = (found: ReturnType<typeof of>) => found?.steps.map(({ step, until }) => `${step.id} ${until}`);

describe('the earliest day to count on', () => {
  it('is the times of the steps up to the sending, one after the other, over Thanksgiving', () => {
    expect(days(of(newRequest(policy), 'low'))).toEqual([
      'claim 2026-11-20',
      'fulfil 2026-11-30',
      'send 2026-12-02',
    ]);
  });

  it('unclassified, goes by the level that is likely, and says so; classified, by the level', () => {
    const medium = of(newRequest(policy), 'medium');
    expect(medium).toMatchObject({ likely: 'medium' });
    expect(medium?.on.toString()).toBe('2026-12-10');
    const set = of({ ...newRequest(policy), level: 'medium' }, 'low');
    expect(set).toMatchObject({ likely: undefined });
    expect(set?.on.toString()).toBe('2026-12-10');
  });

  it('with nothing that speaks for a level, goes by what is known: the intake', () => {
    expect(of(newRequest(policy), undefined)?.on.toString()).toBe('2026-12-02');
  });

  it('R066: a high risk takes its whole row of approvals, the board its calendar days', () => {
    const high = of(newRequest(policy), 'high');
    expect(days(high)?.slice(0, 4)).toEqual([
      'review 2026-11-25',
      'draft_agreement 2026-12-10',
      'approve_legal 2026-12-24',
      'approve_board 2027-01-23',
    ]);
    expect(high?.on.toString()).toBe('2027-03-15');
  });

  it('a kind with steps of its own goes by those, and by whether students can be known', () => {
    const vendor = (pii: boolean) => days(of(newRequest(policy, { route: 'vendor', pii }), 'high'));
    expect(vendor(true)).toContain('authorise 2026-12-03');
    expect(vendor(false)?.some((one) => one.startsWith('authorise'))).toBe(false);
  });

  it('leaves out what is done, and reckons a step that is late from now', () => {
    const claimed = played(policy, newRequest(policy), [['ben', 'claim']]);
    expect(days(of(claimed, 'low'))).toEqual(['fulfil 2026-11-25', 'send 2026-11-30']);
    const late = Temporal.Instant.from('2026-12-07T16:00:00Z');
    expect(days(of(claimed, 'low', late))).toEqual(['fulfil 2026-12-07', 'send 2026-12-09']);
  });

  it('while the requester is asked, reckons as if they answered now', () => {
    const asked = played(policy, newRequest(policy), [
      ['ben', 'claim'],
      ['ben', 'ask'],
    ]);
    const now = Temporal.Instant.from('2026-12-07T16:00:00Z');
    expect(days(of(asked, 'low', now))).toEqual(['fulfil 2026-12-14', 'send 2026-12-16']);
  });

  it('says nothing once data were sent, or the request ended', () => {
    const sent = played(policy, newRequest(policy), [
      ['ben', 'claim'],
      ['kim', 'classify'],
      ['ben', 'fulfil'],
      ['ben', 'send'],
    ]);
    expect(of(sent, undefined)).toBeUndefined();
    const withdrawn = play(
      policy,
      newRequest(policy),
      'ann',
      { kind: 'withdraw' },
      {
        actorId: 'ann',
        now: morning,
        newId: () => 'x',
      },
    );
    expect(withdrawn.ok && of(withdrawn.value, 'low')).toBeUndefined();
  });
});

describe('a day by which data are needed', () => {
  const needed = (day: string) =>
    tooEarly(
      plan,
      policy.calendar,
      newRequest(policy, { neededBy: Temporal.PlainDate.from(day) }),
      'low',
      morning,
    );

  it('can be met on the very day', () => {
    expect(needed('2026-12-02')).toBeUndefined();
    expect(needed('2026-12-01')?.on.toString()).toBe('2026-12-02');
  });

  it('not given is never too early', () => {
    expect(tooEarly(plan, policy.calendar, newRequest(policy), 'high', morning)).toBeUndefined();
  });
});
