/**
 * What the import is held against: csv-parse, COPY, one merge into the same table, with the same triggers; nothing looked
 * at, nothing asked, no history.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import pg from 'pg';
import { createLoader } from '../../src/store/loader.ts';
import { measured } from './peak.ts';

const { DATABASE_URL: url = '', ROSTER_FILE: file = '' } = process.env;
const columns = [
  'id',
  'email',
  'employee_id',
  'name',
  'role',
  'school',
  'supervisor_email',
  'hire_date',
  'data_access',
];

async function* rows() {
  const parser = createReadStream(file).pipe(parse({ columns: true }));
  for await (const row of parser as AsyncIterable<Record<string, string>>)
    yield [
      ...[randomUUID(), row.email, row.employee_id, row.name, row.role, row.school, row.supervisor_email],
      ...[row.hire_date, row.data_access],
    ];
}

const merge = `
  with made as (
    insert into building (id, name) select gen_random_uuid()::text, s.school from (select distinct school from incoming) s
    on conflict (name) do nothing returning id, name),
  schools as (select id, name from made union all select id, name from building)
  insert into person (id, name, email, employee_id, job_title, person_type, building_id, supervisor_id, hire_date,
                      status, data_access)
  select i.id, i.name, i.email, i.employee_id, i.role, 'employee', b.id, s.id, i.hire_date::date, 'active',
         i.data_access = 'y'
    from incoming i left join schools b on b.name = i.school left join incoming s on s.email = i.supervisor_email
  on conflict (email) do update set name = excluded.name, job_title = excluded.job_title,
    building_id = excluded.building_id, hire_date = excluded.hire_date, data_access = excluded.data_access`;

async function main(): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create unlogged table incoming (${columns.map((one) => `${one} text`).join(', ')})`);
  await client.query('grant all on incoming to public');
  await measured(async () => {
    await createLoader(url)('incoming', columns, rows());
    await client.query(merge);
  });
  await client.end();
}

await main();
