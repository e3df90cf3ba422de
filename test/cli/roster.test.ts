/** `safekeep roster`: what an operator types, what is printed, and that nothing happens without a yes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { markAsSample } from '../../src/store/settings.ts';
import {
  fileOf,
  folderOf,
  inventedFamilies,
  inventedStaff,
  oneRoster11,
  staffFile,
} from '../fixtures/roster.ts';
import { safekeep } from '../support/cli.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { arrange, givenPerson } from '../support/people.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
  await givenPerson(db.store, {
    ...{ name: 'Grace Pettibone', email: 'grace@legacyprep.example', roles: ['hr'], personType: 'volunteer' },
  });
});
afterEach(() => db.drop());

const roster = (...argv: readonly string[]) => safekeep({ DATABASE_URL: db.ownerUrl }, 'roster', ...argv);
const people = inventedStaff(30);
const at = (n: number) => people[n] as (typeof people)[number];
const staff = (who = people) => fileOf('staff_ext.csv', staffFile(who));

async function emails(status = 'active') {
  const all = await db.store.db.person.findMany({ where: { status }, orderBy: { email: 'asc' } });
  return all.map((one) => one.email).filter((one) => one !== 'grace@legacyprep.example');
}

describe('safekeep roster', () => {
  it('import shows what would change, show tells every change, confirm changes it', async () => {
    const folder = await folderOf({
      ...oneRoster11([...people, ...inventedFamilies(5)]),
      'staff_ext.csv': staffFile(people),
    });
    const imported = await roster('import', folder);
    expect(imported.code).toBe(0);
    expect(imported.out).toContain('5 rows dropped unread');
    expect(imported.out).toContain('left alone: dateLastModified, username, middleName, sms, phone');
    expect(imported.out).toContain('30 people in the file: 30 new, 0 as they are');
    expect(imported.out).toContain('! 1 has no supervisor.');
    expect(imported.out).toContain('Nothing is changed yet');
    expect(await emails()).toEqual([]);
    const shown = await roster('show');
    expect(shown.out).toContain('waits for a yes');
    expect(shown.out).toContain('… and 10 more: --all lists them');
    expect((await roster('show', '--all')).out.match(/@legacyprep\.example/g)).toHaveLength(30);
    expect(await roster('confirm')).toMatchObject({
      code: 0,
      out: expect.stringContaining('The roster is changed: 30 new.'),
    });
    expect(await emails()).toHaveLength(30);
    expect(await safekeep({ DATABASE_URL: db.ownerUrl }, 'audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('the same file twice changes nothing, says so, and is no failure', async () => {
    const file = await staff();
    await roster('import', file);
    await roster('confirm');
    const again = await roster('import', file);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('nothing is changed') });
    expect((await roster('confirm')).code).toBe(1);
  });

  it('speaks JSON', async () => {
    const ran = await safekeep({ DATABASE_URL: db.ownerUrl }, '--json', 'roster', 'import', await staff());
    expect(JSON.parse(ran.out)).toMatchObject({ outcome: 'staged', mode: 'bulk', counts: { new: 30 } });
    const shown = await safekeep({ DATABASE_URL: db.ownerUrl }, '--json', 'roster', 'show', '--all');
    expect(JSON.parse(shown.out).new).toHaveLength(30);
  });

  it('a file that is not taken fails with one line that says what to do, and no value from inside', async () => {
    const ran = await roster(
      'import',
      await fileOf('staff_ext.csv', staffFile(people, { [at(3).key]: { groups: '123-45-6789' } })),
    );
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('staff_ext.csv, line 5, column 10 (“groups”)');
    expect(ran.err).not.toContain('6789');
    expect(await roster('import', '/nowhere/users.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not there'),
    });
    expect((await roster('import', await staff(), '--map', 'colour=Hue')).err).toContain(
      '--map names one of',
    );
  });

  it('C-05: who is gone stays until somebody with a name says otherwise; a file that lacks many needs its number', async () => {
    await roster('import', await staff());
    await roster('confirm');
    await roster('import', await staff(people.slice(0, 25)));
    const bare = await roster('confirm', '--all-gone-left', '--by', 'grace@legacyprep.example');
    expect(bare).toMatchObject({ code: 1, err: expect.stringContaining('--lacks 5') });
    expect(await roster('confirm', '--all-gone-left', '--lacks', '5')).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('--by') },
    });
    expect(await emails()).toHaveLength(30);
    expect(await roster('confirm', '--lacks', '5')).toMatchObject({ code: 0 });
    expect(await emails()).toHaveLength(30);
    expect((await roster('gone')).out.split('\n')).toHaveLength(5);
    const some = ['gone', '--left', at(26).email, '--kept', at(27).email] as const;
    expect(await roster(...some)).toMatchObject({ code: 1, err: expect.stringContaining('--by') });
    expect(await roster(...some, '--by', at(1).email)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Human Resources'),
    });
    expect(await roster(...some, '--day', '2026-10-30', '--by', 'grace@legacyprep.example')).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await emails('left')).toEqual([at(26).email]);
    expect((await roster('gone')).out.split('\n')).toHaveLength(3);
  });

  it('refuse throws the file away', async () => {
    await roster('import', await staff());
    expect(await roster('refuse', '--by', 'grace@legacyprep.example')).toMatchObject({ code: 0 });
    expect((await roster('confirm')).err).toContain('No roster file waits');
    expect(await emails()).toEqual([]);
  });

  it('the sample district takes invented people only, unless somebody vouches for them', async () => {
    await arrange(db.store, markAsSample);
    const real = await fileOf(
      'staff_ext.csv',
      staffFile([...people, { ...at(0), key: 'x', employeeId: '1', email: 'somebody@district.org' }]),
    );
    expect(await roster('import', real)).toMatchObject({
      code: 1,
      err: expect.stringContaining('add --sample'),
    });
    expect(await roster('import', await staff())).toMatchObject({ code: 0 });
    expect(await roster('import', real, '--sample')).toMatchObject({ code: 0 });
  });

  it('shows a bar on a terminal, and a line now and then elsewhere', async () => {
    const file = await fileOf('staff_ext.csv', staffFile(inventedStaff(12_000, 3)));
    const drawn: string[] = [];
    const shell = { out: () => undefined, err: () => undefined, environment: { DATABASE_URL: db.ownerUrl } };
    await runCli(['roster', 'import', file], { ...shell, redraw: (line) => drawn.push(line) });
    expect(drawn.some((line) => /^Checking {3}\[#+-*\] +\d+ %$/.test(line))).toBe(true);
    expect(drawn.some((line) => /^Reading .*100 %$/.test(line))).toBe(true);
    expect(drawn.at(-1)).toBe('');
    const plain = await roster('refuse').then(() => roster('import', file));
    expect(plain.err.split('\n').every((line) => /^(Checking|Reading|Comparing) \d+ %$/.test(line))).toBe(
      true,
    );
    expect(plain.err.split('\n').length).toBeLessThan(16);
  });
});
