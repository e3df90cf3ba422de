/** The rules of disclosure: who is cleared, which days some words name, which month is over. */
import { describe, expect, it } from 'vitest';
import { type Facts, missingFor } from '../../../../src/governance/disclosure/rules/clearance.ts';
import {
  daysOf,
  lastToTell,
  monthsAfter,
  sayMonth,
} from '../../../../src/governance/disclosure/rules/month.ts';
import { periodIn } from '../../../../src/governance/disclosure/rules/period.ts';
import { onRecord } from '../../../../src/governance/requests/rules/on-record.ts';
import { isStudentLevel } from '../../../../src/governance/requests/rules/student-level.ts';
import { legacyPolicy } from '../../../support/policy.ts';
import { newRequest } from '../../requests/rules/builders.ts';

const policy = await legacyPolicy();
const cleared: Facts = {
  ...{ status: 'active', grounds: ['roster'], withheld: false },
  duties: [{ duty: 'nda', doneOnce: true, lateSince: undefined, exempt: false }],
};
const nda = (more: Partial<Facts['duties'][number]>): Partial<Facts> => ({
  duties: [{ duty: 'nda', doneOnce: true, lateSince: undefined, exempt: false, ...more }],
});

describe('clearance', () => {
  it.each<[string, Partial<Facts>, readonly string[], readonly string[]]>([
    ['everything is there', {}, ['c1'], []],
    ['they are on leave', { status: 'leave' }, ['c1'], []],
    ['they have left: nothing else matters', { status: 'left', grounds: [] }, ['c1'], ['left']],
    ['they are on no list', { grounds: [] }, ['c1'], ['not-listed']],
    ['the collection is theirs', { grounds: ['collection:c1'] }, ['c1'], []],
    ['one of two collections is theirs', { grounds: ['collection:c1'] }, ['c1', 'c2'], ['not-listed']],
    ['a collection is theirs, and none was asked for', { grounds: ['collection:c1'] }, [], ['not-listed']],
    ['their access is withheld', { withheld: true }, ['c1'], ['withheld']],
    ['they never signed, though nothing is late yet', nda({ doneOnce: false }), ['c1'], ['never']],
    ['they never signed and are exempt', nda({ doneOnce: false, exempt: true }), ['c1'], []],
    ['they signed, and it is late again', nda({ lateSince: '2026-09-01' }), ['c1'], ['late']],
  ])('%s', (_when, facts, collections, lacks) => {
    expect(missingFor({ ...cleared, ...facts }, collections).map(({ what }) => what)).toEqual(lacks);
  });
});

describe('days that words name', () => {
  it.each([
    ['grade 3, 2023 to 2026', '2023-01-01', '2026-12-31'],
    ['2024', '2024-01-01', '2024-12-31'],
    ['school year 2025-26, all schools', '2025-01-01', '2026-12-31'],
    ['2025–26 and 1999', '1999-01-01', '2026-12-31'],
  ])('%s', (words, from, until) => {
    expect(periodIn(words)).toEqual({ from, until });
  });

  it.each(['all pupils', 'grade 12', 'room 120261', ''])('none in “%s”', (words) => {
    expect(periodIn(words)).toBeUndefined();
  });
});

describe('months', () => {
  it.each([
    // The first of November 2026 is a Sunday, the second a working day.
    ['2026-11-01', '2026-09'],
    ['2026-11-02', '2026-10'],
    ['2026-11-30', '2026-10'],
    // New Year’s Day is a holiday and a Friday.
    ['2027-01-01', '2026-11'],
    ['2027-01-04', '2026-12'],
  ])('on %s the last to be told is %s', (today, month) => {
    expect(lastToTell(policy.calendar, today)).toBe(month);
  });

  it('know their days and names, over the turn of a year', () => {
    expect(daysOf('2028-02')).toEqual({ from: '2028-02-01', until: '2028-02-29' });
    expect(monthsAfter('2026-01', -1)).toBe('2025-12');
    expect(sayMonth('2026-10')).toBe('October 2026');
  });
});

describe('what of a request belongs on FERPA’s record', () => {
  const asked = { ...newRequest(policy), pii: true };

  it.each([
    ['filed', undefined, asked, ['requested']],
    ['filed for figures', undefined, { ...asked, pii: false }, []],
    ['marked as about students later', { ...asked, pii: false }, asked, ['requested']],
    ['going on', asked, asked, []],
    ['declined or denied', asked, { ...asked, state: 'declined' as const }, ['refused']],
    ['withdrawn', asked, { ...asked, state: 'withdrawn' as const }, ['ended']],
    ['answered together with another', asked, { ...asked, state: 'merged' as const }, []],
    ['closed, after it was sent', asked, { ...asked, state: 'closed' as const }, []],
  ])('%s', (_when, before, after, kinds) => {
    expect(onRecord(before, after)).toEqual(kinds);
  });
});

describe('data about single students', () => {
  it.each([
    [{ detail: 'whole', level: undefined, pii: false }, false],
    [{ detail: 'by_school', level: 'medium', pii: false }, false],
    [{ detail: 'by_student', level: undefined, pii: false }, true],
    [{ detail: 'identified', level: undefined, pii: false }, true],
    [{ detail: 'whole', level: 'high', pii: false }, true],
    [{ detail: 'whole', level: undefined, pii: true }, true],
  ])('%o: %s', (request, is) => {
    expect(isStudentLevel(policy.pack.data_requests, request)).toBe(is);
  });
});
