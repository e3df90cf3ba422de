import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RosterProblem, sayProblem } from '../../../src/governance/roster/files/fault.ts';
import {
  csv,
  fileOf,
  folderOf,
  inventedFamilies,
  inventedStaff,
  oneRoster11,
  oneRoster12,
  powerSchool,
  staffFile,
  staffHead,
} from '../../fixtures/roster.ts';
import { everybody, everythingKept, personOf, type RosterWorld, rosterWorld } from './world.ts';

let world: RosterWorld;
const folders: string[] = [];

beforeAll(async () => {
  world = await rosterWorld();
});
beforeEach(() => world.beginsAnew());
afterAll(async () => {
  await world.database.drop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const people = inventedStaff(6);
const families = inventedFamilies(8);
const [top, principal, , , teacher] = people;

async function problem(given: string, how?: Parameters<RosterWorld['brings']>[1]) {
  const brought = await world.brings(given, how);
  if (brought.ok) throw new Error('it was taken');
  return brought.problem;
}

describe('OneRoster 1.1', () => {
  it('a folder: staff come in with their school and role, and students are dropped unread', async () => {
    const folder = await folderOf(oneRoster11([...people, ...families]));
    const { counts } = await world.imports(folder);
    expect(counts).toMatchObject({ new: 6, apart: 8, staff: 6 });
    expect(await personOf(world, teacher?.email ?? '')).toMatchObject({
      ...{ name: `${teacher?.first} ${teacher?.last}`, employeeId: teacher?.employeeId, type: 'employee' },
      ...{ school: teacher?.school, status: 'active', supervisor: null, hired: '2026-11-23' },
    });
    const kept = await everythingKept(world);
    expect(kept).toContain(teacher?.last);
    expect(kept).not.toMatch(/Zzyzx|Quillfeather|students\.example|hunter2|801-555/);
  });

  it('a zip is the same as the folder', async () => {
    const files = oneRoster11([...people, ...families]);
    const packed = zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [`export/${name}`, strToU8(String(text))]),
      ),
    );
    await world.imports(await fileOf('district.zip', Buffer.from(packed)));
    expect(await everybody(world)).toHaveLength(6);
  });

  it('with a byte-order mark, CR-only, or in Windows-1252, it is read all the same, and the last is said', async () => {
    const named = people.map((one, n) => (n === 0 ? { ...one, first: 'José' } : one));
    const { 'users.csv': users, ...others } = oneRoster11(named);
    const text = `\ufeff${String(users)}`.replaceAll('\r\n', '\r');
    await world.imports(await folderOf({ ...others, 'users.csv': text }));
    expect((await personOf(world, top?.email ?? '')).name).toBe(`José ${top?.last}`);
    const latin = await world.brings(
      await folderOf({
        ...others,
        'users.csv': Buffer.from(
          String(users).replace('José', 'Jos\xe9').replace('teacher', 'aide'),
          'latin1',
        ),
      }),
    );
    expect(latin.ok).toBe(true);
    const files = (await world.store.db.rosterImport.findFirst({ orderBy: { begunAt: 'desc' } }))?.files;
    expect(files).toMatchObject([{ name: 'users.csv', encoding: 'windows-1252' }]);
  });

  it('a users.csv alone is enough; a school that only has a key is said to be unknown', async () => {
    const { 'users.csv': users } = oneRoster11(people);
    const { counts } = await world.imports(await fileOf('users.csv', String(users)));
    expect(counts).toMatchObject({ new: 6, defects: { 'unknown-school': 6, 'no-hire-date': 6 } });
  });

  it('a role that nobody knows is not read until the district says that it is staff', async () => {
    const nurse = { ...people[5], role: 'ext:nurse' } as (typeof people)[number];
    const folder = await folderOf(oneRoster11([...people.slice(0, 5), nurse]));
    const before = await world.stages(folder);
    expect(before.counts).toMatchObject({ new: 5, unknownRoles: { 'ext:nurse': 1 } });
    await world.saysYes();
    expect(await everythingKept(world)).not.toContain(nurse.email);
    await world.imports(await folderOf({ ...oneRoster11([...people.slice(0, 5), nurse]), 'x.txt': '' }), {
      answers: { staffRoles: ['ext:nurse'] },
    });
    expect((await personOf(world, nurse.email)).title).toBe('Nurse');
  });

  it('C-04: a login that is switched off does not make anybody leave', async () => {
    const { 'users.csv': users, ...others } = oneRoster11(people);
    await world.imports(await folderOf(oneRoster11(people)));
    const off = String(users).replaceAll(',true,', ',false,');
    const brought = await world.brings(await folderOf({ ...others, 'users.csv': off }));
    expect(brought).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    expect((await everybody(world)).every((one) => one.status === 'active')).toBe(true);
  });
});

