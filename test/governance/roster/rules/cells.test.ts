import { describe, expect, it } from 'vitest';
import {
  dateOf,
  emailOf,
  employeeIdIn,
  listOf,
  nameOf,
  stays,
  textOf,
  typeOf,
  yesOrNo,
} from '../../../../src/governance/roster/rules/cells.ts';

describe('a date', () => {
  it.each([
    ['2019-08-05', '2019-08-05'],
    ['2019-8-5', '2019-08-05'],
    ['2019-08-05T00:00:00.000Z', '2019-08-05'],
    ['2019-08-05 00:00:00', '2019-08-05'],
    ['8/5/2019', '2019-08-05'],
    ['08/05/2019', '2019-08-05'],
    ['8/5/2019 12:00:00 AM', '2019-08-05'],
    ['8-5-2019', '2019-08-05'],
    ['8/5/19', '2019-08-05'],
    ['8/5/98', '1998-08-05'],
    ['5-Aug-2019', '2019-08-05'],
    ['5 August 2019', '2019-08-05'],
    ['Aug 5, 2019', '2019-08-05'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is read', (cell, day) => expect(dateOf(cell, 2026)).toBe(day));

  it.each([
    '13/31/2019',
    '31/12/2019',
    '2023-02-29',
    '2019-13-01',
    '43682',
    'last summer',
    '0001-01-01',
    '8/5',
  ])('%s is not guessed at', (cell) => expect(dateOf(cell, 2026)).toBe('unreadable'));

  it.each(['', '  ', 'N/A', '-', undefined])('%j is none', (cell) =>
    expect(dateOf(cell, 2026)).toBeUndefined(),
  );
});

describe('an address', () => {
  it.each([
    ['Ada.Aldridge@LegacyPrep.Example', 'ada.aldridge@legacyprep.example'],
    [' mailto:ada@legacyprep.example ', 'ada@legacyprep.example'],
    ["o'brien+x@mail.legacyprep.example", "o'brien+x@mail.legacyprep.example"],
  ])('%s is read', (cell, email) => expect(emailOf(cell)).toBe(email));

  it.each([
    'ada',
    'ada@',
    '@legacyprep.example',
    'a b@x.example',
    'a@b',
    'a@x..example',
    'a@x.example; b@x.example',
  ])('%s is none that can be written to', (cell) => expect(emailOf(cell)).toBe('unreadable'));

  it.each(['', 'none', 'N/A', 'null'])('%j is none yet', (cell) => expect(emailOf(cell)).toBeUndefined());
});

describe('a name', () => {
  it.each([
    ['Marguerite Holloway', 'Marguerite Holloway'],
    ['Holloway, Marguerite', 'Marguerite Holloway'],
    ['Holloway,Marguerite', 'Marguerite Holloway'],
    ['Holloway-Vale, Marguerite R.', 'Marguerite R. Holloway-Vale'],
    ['Marguerite Holloway, Jr.', 'Marguerite Holloway Jr.'],
    ['Holloway, Marguerite, III', 'Marguerite Holloway III'],
    ['  Zoë \n Ångström ', 'Zoë Ångström'],
  ])('%j is %s', (cell, name) => expect(nameOf(cell)).toBe(name));
});

describe('other cells', () => {
  it('kinds of people, also as people write them', () => {
    expect(['Employee', 'Board Member', 'contractor', 'VOLUNTEER', 'temporary'].map(typeOf)).toEqual([
      ...['employee', 'board', 'contractor', 'volunteer', 'temp'],
    ]);
    expect(typeOf('CERT')).toBe('unreadable');
  });

  it('whether somebody stays: PowerSchool’s 1 and 2, an HR system’s letters; leave is not gone', () => {
    expect(['1', 'Y', 'A', 'Active', 'LOA', 'leave'].map(stays)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['2', 'N', '0', 'T', 'Inactive', 'retired'].map(stays)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(stays('Q7')).toBe('unreadable');
    expect(stays('')).toBeUndefined();
  });

  it('yes and no', () => {
    expect(['y', 'No', 'TRUE', '0', 'maybe', ''].map(yesOrNo)).toEqual([
      true,
      false,
      true,
      false,
      'unreadable',
      undefined,
    ]);
  });

  it('several groups in one cell, each once', () => {
    expect(listOf('Analysts; counselors ;analysts')).toEqual(['analysts', 'counselors']);
    expect(listOf(' ')).toBeUndefined();
  });

  it('an employee number among OneRoster’s user ids, and no other', () => {
    expect(employeeIdIn('{LDAP:ada},{Employee:10042}')).toBe('10042');
    expect(employeeIdIn('{LDAP:ada}')).toBeUndefined();
  });

  it('control characters and endless blanks are no part of a text', () => {
    expect(textOf('a\u0000b\t\tc')).toBe('a b c');
    expect(textOf('x'.repeat(500))).toHaveLength(200);
  });
});
