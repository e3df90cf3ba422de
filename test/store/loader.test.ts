import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoader } from '../../src/store/loader.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('create table loaded (n int primary key, words text, sure boolean, many text[])');
  await owner.query('grant all on loaded to safekeep_app');
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

const columns = ['n', 'words', 'sure', 'many'];

async function loaded() {
  const { rows } = await owner.query('select * from loaded order by n');
  return rows;
}

describe('loading rows with COPY', () => {
  it('keeps every character, nothing as null, and lists as lists', async () => {
    const words = 'tab\there, line\nbreak, return\r, back\\slash, \\N, “quotes" and 𝄞';
    await createLoader(database.url)('loaded', columns, [
      [1, words, true, ['a "b"', 'c\\d', '{e,f}', '']],
      [2, undefined, false, undefined],
      [3, '', undefined, []],
    ]);
    expect(await loaded()).toEqual([
      { n: 1, words, sure: true, many: ['a "b"', 'c\\d', '{e,f}', ''] },
      { n: 2, words: null, sure: false, many: null },
      { n: 3, words: '', sure: null, many: [] },
    ]);
  });

  it('keeps none of the rows when one is refused, and says so', async () => {
    const before = await loaded();
    async function* rows() {
      for (let n = 10; n < 20_000; n += 1) yield [n, 'x'.repeat(50), true, undefined];
      yield [10, 'twice', true, undefined];
    }
    await expect(createLoader(database.url)('loaded', columns, rows())).rejects.toMatchObject({
      code: '23505',
    });
    expect(await loaded()).toEqual(before);
  });

  it('keeps none of the rows when they break off, and gives the reason as it was', async () => {
    const before = await loaded();
    async function* rows() {
      for (let n = 100; n < 5_000; n += 1) yield [n, 'x'.repeat(50), true, undefined];
      throw new Error('the file changed');
    }
    await expect(createLoader(database.url)('loaded', columns, rows())).rejects.toThrow('the file changed');
    expect(await loaded()).toEqual(before);
  });

  it('works as the application, which may not write the audit trail', async () => {
    await expect(
      createLoader(database.url)('audit_entry', ['seq', 'line', 'hash'], [[99, 'x', 'y']]),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