describe('OneRoster 1.2', () => {
  it('roles.csv says who is staff; students, parents and passwords are found nowhere afterwards', async () => {
    const { counts } = await world.imports(await folderOf(oneRoster12([...people, ...families])));
    expect(counts).toMatchObject({ new: 6, apart: 8 });
    expect(await personOf(world, principal?.email ?? '')).toMatchObject({
      ...{ title: 'Administrator', school: principal?.school, employeeId: principal?.employeeId },
    });
    expect(await everythingKept(world)).not.toMatch(/Zzyzx|Quillfeather|students\.example|hunter2/);
  });

  it('without roles.csv nobody can be told from students, so nothing is read', async () => {
    const { 'roles.csv': _roles, ...files } = oneRoster12([...people, ...families]);
    expect(await problem(await folderOf(files))).toMatchObject({ kind: 'no-roles', file: 'users.csv' });
    expect(await everybody(world)).toEqual([]);
  });

  it('a role that is over proposes that somebody is gone, and no more', async () => {
    await world.imports(await folderOf(oneRoster12(people)));
    const { counts } = await world.stages(
      await folderOf(oneRoster12(people, { ended: [teacher?.key ?? ''] })),
    );
    expect(counts).toMatchObject({ new: 0, gone: 1 });
    await world.saysYes({ lacks: 1 });
    expect((await personOf(world, teacher?.email ?? '')).status).toBe('active');
  });
});

describe('what only changed (delta)', () => {
  it.each([
    ['1.1', oneRoster11],
    ['1.2', oneRoster12],
  ] as const)(
    'OneRoster %s: nobody is missing; whoever is to be deleted is only proposed',
    async (_version, write) => {
      await world.imports(await folderOf(write(people)));
      const moved = { ...people[4], last: 'Castellan-4' } as (typeof people)[number];
      const gone = people[5] as (typeof people)[number];
      const fresh = inventedStaff(1, 9);
      const { counts } = await world.stages(
        await folderOf(write([moved, gone, ...fresh], { mode: 'delta', deleted: [gone.key] })),
      );
      expect(counts).toMatchObject({ new: 1, changed: 1, gone: 1 });
      await world.saysYes({ lacks: 1 });
      expect((await personOf(world, moved.email)).name).toContain('Castellan-4');
      expect((await personOf(world, gone.email)).status).toBe('active');
      // the whole file after it finds everything as the delta left it
      const after = await world.brings(await folderOf(write([...people.slice(0, 4), moved, ...fresh])));
      expect(after).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    },
  );

  it('of 1.2, somebody whom nobody listed before and who has no role in it is not read: it may be a student', async () => {
    await world.imports(await folderOf(oneRoster12(people)));
    const { 'roles.csv': roles, ...files } = oneRoster12([...people.slice(0, 1), ...families.slice(0, 1)], {
      mode: 'delta',
    });
    const header = String(roles).split('\r\n')[0] ?? '';
    const brought = await world.brings(await folderOf({ ...files, 'roles.csv': `${header}\r\n` }));
    expect(brought).toMatchObject({ ok: true, value: { kind: 'unchanged' } });
    expect(await everythingKept(world)).not.toMatch(/Zzyzx|Quillfeather/);
  });
});

