import { beforeAll, describe, expect, it } from 'vitest';
import { maySign, standingOf } from '../../../../src/governance/agreements/rules/standing.ts';
import { variantFor } from '../../../../src/governance/agreements/rules/variant.ts';
import { versionOn, versionToSign } from '../../../../src/governance/agreements/rules/versions.ts';
import type { Policy } from '../../../../src/policy/policy.ts';
import type { Agreement } from '../../../../src/policy/schema.ts';
import { legacyPolicy } from '../../../support/policy.ts';

let policy: Policy;
let nda: Agreement;

beforeAll(async () => {
  policy = await legacyPolicy();
  const found = policy.pack.agreements.nda;
  if (!found) throw new Error('the default plan has no nda');
  nda = found;
});

function withVersion(material: boolean): Agreement {
  const next = { version: 2, effective: '2026-10-01', material, change: 'A new line.' };
  return { ...nda, versions: [...nda.versions, next] };
}

const signed = { version: 1, signedOn: '2026-08-03' };

describe('where a person stands', () => {
  it('never signed: may sign', () => {
    const standing = standingOf(policy, nda, { latest: undefined, openDue: undefined, today: '2026-08-04' });
    expect(standing.kind).toBe('never');
    expect(maySign(standing)).toBe(true);
  });

  it.each([
    ['2026-08-03', 'counts', false],
    ['2027-07-03', 'counts', false],
    ['2027-07-04', 'counts', true],
    ['2027-08-03', 'counts', true],
    ['2027-08-04', 'lapsed', true],
  ])('X13: signed 2026-08-03, on %s it %s', (today, kind, may) => {
    const standing = standingOf(policy, nda, { latest: signed, openDue: undefined, today });
    expect(standing.kind).toBe(kind);
    expect(maySign(standing)).toBe(may);
  });

  it('the stored due date rules over the computed one', () => {
    const facts = { latest: signed, openDue: '2027-09-30', today: '2027-09-30' };
    expect(standingOf(policy, nda, facts)).toMatchObject({ kind: 'counts', renewBy: '2027-09-30' });
  });

  it.each([
    ['2026-09-30', true, 'counts'],
    ['2026-10-01', true, 'overtaken'],
    ['2026-10-01', false, 'counts'],
  ])(
    'on %s a second version in effect from 2026-10-01, material %s: the first one %s',
    (today, material, kind) => {
      const facts = { latest: signed, openDue: undefined, today };
      expect(standingOf(policy, withVersion(material), facts).kind).toBe(kind);
    },
  );

  it('the newest text is what is signed, so that nobody who signs it early is asked again', () => {
    const next = withVersion(true);
    expect(versionToSign(next).version).toBe(2);
    expect(versionOn(next, '2026-09-30').version).toBe(1);
    const early = { version: 2, signedOn: '2026-09-28' };
    expect(standingOf(policy, next, { latest: early, openDue: undefined, today: '2026-10-02' }).kind).toBe(
      'counts',
    );
  });
});

describe('which wording a person signs', () => {
  it.each([
    ['employee', 'employee'],
    ['temp', 'employee'],
    ['board', 'board'],
    ['contractor', 'contractor'],
    ['volunteer', 'volunteer'],
  ])('R021: a person of type %s signs the wording for %s, which names who approved it', (type, variant) => {
    const found = variantFor(nda, type);
    expect(found?.id).toBe(variant);
    expect(found?.preamble).toMatch(/affirm/);
    expect(found?.approvedBy).not.toBe('');
  });

  it('the plan asks nothing of a kind of person that it does not name', () => {
    expect(variantFor(nda, 'student')).toBeUndefined();
  });
});
