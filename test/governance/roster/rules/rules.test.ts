import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCircles } from '../../../../src/governance/roster/rules/cycles.ts';
import { judgeShared, mayBeOne } from '../../../../src/governance/roster/rules/duplicates.ts';
import { isInvented } from '../../../../src/governance/roster/rules/invented.ts';
import {
  layoutOf,
  noAnswers,
  signatureOf,
  withAnswers,
} from '../../../../src/governance/roster/rules/layout.ts';
import { losesTooMany } from '../../../../src/governance/roster/rules/loss.ts';
import { isApart, oneRosterRole } from '../../../../src/governance/roster/rules/role-words.ts';

describe('C-04: whose rows are dropped unread', () => {
  it.each([
    'student',
    'Student',
    'STUDENTS',
    'guardian',
    'Parent',
    'parent/guardian',
    'relative',
    'ext:student',
  ])('%s', (role) => expect(isApart(role)).toBe(true));
  it.each(['teacher', 'aide', 'Student Services Secretary', 'principal', 'parent liaison', ''])(
    'not %j',
    (role) => expect(isApart(role)).toBe(false),
  );

  it('OneRoster’s words are staff; a word that nobody knows is neither, until the district says so', () => {
    expect(oneRosterRole('districtAdministrator', [])).toEqual({
      kind: 'staff',
      title: 'District administrator',
    });
    expect(oneRosterRole('ext:nurse', [])).toEqual({ kind: 'unknown' });
    expect(oneRosterRole('ext:nurse', ['ext:nurse'])).toEqual({ kind: 'staff', title: 'Nurse' });
    // nobody can declare students to be staff
    expect(oneRosterRole('student', ['student'])).toEqual({ kind: 'apart' });
  });
});

const row = (n: number, name: string, employeeId?: string, leaving = false) => ({
  ...{ n, name, employeeId, email: 'x@legacyprep.example', leaving },
});

describe('C-06: several rows of one person', () => {
  it('a teacher of two schools is one person', () => {
    expect(judgeShared([row(1, 'Ada Holt', '7'), row(2, 'Holt, Ada', '7')], undefined)).toEqual({
      merge: [2],
      hold: [],
    });
  });

  it('whoever left one school and works at another works here', () => {
    expect(judgeShared([row(1, 'Ada Holt', '7', true), row(2, 'Ada Holt', '7')], undefined)).toEqual({
      ...{ merge: [1], hold: [] },
    });
  });

  it('one address with two numbers is two people: the one who has it keeps it, the other waits', () => {
    const rows = [row(1, 'Ada Holt', '7'), row(2, 'Ada Holt', '8')];
    expect(judgeShared(rows, { name: 'Ada Holt', employeeId: '8' })).toEqual({ merge: [], hold: [1] });
    expect(judgeShared(rows, undefined)).toEqual({ merge: [], hold: [1, 2] });
  });

  it('one number, as fillers are, with two names is two people', () => {
    expect(judgeShared([row(1, 'Ada Holt', '0000'), row(2, 'Gus Farrow', '0000')], undefined)).toEqual({
      ...{ merge: [], hold: [1, 2] },
    });
  });

  it('a married name is the same person, accents and order make no difference, a stranger’s name does', () => {
    expect(mayBeOne('Lena Holt', 'Lena Castellan')).toBe(true);
    expect(mayBeOne('José Núñez', 'NUNEZ, JOSE')).toBe(true);
    expect(mayBeOne('Lena Holt', 'Gus Farrow')).toBe(false);
  });
});

describe('supervisors who go round in a circle', () => {
  it('are named; whoever only stands below them is not', () => {
    const bosses = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['d', 'a'],
      ['e', 'd'],
    ]);
    expect(inCircles(bosses)).toEqual(['a', 'b', 'c']);
  });

  it('whatever the tree: exactly those who come back to themselves', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), {
      selector: ([id]) => id,
    });
    fc.assert(
      fc.property(pairs, (edges) => {
        const bosses = new Map(edges);
        const comesBack = (id: string) => {
          let at = bosses.get(id);
          for (let steps = 0; at !== undefined && steps < ids.length; steps += 1, at = bosses.get(at))
            if (at === id) return true;
          return false;
        };
        expect(inCircles(bosses)).toEqual([...bosses.keys()].filter(comesBack).sort());
      }),
    );
  });
});