describe('C-04: the staff side file', () => {
  it('beside OneRoster it brings titles, supervisors and hire dates, joined by address', async () => {
    const files = { ...oneRoster11(people), 'staff_ext.csv': staffFile(people) };
    await world.imports(await folderOf(files));
    expect(await personOf(world, teacher?.email ?? '')).toMatchObject({
      ...{ title: teacher?.title, supervisor: teacher?.supervisor, hired: teacher?.hired },
    });
    expect(await everybody(world)).toHaveLength(6);
  });

  it('is joined by employee number where the address is another one, and brings those whom OneRoster lacks', async () => {
    const side = people.map((one, n) =>
      n === 4 ? { ...one, email: 'other.address@legacyprep.example' } : one,
    );
    const board = {
      ...inventedStaff(1, 5)[0],
      type: 'board',
      title: 'Board member',
    } as (typeof people)[number];
    await world.imports(await folderOf(oneRoster11(people)), {
      staff: await fileOf('hr.csv', staffFile([...side, board])),
    });
    const all = await everybody(world);
    expect(all).toHaveLength(7);
    expect(all.find((one) => one.employeeId === teacher?.employeeId)).toMatchObject({
      ...{ email: 'other.address@legacyprep.example', supervisor: teacher?.supervisor },
    });
    expect(all.find((one) => one.email === board.email)).toMatchObject({
      type: 'board',
      title: 'Board member',
    });
  });

  it('alone it is a roster too: kinds, groups and access', async () => {
    const file = staffFile(people, {
      [people[3]?.key ?? '']: { person_type: 'Volunteer', groups: 'Analysts; counselors', data_access: 'Y' },
    });
    await world.imports(await fileOf('staff_ext.csv', file));
    expect(await personOf(world, people[3]?.email ?? '')).toMatchObject({
      ...{ type: 'volunteer', groups: ['analysts', 'counselors'], dataAccess: true },
    });
  });

  it('students in it are dropped unread as well', async () => {
    const rows = families.map((one) => ({ ...one, type: 'employee' }));
    const file = staffFile(
      [...people, ...rows],
      Object.fromEntries(rows.map((one) => [one.key, { role: 'Student' }])),
    );
    const { counts } = await world.imports(await fileOf('staff_ext.csv', file));
    expect(counts).toMatchObject({ new: 6, apart: 8 });
    expect(await everythingKept(world)).not.toMatch(/Zzyzx|Quillfeather/);
  });
});

describe('C-06: PowerSchool', () => {
  it('a tab-separated USERS export with CR line ends; the school’s number is named once and kept', async () => {
    await world.imports(await fileOf('USERS.txt', powerSchool(people)), {
      answers: { schools: { '320': 'Juniper Elementary' } },
    });
    expect(await personOf(world, teacher?.email ?? '')).toMatchObject({
      ...{ name: `${teacher?.first} ${teacher?.last}`, title: teacher?.title, school: 'Juniper Elementary' },
    });
    const more = inventedStaff(7);
    await world.imports(await fileOf('USERS-2.txt', powerSchool(more)));
    expect(await personOf(world, more[6]?.email ?? '')).toMatchObject({ school: 'Juniper Elementary' });
  });

  it('multi-school staff who stand in it twice are one person', async () => {
    const twice = [...people, { ...people[4], school: 'Cottonwood Middle' } as (typeof people)[number]];
    const { counts } = await world.imports(await fileOf('TEACHERS.txt', powerSchool(twice, '\r\n')));
    expect(counts).toMatchObject({ new: 6, merged: 1 });
  });
});

