import { beforeAll, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { type RoleHolder, staffingGaps } from '../../src/policy/staffing.ts';
import { legacyPolicy } from '../support/policy.ts';

const today = Temporal.PlainDate.from('2026-11-23');
let policy: Policy;
let everyone: readonly RoleHolder[];

beforeAll(async () => {
  policy = await legacyPolicy();
  // As few people as will do: one for everything, and a second data steward.
  const one = Object.keys(policy.pack.roles).map((role) => holder(role, 'ada'));
  everyone = [...one, holder('data_steward', 'ben')];
});

function holder(role: string, personId: string, changes: Partial<RoleHolder> = {}): RoleHolder {
  return { role, personId, status: 'active', reachable: true, ...changes };
}

function gaps(holders: readonly RoleHolder[]) {
  return staffingGaps(policy, holders, today);
}

describe('staffing', () => {
  it('is whole with one person in several roles and a second data steward', () => {
    expect(gaps(everyone)).toEqual([]);
  });

  it('a role that nobody holds is named with the steps that nobody can take', () => {
    const found = gaps(everyone.filter((one) => one.role !== 'legal'));
    expect(found.map(({ role }) => role)).toEqual(['legal']);
    expect(found[0]?.blocks).toContain('High risk: Legal staff review the agreement');
    expect(found[0]?.says).toMatch(/^Nobody holds the role Legal staff .* Grant it/);
  });

  it('R065: with one data steward, only the checks by another one are out of reach', () => {
    const found = gaps(everyone.filter((one) => one.personId !== 'ben'));
    expect(found).toMatchObject([
      {
        role: 'data_steward',
        says: expect.stringMatching(/^Only 1 of 2 people hold the role Data Steward/),
        blocks: expect.arrayContaining([
          'Medium risk: Another data steward checks that students are protected',
        ]),
      },
    ]);
    expect(found[0]?.blocks.every((one) => one.endsWith('checks that students are protected'))).toBe(true);
  });

  it('one person named twice to a role is one person', () => {
    const twice = [...everyone.filter((one) => one.personId !== 'ben'), holder('data_steward', 'ada')];
    expect(gaps(twice)).toMatchObject([{ role: 'data_steward' }]);
  });

  it('a holder on leave does not count', () => {
    const found = gaps(everyone.map((one) => (one.personId === 'ben' ? { ...one, status: 'leave' } : one)));
    expect(found).toMatchObject([{ role: 'data_steward' }]);
  });

  it('a data steward who can’t be reached is not blocked, but asked to connect', () => {
    const found = gaps(everyone.map((one) => (one.personId === 'ben' ? { ...one, reachable: false } : one)));
    expect(found).toMatchObject([
      { role: 'data_steward', says: expect.stringMatching(/connect an account/), blocks: [] },
    ]);
  });

  it('two holders of a role that is one person’s are one too many', () => {
    const found = gaps([...everyone, holder('superintendent', 'ben')]);
    expect(found).toMatchObject([{ role: 'superintendent', says: expect.stringMatching(/^2 people hold/) }]);
  });

  it('roles that come from the roster, a collection or a case are not asked for, whatever the pack says of them', () => {
    const { roles } = policy.pack;
    const derived = Object.entries(roles).filter(([, role]) => role.held !== 'by_name');
    const asked = Object.fromEntries(derived.map(([id, role]) => [id, { ...role, min: 1 }]));
    const strict = { ...policy, pack: { ...policy.pack, roles: { ...roles, ...asked } } };
    const named = everyone.filter((one) => !(one.role in asked));
    expect(Object.keys(asked)).toEqual(['data_owner', 'supervisor', 'hearing_officer']);
    expect(staffingGaps(strict, named, today)).toEqual([]);
  });

  it('T4: says in good time that the holiday files run out', () => {
    const says = (day: string) =>
      staffingGaps(policy, everyone, Temporal.PlainDate.from(day)).map((gap) => gap.says);
    expect(says('2028-09-02')).toEqual([]);
    expect(says('2028-09-03')).toEqual([expect.stringMatching(/end on 2028-12-31/)]);
  });
});
