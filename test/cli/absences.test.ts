/** `safekeep absences import`: leaves and summers from a file, all of it or nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileOf } from '../fixtures/roster.ts';
import { safekeep } from '../support/cli.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { arrange, type GivenPerson, givenPerson } from '../support/people.ts';

let db: TestDatabase;
let ana: GivenPerson;
let bo: GivenPerson;
beforeEach(async () => {
  db = await testDatabase();
  ana = await givenPerson(db.store, { name: 'Ana Ortiz', email: 'ana@legacy.example' });
  bo = await givenPerson(db.store, { name: 'Bo Lind', email: 'bo@legacy.example' });
  await arrange(db.store, (tx) =>
    tx.db.person.update({ where: { id: bo.id }, data: { employeeId: '4711' } }),
  );
});
afterEach(() => db.drop());

const settings = () => ({ DATABASE_URL: db.ownerUrl });
const imports = async (content: string | Buffer, ...more: readonly string[]) =>
  safekeep(settings(), 'absences', 'import', await fileOf('summer.csv', content), ...more);
const rows = () => db.store.db.absence.findMany({ orderBy: [{ fromOn: 'asc' }, { id: 'asc' }] });

const summer = [
  'email,from,until',
  'Ana@legacy.example,2030-06-10,2030-08-09',
  'bo@legacy.example,6/12/2030,8/11/2030',
];

describe('a file of absences', () => {
  it('is taken over for each person, by whom; the same file twice changes nothing, other days take their place', async () => {
    const ran = await imports(summer.join('\n'), '--by', bo.email);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('2 absences are set, 0 were given other days, 0 stood so already.');
    expect(await rows()).toMatchObject([
      {
        personId: ana.id,
        kind: 'off-contract',
        state: 'planned',
        setById: bo.id,
        untilOn: new Date('2030-08-09'),
      },
      {
        personId: bo.id,
        kind: 'off-contract',
        fromOn: new Date('2030-06-12'),
        untilOn: new Date('2030-08-11'),
      },
    ]);
    expect((await imports(summer.join('\n'))).out).toContain(
      '0 absences are set, 0 were given other days, 2 stood',
    );
    const later = await imports(summer.join('\n').replace('2030-08-09', '2030-08-16'));
    expect(later.out).toContain('0 absences are set, 1 were given other days, 1 stood');
    expect(await rows()).toHaveLength(2);
    expect(await safekeep(settings(), 'audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('knows people by number too, leaves without an end, a BOM, tabs and bare carriage returns', async () => {
    const lines = ['Employee Number\tFirst Day\tLast Day\tType', '4711\t2030-01-07\t\tLeave of absence', ''];
    const ran = await imports(Buffer.from(`\uFEFF${lines.join('\r')}`, 'utf8'));
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(await rows()).toMatchObject([{ personId: bo.id, kind: 'leave', untilOn: null }]);
  });

  it('lines after each other that touch one without an end: the first gets it, whatever their order', async () => {
    await imports('email,from,until,type\nana@legacy.example,2030-09-01,,Leave of absence');
    const lines = ['2030-11-01,2030-11-30', '2030-09-01,2030-09-30'];
    const file = [
      'email,from,until,type',
      ...lines.map((days) => `ana@legacy.example,${days},Leave of absence`),
    ].join('\n');
    for (const said of [
      '1 absences are set, 1 were given other days, 0 stood',
      '0 were given other days, 2 stood',
    ]) {
      expect((await imports(file)).out).toContain(said);
      expect(await rows()).toMatchObject([
        { fromOn: new Date('2030-09-01'), untilOn: new Date('2030-09-30') },
        { fromOn: new Date('2030-11-01'), untilOn: new Date('2030-11-30') },
      ]);
    }
  });

  it('speaks JSON', async () => {
    const file = await fileOf('summer.csv', summer.join('\n'));
    const ran = await safekeep(settings(), '--json', 'absences', 'import', file);
    expect(JSON.parse(ran.out)).toEqual({ rows: 2, added: 2, changed: 0, same: 0 });
  });
});

describe('a file with faults', () => {
  it.each([
    ['nobody’s address', 'no@legacy.example,2030-06-10,2030-08-09,', 'nobody who works here'],
    ['no one at all', ',2030-06-10,2030-08-09,', 'neither an address nor'],
    ['a day that is none', 'ana@legacy.example,2030-06-31,2030-08-09,', 'no first day'],
    ['a last day in words', 'ana@legacy.example,2030-06-10,in August,', 'can’t be read'],
    ['its days the wrong way round', 'ana@legacy.example,2030-08-09,2030-06-10,', 'before its first'],
    ['a summer without an end', 'ana@legacy.example,2030-06-10,,summer', 'has no last day'],
    [
      'a kind that nobody knows',
      'ana@legacy.example,2030-06-10,2030-08-09,sabbatical',
      'leave or off-contract',
    ],
    ['the same line again', 'bo@legacy.example,2030-06-12,2030-08-11,', 'the same as line 2'],
    [
      'days that touch those of another line',
      'bo@legacy.example,2030-07-01,2030-09-01,',
      'some of the days of line 2',
    ],
  ])(
    '%s: the line is named, nothing of the file is set, and the code is not zero',
    async (_what, bad, says) => {
      const good = 'bo@legacy.example,2030-06-12,2030-08-11,';
      const ran = await imports(['email,from,until,kind', good, bad].join('\n'));
      expect(ran.code).toBe(1);
      expect(ran.out).toContain('1 line has a fault. Nothing was set');
      expect(ran.out).toMatch(new RegExp(`line 3: .*${says}`));
      expect(await rows()).toEqual([]);
    },
  );

  it.each<[string, string | Buffer, RegExp]>([
    [
      'without a column for people',
      'name,from,until\nAna,2030-06-10,2030-08-09',
      /no column: email or employee_id/,
    ],
    ['without days', 'email\nana@legacy.example', /no column: from, until/],
    ['with a column of Social Security numbers', 'email,from,until,ssn\n', /column 4/],
    [
      'with a Social Security number',
      'email,from,until,note\nana@legacy.example,2030-06-10,2030-08-09,123-45-6789',
      /line 2, column 4/,
    ],
    ['that is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), /./],
    ['that is empty', '', /./],
  ])('%s is refused with one line that says why', async (_what, content, says) => {
    const ran = await imports(content);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(says);
    expect(ran.err).not.toMatch(/6789|\n/);
    expect(await rows()).toEqual([]);
  });

  it('that is not there, or is vouched for by somebody nobody knows, is refused', async () => {
    expect(await safekeep(settings(), 'absences', 'import', '/nowhere.csv')).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('not there') },
    });
    expect(await imports(summer.join('\n'), '--by', 'x@legacy.example')).toMatchObject({ code: 1 });
    expect(await rows()).toEqual([]);
  });
});
