import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../../../src/governance/agreements/rules/completeness.ts';
import { type Sealed, sealHolds, sealOf } from '../../../../src/governance/agreements/rules/seal.ts';
import { exactText, readText } from '../../../../src/governance/agreements/rules/text.ts';
import { sameName } from '../../../../src/governance/agreements/rules/typed-name.ts';
import { variantFor } from '../../../../src/governance/agreements/rules/variant.ts';
import { versionToSign } from '../../../../src/governance/agreements/rules/versions.ts';
import type { Agreement } from '../../../../src/policy/schema.ts';
import { legacyPolicy } from '../../../support/policy.ts';

const anySealed: fc.Arbitrary<Sealed> = fc.record({
  agreement: fc.constantFrom('nda', 'aup'),
  variant: fc.constantFrom('employee', 'board'),
  version: fc.integer({ min: 1, max: 9 }),
  text: fc.string({ unit: 'grapheme' }),
  initials: fc.dictionary(
    fc.constantFrom('G1', 'G2', 'T1'),
    fc.constantFrom('2026-08-03T15:00:00Z', '2026-08-03T15:00:01Z'),
  ),
  personId: fc.uuid(),
  typedName: fc.option(fc.string()),
  way: fc.constantFrom('signed', 'paper'),
  surface: fc.constantFrom('slack', 'teams', 'web', null),
  signedAt: fc.constantFrom('2026-08-03T15:10:00Z', '2026-08-03T15:10:01Z'),
  paper: fc.option(
    fc.record({
      date: fc.constantFrom('2026-08-01', '2026-08-02'),
      keptAt: fc.string(),
      recordedById: fc.option(fc.uuid()),
    }),
  ),
});

describe('the seal', () => {
  it('is the same for the same signature, in whatever order its initials were kept', () => {
    fc.assert(
      fc.property(anySealed, (signed) => {
        const turned = { ...signed, initials: Object.fromEntries(Object.entries(signed.initials).reverse()) };
        expect(sealHolds(turned, sealOf(signed))).toBe(true);
      }),
    );
  });

  it('breaks when any one of its inputs changes', () => {
    fc.assert(
      fc.property(anySealed, anySealed, (signed, other) => {
        for (const key of Object.keys(signed) as (keyof Sealed)[]) {
          if (JSON.stringify(signed[key]) === JSON.stringify(other[key])) continue;
          if (key === 'initials' && sameEntries(signed.initials, other.initials)) continue;
          expect(sealHolds({ ...signed, [key]: other[key] }, sealOf(signed)), key).toBe(false);
        }
      }),
    );
  });

  it('is 64 hexadecimal digits', () => {
    fc.assert(fc.property(anySealed, (signed) => void expect(sealOf(signed)).toMatch(/^[0-9a-f]{64}$/)));
  });
});

function sameEntries(one: Sealed['initials'], other: Sealed['initials']): boolean {
  const sorted = (map: Sealed['initials']) => JSON.stringify(Object.entries(map).sort());
  return sorted(one) === sorted(other);
}

describe('the exact text', () => {
  let nda: Agreement;
  beforeAll(async () => {
    const found = (await legacyPolicy()).pack.agreements.nda;
    if (!found) throw new Error('the default plan has no nda');
    nda = found;
  });

  it('R041–R047: bears preamble, approver and all 24 lines, and is read back line by line', () => {
    const variant = variantFor(nda, 'volunteer');
    if (!variant) throw new Error('no wording for volunteers');
    const read = readText(exactText(nda, variant, versionToSign(nda)));
    expect(read.preamble).toBe(variant.preamble.trim());
    expect(read.version).toContain(variant.approvedBy);
    expect(read.groups.map(({ title }) => title)).toEqual(nda.groups.map(({ title }) => title));
    expect(read.groups.flatMap(({ lines }) => lines.map(({ id }) => id))).toEqual(
      linesOf(nda).map(({ id }) => id),
    );
    expect(read.groups.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(
      linesOf(nda).map(({ text }) => text.replace(/\s+/g, ' ').trim()),
    );
  });

  it('X13: says that yearly signing is the district’s own rule, and names no placeholder', () => {
    const variant = variantFor(nda, 'employee');
    if (!variant) throw new Error('no wording for employees');
    const text = exactText(nda, variant, versionToSign(nda));
    expect(readText(text).closing.join(' ')).toMatch(/every year is a rule of/i);
    expect(text).not.toMatch(/[{}]|insert/i);
  });

  it('X10: asks leave to record the signer’s own attempts, not somebody else’s', () => {
    expect(linesOf(nda).find(({ id }) => id === 'G3')?.text).toContain('my attempts');
  });

  it('R024–R039: what line G1 calls attached is part of what is signed', () => {
    const variant = variantFor(nda, 'employee');
    if (!variant) throw new Error('no wording for employees');
    const { attached } = readText(exactText(nda, variant, versionToSign(nda)));
    expect(attached.map(({ items }) => items.length)).toEqual([16]);
  });
});

describe('a typed name', () => {
  it.each([
    ['maria delgado', 'Maria Delgado'],
    ['  Maria   DELGADO ', 'Maria Delgado'],
    ['Maria Lopez-Delgado', 'María López-Delgado'],
    ["Sean O'Brien", 'Sean O’Brien'],
    ['J R Smith', 'J. R. Smith'],
  ])('%j is %j', (typed, expected) => {
    expect(sameName(typed, expected)).toBe(true);
  });

  it.each([
    ['M Delgado', 'Maria Delgado'],
    ['', 'Maria Delgado'],
    ['Maria Delgada', 'Maria Delgado'],
  ])('%j is not %j', (typed, expected) => {
    expect(sameName(typed, expected)).toBe(false);
  });
});
