import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStudentData } from '../../src/app/student-data.ts';

describe('R040: what looks like student data is found in typed text', () => {
  it.each([
    ['an SSN with dashes', 'His number is 529-12-3456 ok', ['529-12-3456']],
    ['an SSN with spaces', '529 12 3456', ['529 12 3456']],
    ['an SSN with typographic dashes', '529–12–3456', ['529–12–3456']],
    ['an SSN in full-width digits', '５２９-12-3456', ['５２９-12-3456']],
    ['a bare SSN that is called one', 'SSN: 529123456', ['SSN: 529123456']],
    ['a student number', 'for student id 1042371 please', ['student id 1042371']],
    ['a state number', 'SSID #1234567', ['SSID #1234567']],
    ['a birth date called so', 'DOB 3/14/2012', ['DOB 3/14/2012']],
    ['a birth date beside a name', 'Ann Example, 03/14/2012', ['Ann Example, 03/14/2012']],
    ['a name after a birth date', '2012-03-14 Ann Example', ['2012-03-14 Ann Example']],
    ['two in one text', 'SSN 529-12-3456 and student no. 99887', ['529-12-3456', 'student no. 99887']],
  ])('%s', (_what, text, found) => {
    expect(findStudentData(text)).toEqual(found);
  });

  it.each([
    'Graduation rate by year, 2019 to 2024',
    'Please call 801-555-0100',
    'Grades 3-6, SAGE ELA, school year 2024-25',
    'Board meeting on 2026-11-30 at 18:00',
    'Needed by Monday, November 30, 2026',
    'Room 1042371',
    'DR-1042 repeats DR-1001',
    '84043-1234',
  ])('leaves an honest sentence alone: %s', (text) => {
    expect(findStudentData(text)).toEqual([]);
  });

  it('gives back only words that stand in the text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const words of findStudentData(text)) expect(text).toContain(words);
      }),
    );
  });
});
