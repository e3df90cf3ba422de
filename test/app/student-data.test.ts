import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    ['nine bare digits', 'it showed 528441234, I think', ['528441234']],
    ['somebody who is called a student', 'Student Emily Watson was on it', ['Student Emily Watson']],
    ['the same in small letters', 'the pupil Jo O’Brien saw it', ['pupil Jo O’Brien']],
    ['the same as a label', 'student: Ann B. de Vries', ['student: Ann B. de Vries']],
    ['both', 'Student Emily Watson, 528441234', ['Student Emily Watson', '528441234']],
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
    'The Student Data Manager and the Superintendent read it',
    'Student Health Services, Student Data Privacy Agreement, Student Records Office',
    'Ask the student Monday, November 30',
    'Our students Math and Reading results',
    'https://files.example/d/528441234?x=528441234',
    'Utah Code 13-44-202',
    'the mark 0a52844123412',
  ])('leaves an honest sentence alone: %s', (text) => {
    expect(findStudentData(text)).toEqual([]);
  });

  it('leaves alone what the plans and the played scenes say, but for the number that a scene is about', async () => {
    const files = (
      await Promise.all(
        ['src/policy/packs', 'src/policy/packs/overlays', 'test/contracts/scenes'].map(async (folder) =>
          (
            await readdir(folder)
          )
            .filter((name) => /\.(yaml|ts)$/.test(name))
            .map((name) => join(folder, name)),
        ),
      )
    ).flat();
    expect(files.length).toBeGreaterThan(20);
    const lines = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n').split('\n');
    expect([...new Set(lines.flatMap(findStudentData))]).toEqual(['student no 5294471']);
  });

  it('gives back only words that stand in the text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const words of findStudentData(text)) expect(text).toContain(words);
      }),
    );
  });
});