describe('C-05: a file that loses many', () => {
  it.each([
    [10, 100, false],
    [11, 100, true],
    [1, 9, true],
    [1, 10, false],
    [0, 0, false],
    [0, 100, false],
  ])('%i of %i: a second yes? %s', (gone, known, asks) =>
    expect(losesTooMany({ gone, known }, 10)).toBe(asks),
  );
});

const header = (text: string) => text.split(',');

describe('C-05, C-07: which column is what', () => {
  it('PowerSchool’s fields, whatever table they are prefixed with', () => {
    const layout = layoutOf(
      header('[USERS]LastFirst,USERS.Email_Addr,TeacherNumber,HomeSchoolId,StaffStatus'),
      noAnswers,
    );
    expect(layout).toMatchObject({
      ok: true,
      value: {
        kind: 'powerschool',
        columns: { name: 0, email: 1, employee_id: 2, school_number: 3, staff_status: 4 },
      },
    });
  });

  it('the staff file’s own columns are read as they are named', () => {
    const layout = layoutOf(
      header(
        'email,employee_id,name,role,school,supervisor_email,hire_date,end_date,active,groups,person_type,data_access',
      ),
      noAnswers,
    );
    expect(layout).toMatchObject({
      ok: true,
      value: { kind: 'staff', source: 'staff', columns: { hire_date: 6 } },
    });
  });

  it('C-07: a payroll “hire date” is asked about, and the answer is kept', () => {
    const munis = header('Employee Number,Last Name,First Name,Location,Job Class,Hire Date,Rehire Date');
    expect(layoutOf(munis, noAnswers)).toEqual({
      ok: false,
      problem: { kind: 'which-hire-date', columns: ['Hire Date', 'Rehire Date'] },
    });
    const answers = { ...noAnswers, columns: { hire_date: 'Rehire Date' } };
    expect(layoutOf(munis, answers)).toMatchObject({
      ok: true,
      value: { columns: { hire_date: 6, employee_id: 0 } },
    });
    expect(layoutOf(munis, { ...noAnswers, columns: { hire_date: '-' } })).toMatchObject({ ok: true });
  });

  it('a column named in an answer must be there', () => {
    expect(layoutOf(header('a,b'), { ...noAnswers, columns: { email: 'Mail' } })).toMatchObject({
      problem: { kind: 'no-such-column', field: 'email', column: 'Mail' },
    });
  });

  it.each([
    ['email,room', 'name'],
    ['name,room', 'key'],
  ])('%s lacks a %s', (columns, missing) => {
    expect(layoutOf(header(columns), noAnswers)).toMatchObject({
      problem: { kind: 'unknown-layout', missing },
    });
  });

  it('the same header is known again whatever its case, another one is not', () => {
    expect(signatureOf(header('Email,Name'))).toBe(signatureOf(header('E-mail, NAME ')));
    expect(signatureOf(header('Email,Name'))).not.toBe(signatureOf(header('Name,Email')));
  });

  it('later answers overrule earlier ones, and lists grow', () => {
    const before = { ...noAnswers, columns: { email: 'A' }, notSsn: ['x'], schools: { '1': 'One' } };
    const now = { ...noAnswers, columns: { email: 'B' }, notSsn: ['y'], schools: { '2': 'Two' } };
    expect(withAnswers(before, now)).toEqual({
      ...{ columns: { email: 'B' }, notSsn: ['x', 'y'], schools: { '1': 'One', '2': 'Two' }, staffRoles: [] },
    });
  });
});

describe('the sample district', () => {
  it.each(['a@legacyprep.example', 'a@b.test', 'a@x.invalid', 'a@example.org', 'a@sub.example.com'])(
    '%s is invented',
    (email) => expect(isInvented(email)).toBe(true),
  );
  it.each(['a@district.org', 'a@example.de', 'a@myexample.com', 'a@test.com'])(
    '%s may be somebody’s',
    (email) => expect(isInvented(email)).toBe(false),
  );
});