describe('C-07: a payroll export', () => {
  const munis = (rows: readonly (readonly string[])[]) =>
    csv([
      ['Employee Number', 'Last Name', 'First Name', 'Location', 'Job Class', 'Hire Date', 'Rehire Date'],
      ...rows,
    ]);
  const rows = people.map((one) => [
    one.employeeId,
    one.last,
    one.first,
    one.school,
    one.title,
    '2003-01-06',
    one.hired,
  ]);

  it('asks once which hire date counts, and the next file of its make needs no answer; nobody in it has an address yet', async () => {
    const file = await fileOf('munis.csv', munis(rows));
    expect(await problem(file)).toMatchObject({
      kind: 'which-hire-date',
      columns: ['Hire Date', 'Rehire Date'],
    });
    const { counts } = await world.imports(file, { answers: { columns: { hire_date: 'Rehire Date' } } });
    expect(counts).toMatchObject({ new: 6, defects: { 'no-email': 6 } });
    const more = inventedStaff(7)[6];
    if (!more) throw new Error('no more people');
    await world.imports(
      await fileOf(
        'munis-2.csv',
        munis([...rows, [more.employeeId, more.last, more.first, more.school, more.title, '', more.hired]]),
      ),
    );
    const all = await everybody(world);
    expect(all).toHaveLength(7);
    expect(all.find((one) => one.employeeId === more.employeeId)).toMatchObject({
      hired: more.hired,
      email: null,
    });
  });
});

describe('C-05: Social Security numbers never come in', () => {
  async function nothingKept() {
    for (const table of ['roster_import', 'roster_row', 'roster_change', 'roster_defect', 'roster_layout'])
      expect(await world.store.db.$queryRawUnsafe(`select * from ${table}`), table).toEqual([]);
    expect(await everybody(world)).toEqual([]);
  }

  it('a column that is named like one stops the import, naming file and column', async () => {
    const file = csv([
      ['email', 'name', 'Emp_SSN'],
      ['a@legacyprep.example', 'Ada Holt', ''],
    ]);
    expect(await problem(await fileOf('hr.csv', file))).toEqual({
      ...{ kind: 'ssn-column', file: 'hr.csv', column: 3, name: 'Emp_SSN' },
    });
    await nothingKept();
  });

  it.each([
    ['employee_id', '123-45-6789'],
    ['employee_id', '123456789'],
    ['groups', 'SSN 123 45 6789'],
  ])(
    'one in the column %s (%s) stops it, naming line and column and never the value',
    async (column, value) => {
      const file = staffFile(people, { [people[4]?.key ?? '']: { [column]: value } });
      const found = await problem(await fileOf('staff_ext.csv', file));
      expect(found).toEqual({
        kind: 'ssn-value',
        ...{ file: 'staff_ext.csv', line: 6, column: staffHead.indexOf(column) + 1, name: column },
      });
      expect(JSON.stringify(found)).not.toMatch(/6789/);
      await nothingKept();
    },
  );

  it('one in the first line, where names of columns belong, stops it too, and is not said back', async () => {
    for (const header of [
      ['email', 'name', '219-09-9999'],
      ['ada@legacyprep.example', 'Ada Holt', '219099999'],
    ]) {
      const file = csv([header, ['bo@legacyprep.example', 'Bo Holt', 'x']]);
      const found = await problem(await fileOf('staff.csv', file));
      expect(found).toEqual({ kind: 'ssn-value', file: 'staff.csv', line: 1, column: 3, name: '' });
      expect(sayProblem(found as RosterProblem)).toContain('the name of a column belongs there');
    }
    await nothingKept();
  });

  it('nor as the name of a school', async () => {
    const { 'orgs.csv': orgs, ...others } = oneRoster11(people);
    const folder = await folderOf({
      ...others,
      'orgs.csv': String(orgs).replace('Juniper Elementary', '219-09-9999'),
    });
    expect(await problem(folder)).toMatchObject({ kind: 'ssn-value', file: 'orgs.csv', line: 3, column: 4 });
    await nothingKept();
  });

  it('the last line of a long file is looked at before the first is kept', async () => {
    const many = inventedStaff(3_000);
    const file = staffFile(many, { [many.at(-1)?.key ?? '']: { name: '123-45-6789' } });
    expect(await problem(await fileOf('staff_ext.csv', file))).toMatchObject({
      kind: 'ssn-value',
      line: 3_001,
    });
    await nothingKept();
  });

  it('a column of nine digits that a person vouches for is let in, once and for the next time', async () => {
    const numbered = people.map((one, n) => ({ ...one, employeeId: `10110100${n + 1}` }));
    const file = await fileOf('staff_ext.csv', staffFile(numbered));
    expect(await problem(file)).toMatchObject({ kind: 'ssn-value', name: 'employee_id' });
    await world.imports(file, { answers: { notSsn: ['employee_id'] } });
    await world.imports(await fileOf('staff_ext.csv', staffFile([...numbered, ...inventedStaff(1, 3)])));
    expect(await everybody(world)).toHaveLength(7);
  });

  it('what looks like one in a student’s row is not looked at', async () => {
    const { 'users.csv': users, ...others } = oneRoster11([...people, ...families]);
    const text = String(users).replaceAll(families[0]?.employeeId ?? '?', '123-45-6789');
    await world.imports(await folderOf({ ...others, 'users.csv': text }));
    expect(await everythingKept(world)).not.toContain('123-45-6789');
  });
});

