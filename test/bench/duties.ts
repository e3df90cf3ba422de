/** The daily sweeps over 100,000 people with four duties each, beside plain SQL. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createLog } from '../../src/kernel/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Measured } from './figures.ts';
import type { Told } from './peak.ts';

export interface DutiesBench {
  readonly measured: readonly Measured[];
  /** What it took in memory, a sentence a run. */
  readonly memory: readonly string[];
}

/** A working Tuesday, and one a year later on which everything is overdue and nobody was told yet. */
const opening = '2026-08-04T15:00:00Z';
const overdue = '2028-08-08T15:00:00Z';
const dutiesEach = 4;
const baselineRounds = 3;

export async function measureDuties(people: number): Promise<DutiesBench> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-bench-duties-'));
  // Run as root, the server works as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const embedded = await startEmbedded({ dataDir: folder, log: createLog('silent') });
  try {
    const admin = new pg.Client({ connectionString: embedded.ownerUrl });
    await admin.connect();
    await admin.query('create database duties');
    await admin.end();
    const url = new URL(embedded.ownerUrl);
    url.pathname = '/duties';
    await migrate(url.toString());
    return await measure(url.toString(), people);
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, people: number): Promise<DutiesBench> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    await fill(db, people);
    const sweep = (jobs: string, at: string) => ours(url, jobs, at);
    const opened = await sweep('agreement-versions,duties', opening);
    await expectCount(db, 'obligation', people * dutiesEach);
    const openedBare = await copied(db, ['obligation']);
    const again = await sweep('agreement-versions,duties', opening);
    await expectCount(db, 'obligation', people * dutiesEach);
    const againBare = await timed(db, baselineRounds, whoLacksADuty);
    const told = await sweep('reminders', overdue);
    await expectCount(db, 'outbox', people);
    const toldBare = await copied(db, ['outbox', 'obligation']);
    const toldAgain = await sweep('reminders', overdue);
    await expectCount(db, 'outbox', people);
    const toldAgainBare = await timed(db, baselineRounds, whatIsDue);
    const one = (what: string, run: Told, bare: readonly number[], limit: number): Measured => ({
      ...{ what, ours: [run.ms], bare, limit },
    });
    return {
      measured: [
        one('what is owed, first run', opened, openedBare, 4),
        one('what is owed, nothing new', again, againBare, 3),
        one('reminders, first run', told, toldBare, 4),
        one('reminders, nothing new', toldAgain, toldAgainBare, 3),
      ],
      memory: [say('what is owed, first run', opened), say('reminders, first run', told)],
    };
  } finally {
    await db.end();
  }
}

/** Hired over nine years; the targeted training by a group, so that everybody owes all four. */
async function fill(db: pg.Client, people: number): Promise<void> {
  await db.query(
    `insert into person (id, name, email, job_title, person_type, hire_date, status, data_access, groups)
     select gen_random_uuid()::text, 'Person ' || n, 'p' || n || '@bench.example', 'Teacher', 'employee',
            date '2017-11-01' + (n * 7919 % 3190), 'active', true, '{everybody}'
       from generate_series(1, $1::int) n`,
    [people],
  );
  await db.query(
    `insert into duty_naming (id, duty, group_name, named_on, named_by_id)
     select gen_random_uuid()::text, 'targeted_training', 'everybody', date '2026-08-03', id from person limit 1`,
  );
  await db.query(
    `insert into setting (key, value) values ('reminders', '{"on":true,"by":null,"at":"2026-08-01T00:00:00Z"}')`,
  );
  await db.query('analyze');
}

async function ours(url: string, jobs: string, at: string): Promise<Told> {
  const child = fork(fileURLToPath(new URL('duties-ours.ts', import.meta.url)), [], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: url, JOBS: jobs, AT: at },
  });
  let told: Told | undefined;
  child.on('message', (message) => {
    told = message as Told;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0 || !told) throw new Error(`duties-ours.ts ended with ${code}`);
  return told;
}

/** The same rows into empty tables with the same indexes: one INSERT … SELECT for each table. */
async function copied(db: pg.Client, tables: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < baselineRounds; round += 1) {
    for (const name of tables) {
      await db.query(`drop table if exists same_${name}`);
      await db.query(`create table same_${name} (like ${name} including all)`);
      await db.query(`alter table same_${name} add foreign key (person_id) references person (id)`);
    }
    await db.query('checkpoint');
    const begun = performance.now();
    for (const name of tables) await db.query(`insert into same_${name} select * from ${name}`);
    times.push(performance.now() - begun);
    for (const name of tables) await db.query(`drop table same_${name}`);
  }
  return times;
}

/** Everybody and every duty that binds them, without an open one. */
const whoLacksADuty = `
  select p.id, d.duty from person p
   cross join (values ('aup'), ('nda'), ('fundamentals'), ('targeted_training')) d (duty)
    left join obligation o on o.person_id = p.id and o.duty = d.duty and o.met_at is null and o.replaced_at is null
   where p.status = 'active' and o.id is null`;

/** What is open and due of people who work here; counted, so that nothing but the finding is measured. */
const whatIsDue = `
  select count(*) from (
    select o.id, o.person_id from obligation o join person p on p.id = o.person_id
     where o.met_at is null and o.replaced_at is null and o.due_on <= date '2028-08-08' and p.status = 'active') due`;

async function timed(db: pg.Client, rounds: number, sql: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await db.query(sql);
    times.push(performance.now() - begun);
  }
  return times;
}

async function expectCount(db: pg.Client, name: string, count: number): Promise<void> {
  const { rows } = await db.query(`select count(*)::int as count from ${name}`);
  if (rows[0]?.count !== count) throw new Error(`${name} holds ${rows[0]?.count} rows instead of ${count}`);
}

function say(what: string, told: Told): string {
  return `${what}: at most ${told.peak.toFixed(0)} MB resident, ${(told.peak - told.before).toFixed(0)} MB more than before it began`;
}
