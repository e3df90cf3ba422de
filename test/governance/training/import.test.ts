import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/app/person.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { feature as training } from '../../../src/governance/training/feature.ts';
import { proposeFromExport } from '../../../src/governance/training/propose.ts';
import { readDate } from '../../../src/governance/training/rules/pd-export.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { type FrontDoor, frontDoor } from '../../support/front-door.ts';
import { givenPerson } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let policy: Policy;
let door: FrontDoor;
let folder: string;
let keeper: Person;

beforeAll(async () => {
  database = await testDatabase();
  policy = await legacyPolicy();
  folder = await mkdtemp(path.join(tmpdir(), 'safekeep-pd-'));
  door = frontDoor({ store: database.store, policy, clock, features: [people, training] });
  const given = (name: string, email: string) =>
    givenPerson(database.store, { name, email, jobTitle: `Teacher ${name}` });
  await given('Ada', 'ada@legacy.example');
  await given('Ben', 'ben@legacy.example');
  keeper = await givenPerson(database.store, {
    name: 'Hanna Records',
    email: 'hanna@legacy.example',
    roles: ['hr'],
  });
});
afterAll(() => database.drop());

const nothing = { columns: {}, courses: {} };

async function reads(
  name: string,
  content: string | Buffer,
  said = nothing as Parameters<typeof proposeFromExport>[2],
) {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return proposeFromExport({ store: database.store, policy }, file, said, clock.now());
}

const stored = () => database.store.db.trainingCompletion.count();

describe('C-08: an export of a training system only proposes', () => {
  it('a column that must be there and is not is named, with those that are', async () => {
    expect(await reads('none.csv', 'Who,What\nada@legacy.example,Fundamentals\n')).toEqual({
      kind: 'no-column',
      missing: ['email', 'title', 'date'],
      header: ['Who', 'What'],
    });
  });

  it('what looks like a Social Security number stops it before anything is stored', async () => {
    await expect(
      reads('ssn.csv', 'Email,Title,Date,SSN\nada@legacy.example,fundamentals,2026-11-01,\n'),
    ).rejects.toMatchObject({ problem: { kind: 'ssn-column' } });
    await expect(
      reads('ssn2.csv', 'Email,Title,Date,Note\nada@legacy.example,fundamentals,2026-11-01,219-09-9999\n'),
    ).rejects.toMatchObject({ problem: { kind: 'ssn-value', line: 2 } });
    expect(await stored()).toBe(0);
  });

  it('rows are proposed, waiting; each other row is counted with its reason; the layout is kept', async () => {
    const rows = [
      'Staff Mail\tActivity\tCompleted On\tStatus\tLocation',
      'ADA@legacy.example\tData Security and Privacy Fundamentals\t11/05/2026\tCompleted\tLibrary',
      'ada@legacy.example\tData Security and Privacy Fundamentals\t2026-11-05\tAttended\tLibrary',
      'ben@legacy.example\tPrivacy 101\t11/6/26 3:30 PM\tComplete\t',
      'ben@legacy.example\tPottery\t2026-11-07\tCompleted\t',
      'ben@legacy.example\tPrivacy 101\t2026-11-08\tNo show\t',
      'ben@legacy.example\tPrivacy 101\t2026-12-24\tCompleted\t',
      'ben@legacy.example\tPrivacy 101\t31/12/2025\tCompleted\t',
      'nobody@elsewhere.example\tPrivacy 101\t2026-11-08\tCompleted\t',
      'hanna@legacy.example\tPrivacy 101\t2026-11-09\tCompleted\t',
    ];
    const said = { columns: { email: 'Staff Mail' }, courses: { 'privacy 101': 'fundamentals' } };
    const proposed = await reads('export.txt', `\ufeff${rows.join('\r')}\r`, said);
    expect(proposed).toMatchObject({
      kind: 'proposed',
      counts: {
        rows: 9,
        proposed: 3,
        alreadyKnown: 1,
        notCompleted: 1,
        unknownPeople: 1,
        unknownCourses: 1,
        faulty: 2,
      },
    });
    expect(JSON.stringify(proposed)).toContain('Pottery');
    expect(
      await database.store.db.trainingCompletion.groupBy({ by: ['state', 'way'], _count: true }),
    ).toEqual([{ state: 'waits', way: 'import', _count: 3 }]);
    // named once, known from then on
    const again = await reads(
      'next.txt',
      `${rows[0]}\nben@legacy.example\tPrivacy 101\t2026-11-19\tCompleted\t\n`,
    );
    expect(again).toMatchObject({ kind: 'proposed', counts: { proposed: 1 } });
    expect(await reads('copy.txt', `\ufeff${rows.join('\r')}\r`, said)).toEqual({ kind: 'known' });
  });

  it('a person confirms them as a whole, except their own', async () => {
    const list = await door.types(keeper.id, '/training waiting');
    expect(JSON.stringify(list)).toContain('Import: export.txt');
    const { id } = await database.store.db.trainingImport.findFirstOrThrow({
      where: { fileName: 'export.txt' },
    });
    const page = await door.does(keeper.id, {
      kind: 'document',
      document: 'training.import',
      subject: { import: id },
    });
    expect(JSON.stringify(page)).toContain('export.txt, line 2');
    const confirmed = await door.presses(keeper.id, 'training.import.confirm', { import: id });
    expect(confirmed).toMatchObject({
      kind: 'done',
      tone: 'good',
      text: expect.stringContaining('2 trainings'),
    });
    expect(await door.presses(keeper.id, 'training.import.confirm', { import: id })).toMatchObject({
      tone: 'warning',
    });
    const states = await database.store.db.trainingCompletion.groupBy({
      by: ['state'],
      where: { importId: id },
      _count: true,
      orderBy: { state: 'asc' },
    });
    expect(states).toEqual([
      { state: 'confirmed', _count: 2 },
      { state: 'waits', _count: 1 },
    ]);
  });

  it('is nobody’s to confirm who does not keep the register', async () => {
    const teacher = await givenPerson(database.store);
    const { id } = await database.store.db.trainingImport.findFirstOrThrow();
    expect(await door.presses(teacher.id, 'training.import.confirm', { import: id })).toMatchObject({
      tone: 'warning',
    });
    expect(
      await door.does(teacher.id, { kind: 'document', document: 'training.import', subject: { import: id } }),
    ).toMatchObject({ kind: 'done', tone: 'warning' });
  });
});

it.each([
  ['2026-02-28', '2026-02-28'],
  ['2026-02-29', undefined],
  ['2024-2-29T08:00', '2024-02-29'],
  ['2/29/2024', '2024-02-29'],
  ['12/31/25', '2025-12-31'],
  ['31/12/2025', undefined],
  ['soon', undefined],
])('the date “%s” is read as %s', (text, day) => {
  expect(readDate(text)).toBe(day);
});
