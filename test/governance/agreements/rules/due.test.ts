import { beforeAll, describe, expect, it } from 'vitest';
import {
  firstDue,
  openedDue,
  renewalDue,
  renewalOpens,
  resignDue,
} from '../../../../src/governance/agreements/rules/due.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import type { Agreement } from '../../../../src/policy/schema.ts';
import { legacyPolicy } from '../../../support/policy.ts';

let policy: Policy;
let nda: Agreement;
let t2: Agreement['opens'][number];

beforeAll(async () => {
  policy = await legacyPolicy();
  const found = policy.pack.agreements.nda;
  const opens = found?.opens.find(({ line }) => line === 'T2');
  if (!found || !opens) throw new Error('the default plan has no nda, or T2 opens nothing');
  nda = found;
  t2 = opens;
});

describe('when a signature is due', () => {
  it('R052, T2: hired Friday 2026-12-18, signed by Friday 2026-12-25, holiday or not', () => {
    const due = firstDue(policy, 'nda', nda, '2026-12-18');
    expect(due.dueOn.toString()).toBe('2026-12-25');
    expect(due.rule).toContain('7 days after the hire date');
    expect(due.rule).toContain('003 §4.4.4 (2)');
  });

  it('counts from the agreement itself for those hired before it existed', () => {
    const due = firstDue(policy, 'nda', nda, '2009-08-20');
    expect(due.dueOn.toString()).toBe('2017-11-16');
    expect(due.rule).toContain('when the agreement took effect');
  });

  it('R008: where a law gives less time than the plan, its date and its name win', () => {
    const stricter: Policy = {
      ...policy,
      overlays: [
        {
          overlay: { id: 'x', name: 'A stricter law', version: '2026-01-01', src: 'law' },
          duties: {
            nda: { first: [{ within: { amount: 3, unit: 'd' }, from: 'hire', src: '§ 1' }], again: [] },
          },
          clocks: [],
          notices: [],
          notes: [],
        },
      ],
    };
    expect(firstDue(stricter, 'nda', nda, '2026-12-18')).toMatchObject({
      rule: '3 days after the hire date (A stricter law, version 2026-01-01: § 1)',
    });
    expect(firstDue(stricter, 'nda', nda, '2026-12-18').dueOn.toString()).toBe('2026-12-21');
  });

  it('R008: a law sets no date that lies before the law itself', () => {
    expect(openedDue(policy, t2, '2026-12-18', '2019-08-20').dueOn.toString()).toBe('2027-01-17');
  });

  it('R042, T2: signed on the day of hire, 2026-12-18, the training is due 2027-01-17', () => {
    expect(openedDue(policy, t2, '2026-12-18', '2026-12-18').dueOn.toString()).toBe('2027-01-17');
  });

  it('R042, R008: signed later than hired, the training is due by the hire date that the law counts from', () => {
    const due = openedDue(policy, t2, '2026-12-24', '2026-12-18');
    expect(due.dueOn.toString()).toBe('2027-01-17');
    expect(due.rule).toContain('Utah law of 2026, version 2026-05-06');
  });

  it.each([
    ['2026-08-03', '2027-08-03'],
    ['2028-02-29', '2029-03-01'],
  ])('X13, T6: signed %s, due again %s, said to be our rule', (signed, due) => {
    const renewal = renewalDue(policy, nda, signed, undefined);
    expect(renewal.dueOn.toString()).toBe(due);
    expect(renewal.rule).toContain('our rule');
  });

  it('T8: signing again early does not shorten the next cycle, and signing late begins a new one', () => {
    expect(renewalDue(policy, nda, '2026-07-20', '2026-08-03').dueOn.toString()).toBe('2027-08-03');
    expect(renewalDue(policy, nda, '2026-09-01', '2026-08-03').dueOn.toString()).toBe('2027-09-01');
  });

  it('a renewal may be signed from thirty days before its day', () => {
    expect(renewalOpens(policy, nda, '2027-08-03')).toBe('2027-07-04');
  });

  it('a material version is signed within the days the plan gives, counted from when it takes effect', () => {
    const due = resignDue(policy, nda, { version: 2, effective: '2027-01-04' });
    expect(due.dueOn.toString()).toBe('2027-02-03');
    expect(due.rule).toContain('when version 2 took effect');
  });
});
