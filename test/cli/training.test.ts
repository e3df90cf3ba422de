/** `safekeep training import`: proposals from an export, and a kind sentence for each mistake. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { safekeep } from '../support/cli.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { givenPerson } from '../support/people.ts';

let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-training-'));
  await givenPerson(db.store, { email: 'ada@legacy.example' });
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, content);
  return at;
}

const imports = (...argv: readonly string[]) =>
  safekeep({ DATABASE_URL: db.ownerUrl }, 'training', 'import', ...argv);

it('says which rows it proposes, and why not the others', async () => {
  const given = await file(
    'export.csv',
    'Mail,Title,Date\nada@legacy.example,Privacy 101,2026-01-12\nada@legacy.example,Pottery,2026-01-13\n',
  );
  const missing = await imports(given);
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.out).toContain('No column of the file gives: email. Its columns are: Mail, Title, Date.');
  const ran = await imports(given, '--map', 'email=Mail', '--course', 'Privacy 101=fundamentals');
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('1 of 2 rows are proposed');
  expect(ran.out).toContain('“Pottery” (1) is no training of the plan');
  expect(await db.store.db.trainingCompletion.findMany({ select: { state: true } })).toEqual([
    { state: 'waits' },
  ]);
  expect((await imports(given)).out).toContain('was read before');
});

it.each([
  ['a file that is not there', ['/nowhere/export.csv'], 'is not there'],
  ['a field that is none', ['x.csv', '--map', 'shoe=Size'], 'not “shoe”'],
  ['a training that is none', ['x.csv', '--course', 'Pottery=pottery'], 'The plan has no training “pottery”'],
  ['half of a pair', ['x.csv', '--course', 'Pottery'], 'It looks like this'],
])('%s gets a sentence, and exit code 1', async (_what, argv, says) => {
  const ran = await imports(...argv);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain(says);
});