describe('a file that is not in order', () => {
  it.each([
    ['is UTF-16', Buffer.from(`\ufeff${staffFile(people)}`, 'utf16le'), 'utf16'],
    ['breaks off in the middle of a row', staffFile(people).slice(0, -60), 'cut-off'],
    ['has only a header', `${staffHead.join(',')}\r\n`, 'no-staff'],
    ['has columns that nobody knows', 'room,key\n1,2\n', 'unknown-layout'],
    ['has no header', staffFile(people).split('\r\n').slice(1).join('\r\n'), 'no-header'],
    ['has a line above its header', `Staff of 11/20/2026\r\n${staffFile(people)}`, 'unknown-layout'],
    ['is empty', '', 'empty'],
    ['never closes a quotation mark', `${staffFile(people)}x@legacyprep.example,1,"Holt, Ada\r\n`, 'broken'],
  ])('that %s is refused and nothing is changed', async (_what, content, kind) => {
    expect(await problem(await fileOf('staff_ext.csv', content))).toMatchObject({ kind });
    expect(await everybody(world)).toEqual([]);
  });

  it('several tables in a folder, none of them OneRoster: one must be named', async () => {
    expect(
      await problem(await folderOf({ 'a.csv': staffFile(people), 'b.csv': staffFile(people) })),
    ).toMatchObject({
      kind: 'which-file',
    });
  });

  it('a quotation mark that closes rows later: what it swallowed is nobody’s name', async () => {
    const [first, ...rest] = people.map((one) => [one.key, 'teacher', one.first, one.last]);
    const [, , , last = ''] = first ?? [];
    const swallowed = csv([['sourcedId', 'role', 'givenName', 'familyName'], first ?? []]).replace(
      `${last}\r\n`,
      `"${last}\r\ns1,student,Zzyzx,Quillfeather"\r\n`,
    );
    const { counts } = await world.imports(await fileOf('users.csv', swallowed + csv(rest)));
    expect(counts).toMatchObject({ new: 5, defects: { 'broken-line': 1 } });
    expect(await everythingKept(world)).not.toMatch(/Zzyzx|Quillfeather/);
  });

  it('a folder with a zip in it, and the staff file beside it, is that zip', async () => {
    const { 'users.csv': users } = oneRoster11(people);
    const folder = await folderOf({
      'export.zip': Buffer.from(zipSync({ 'september/users.csv': strToU8(String(users)) })),
      'staff_ext.csv': staffFile(people),
    });
    const { counts } = await world.imports(folder);
    expect(counts).toMatchObject({ new: 6, defects: { 'no-supervisor': 1 } });
  });

  it('a zip in a zip is not opened, and what to do is said', async () => {
    const inner = zipSync({ 'users.csv': strToU8(String(oneRoster11(people)['users.csv'])) });
    const at = await fileOf('outer.zip', Buffer.from(zipSync({ 'a/inner.zip': inner })));
    const found = await problem(at);
    expect(found).toEqual({ kind: 'zip', file: 'outer.zip', why: 'nested' });
    expect(sayProblem(found as RosterProblem)).toContain('Unpack the outer one');
  });

  it('a row with a stray comma is left aside and named; the others come in', async () => {
    const text = staffFile(people).replace(
      `"${people[4]?.last}, ${people[4]?.first}"`,
      `${people[4]?.last}, ${people[4]?.first}`,
    );
    const { counts } = await world.stages(await fileOf('staff_ext.csv', text));
    expect(counts).toMatchObject({ new: 5, defects: { 'broken-line': 1 } });
    expect(await world.store.db.rosterDefect.findMany({ where: { kind: 'broken-line' } })).toMatchObject([
      { line: 6 },
    ]);
  });

  it('what a cell holds that can’t be read is left out and said; nobody is guessed at', async () => {
    const but = {
      [people[2]?.key ?? '']: { hire_date: 'last summer', person_type: 'CERT' },
      [people[3]?.key ?? '']: { email: 'nobody', hire_date: '2027-08-15' },
      [people[4]?.key ?? '']: { supervisor_email: 'Mrs. Holt' },
    };
    const { counts } = await world.imports(await fileOf('staff_ext.csv', staffFile(people, but)));
    expect(counts.defects).toMatchObject({
      ...{
        'unreadable-date': 1,
        'unknown-type': 1,
        'unreadable-email': 1,
        'future-hire': 1,
        'unclear-supervisor': 1,
      },
      ...{ 'no-email': 1, 'no-hire-date': 1 },
    });
    expect(await personOf(world, people[2]?.email ?? '')).toMatchObject({
      hired: '2026-11-23',
      type: 'employee',
    });
  });

  it('the sample district takes only people who can be nobody', async () => {
    const real = people.map((one, n) => (n === 2 ? { ...one, email: 'somebody@district.org' } : one));
    const file = await fileOf('staff_ext.csv', staffFile(real));
    expect(await problem(file, { inventedOnly: true })).toMatchObject({ kind: 'real-in-sample', line: 4 });
    await world.imports(file);
  });

  it('a file that changes while it is read is not taken, and nothing of it is left', async () => {
    const many = inventedStaff(20_000);
    const file = await fileOf('staff_ext.csv', staffFile(many));
    let changed = false;
    const slow: RosterWorld['load'] = async (...given) => {
      if (!changed) await writeFile(file, staffFile(inventedStaff(20_000, 2)));
      changed = true;
      await world.load(...given);
    };
    const { bringIn } = await import('../../../src/governance/roster/commands/bring.ts');
    const { noAnswers } = await import('../../../src/governance/roster/rules/layout.ts');
    const brought = await bringIn({
      ...{ store: world.store, load: slow, path: file, staffPath: undefined, onStep: () => undefined },
      author: () => ({ personId: null, surface: 'cli', now: world.clock.now() }),
      preparing: { today: '2026-11-23', delta: false, answers: noAnswers, inventedOnly: false },
      announce: async () => undefined,
    });
    expect(brought).toMatchObject({ ok: false, problem: { kind: 'changed-meanwhile' } });
    expect(await world.store.db.rosterRow.count()).toBe(0);
    expect(await world.store.db.rosterImport.count()).toBe(0);
    folders.push(path.dirname(file));
  });
});
