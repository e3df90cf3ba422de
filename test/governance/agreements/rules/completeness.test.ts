import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  initialsNeeded,
  linesOf,
  problemsOf,
} from '../../../../src/governance/agreements/rules/completeness.ts';
import type { Agreement } from '../../../../src/policy/schema.ts';
import { legacyPolicy } from '../../../support/policy.ts';

let nda: Agreement;
let ids: readonly string[];

beforeAll(async () => {
  const found = (await legacyPolicy()).pack.agreements.nda;
  if (!found) throw new Error('the default plan has no nda');
  nda = found;
  ids = linesOf(nda).map(({ id }) => id);
});

function allBut(...without: readonly string[]): Set<string> {
  return new Set(ids.filter((id) => !without.includes(id)));
}

describe('which initials make a complete form', () => {
  it('R048: the plan has 24 lines in 7 groups of 3, 2, 5, 4, 7, 2 and 1, and a valid form bears 23 initials', () => {
    expect(nda.groups.map((group) => group.lines.length)).toEqual([3, 2, 5, 4, 7, 2, 1]);
    expect(ids).toHaveLength(24);
    expect(initialsNeeded(nda)).toBe(23);
  });

  it.each(['T1', 'T2'])('R042: is complete with every line but %s', (other) => {
    expect(problemsOf(nda, allBut(other))).toEqual({});
  });

  it('R042: T1 and T2 both initialled are both named, and nothing else is', () => {
    const problems = problemsOf(nda, allBut());
    expect(Object.keys(problems)).toEqual(['T1', 'T2']);
    expect(problems.T1).toBe(
      'T1 and T2 are both initialled, but only one can be true. Keep one and clear the other.',
    );
  });

  it('R042: neither T1 nor T2 initialled asks for one of them', () => {
    expect(problemsOf(nda, allBut('T1', 'T2'))).toEqual({
      T1: 'Please initial one of T1 and T2, whichever is true for you.',
      T2: 'Please initial one of T1 and T2, whichever is true for you.',
    });
  });

  it('R041–R048: whatever lines are missing, exactly those are named', () => {
    fc.assert(
      fc.property(fc.subarray(ids.filter((id) => !id.startsWith('T'))), (missing) => {
        const problems = problemsOf(nda, allBut('T1', ...missing));
        expect(Object.keys(problems).sort()).toEqual([...missing].sort());
        for (const id of missing) expect(problems[id]).toContain(`Line ${id} `);
      }),
    );
  });

  it('R048: a set of lines is complete only with 23 initials, of which one is T1 or T2', () => {
    fc.assert(
      fc.property(fc.subarray([...ids], { minLength: 20 }), (some) => {
        const complete = Object.keys(problemsOf(nda, new Set(some))).length === 0;
        expect(complete).toBe(some.length === 23 && some.includes('T1') !== some.includes('T2'));
      }),
      { numRuns: 500 },
    );
  });
});
