/** The `safekeep` command: what it prints, and that it fails loudly when it did not do what was asked. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settings } from '../../src/config.ts';
import { Temporal } from '../../src/kernel/clock.ts';
import { markAsSample } from '../../src/store/settings.ts';
import { safekeep } from '../support/cli.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { arrange, givenPerson } from '../support/people.ts';

const open: TestDatabase[] = [];
afterEach(() => Promise.all(open.splice(0).map((db) => db.drop())));

async function database(): Promise<TestDatabase> {
  const db = await testDatabase();
  open.push(db);
  return db;
}

/** One for all that is refused, since none of it writes. */
let untouched: Promise<TestDatabase> | undefined;
afterAll(async () => (await untouched)?.drop());

function empty(): Promise<TestDatabase> {
  untouched ??= testDatabase();
  return untouched;
}

const settingsOf = (db: TestDatabase) => ({ DATABASE_URL: db.ownerUrl });

const founders = [
  ...['--sdm', 'Maria Lopez <Maria@district.example>'],
  ...['--coordinator', 'Ben Ode <ben@district.example>'],
  ...['--hr', 'Maria Lopez <maria@district.example>'],
];

describe('safekeep init', () => {
  it('sets up an empty store as the pack’s district with its first people', async () => {
    const db = await database();
    const ran = await safekeep(settingsOf(db), 'init', ...founders);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Legacy Preparatory Academy is set up with its first people.');
    const people = await db.store.db.person.findMany({ include: { roles: true }, orderBy: { email: 'asc' } });
    expect(people.map(({ name, email, roles }) => [name, email, roles.map((r) => r.role).sort()])).toEqual([
      ['Ben Ode', 'ben@district.example', ['coordinator_data_stats']],
      ['Maria Lopez', 'maria@district.example', ['hr', 'student_data_manager']],
    ]);
    const again = await safekeep(settingsOf(db), 'init', ...founders);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/holds people already/);
    expect(await db.store.db.person.count()).toBe(2);
    expect(await safekeep(settingsOf(db), 'audit', 'verify')).toMatchObject({ code: 0 });
  });

  it('seeds the sample district, once', async () => {
    const db = await database();
    expect(await safekeep(settingsOf(db), 'init', '--sample')).toMatchObject({ code: 0, err: '' });
    const people = await db.store.db.person.count();
    expect(people).toBeGreaterThanOrEqual(40);
    expect(await safekeep(settingsOf(db), 'init', '--sample')).toMatchObject({ code: 1, out: '' });
    expect(await safekeep(settingsOf(db), 'init', ...founders)).toMatchObject({ code: 1, out: '' });
    expect(await db.store.db.person.count()).toBe(people);
  });

  it.each([
    [['init'], /--sdm "Name <mail>" --coordinator/],
    [['init', ...founders.slice(2)], /--sdm "Name <mail>" --coordinator/],
    [['init', '--sample', ...founders], /leave the others out/],
    [['init', '--sdm', 'Maria', ...founders.slice(2)], /--sdm looks like this/],
    [['init', '--sdm', 'Maria <not mail>', ...founders.slice(2)], /--sdm looks like this/],
  ])('%j says what is missing, and writes nothing', async (argv, says) => {
    const db = await empty();
    const ran = await safekeep(settingsOf(db), ...argv);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(says);
    expect(await db.store.db.person.count()).toBe(0);
  });
});

describe('safekeep jobs', () => {
  it('lists every job, with its last run', async () => {
    const db = await database();
    await safekeep(settingsOf(db), 'jobs', 'run', 'audit-head');
    const ran = await safekeep(settingsOf(db), 'jobs', 'list', '--json');
    const jobs = JSON.parse(ran.out) as { name: string; outcome: string | null }[];
    expect(jobs).toContainEqual(expect.objectContaining({ name: 'audit-head', outcome: 'ran' }));
    expect(jobs).toContainEqual(
      expect.objectContaining({ name: 'spent-keys', outcome: null, lastRun: null }),
    );
  });

  it('run does nothing the second time for one instant', async () => {
    const db = await database();
    const first = await safekeep(settingsOf(db), 'jobs', 'run', 'audit-head', '--at', '2026-01-05T08:00');
    expect(first.out).toMatch(/^audit-head as of 2026-01-05T15:00:00Z\n {2}The audit trail stands at \d+:/);
    const second = await safekeep(settingsOf(db), 'jobs', 'run', 'audit-head', '--at', '2026-01-05T08:00');
    expect(second.out).toBe('audit-head as of 2026-01-05T15:00:00Z\n  nothing was due');
  });

  it('run --at later than now needs --dry-run, which keeps nothing', async () => {
    const db = await database();
    const later = Temporal.Now.instant()
      .add({ hours: 24 * 40 })
      .toString();
    const refused = await safekeep(settingsOf(db), 'jobs', 'run', 'audit-head', '--at', later);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/needs --dry-run/);
    const tried = await safekeep(settingsOf(db), 'jobs', 'run', 'audit-head', '--at', later, '--dry-run');
    expect(tried.code).toBe(0);
    expect(tried.out).toMatch(/dry run: nothing is kept/);
    expect(await db.store.db.jobRun.count()).toBe(0);
    expect(await db.store.db.setting.count({ where: { key: { startsWith: 'audit-head' } } })).toBe(0);
  });

  it('run --at later than now is allowed on a sample database', async () => {
    const db = await database();
    await arrange(db.store, markAsSample);
    const later = Temporal.Now.instant()
      .add({ hours: 24 * 40 })
      .toString();
    const ran = await safekeep(settingsOf(db), 'jobs', 'run', 'audit-head', '--at', later);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(await db.store.db.jobRun.count()).toBe(1);
  });

  it.each([
    [['jobs', 'run', 'no-such-job'], /There is no job "no-such-job". There are: /],
    [['jobs', 'run', 'audit-head', '--at', 'tomorrow'], /--at is an instant such as/],
    [['jobs', 'run', 'audit-head', '--at', '2026-02-30T08:00'], /--at is an instant such as/],
  ])('%j says what to do instead', async (argv, says) => {
    const ran = await safekeep(settingsOf(await empty()), ...argv);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(says);
  });
});

describe('safekeep audit', () => {
  let db: TestDatabase;
  let head: string;
  beforeEach(async () => {
    db = await database();
    for (let i = 0; i < 5; i += 1)
      await arrange(db.store, async (tx) => tx.audit({ what: 'test.happened', facts: { i } }));
    head = (await safekeep(settingsOf(db), 'audit', 'head')).out;
  });

  async function tamper(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: db.ownerUrl });
    await client.connect();
    await client.query(`SET session_replication_role = replica; ${sql}`);
    await client.end();
  }

  it('verify proves a whole chain, with and without its mark', async () => {
    expect(await safekeep(settingsOf(db), 'audit', 'verify', '--anchor', head)).toMatchObject({ code: 0 });
    const ran = await safekeep(settingsOf(db), 'audit', 'verify', '--json');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toEqual({ ok: true, entries: Number(head.split(':')[0]), head });
  });

  it.each([
    ['changed', `UPDATE audit_entry SET line = replace(line, '"i":3', '"i":9')`, /entry 4 was changed/],
    ['removed', 'DELETE FROM audit_entry WHERE seq = 3', /entry 3 was removed/],
  ])('verify names the first entry that was %s, and fails', async (_what, sql, says) => {
    await tamper(sql);
    const ran = await safekeep(settingsOf(db), 'audit', 'verify');
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(says);
  });

  it('verify --anchor shows a tail that was cut together with the head', async () => {
    await tamper(`DELETE FROM audit_entry WHERE seq > 4;
      UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_entry WHERE seq = 4)`);
    expect(await safekeep(settingsOf(db), 'audit', 'verify')).toMatchObject({ code: 0 });
    const ran = await safekeep(settingsOf(db), 'audit', 'verify', '--anchor', head);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/entry 5 and all after it are missing/);
  });

  it('verify --anchor refuses what is not a mark', async () => {
    const ran = await safekeep(settingsOf(db), 'audit', 'verify', '--anchor', '12');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/64 hex digits/);
  });
});

describe('safekeep outbox undelivered', () => {
  it('lists what can never arrive, to whom and why', async () => {
    const db = await database();
    const { id, name } = await givenPerson(db.store);
    await arrange(db.store, async (tx) => tx.notify({ notice: 'request.filed', to: { personId: id } }));
    await arrange(db.store, (tx) =>
      tx.db.outbox.updateMany({ data: { state: 'undeliverable', reason: 'the app is not installed there' } }),
    );
    const ran = await safekeep(settingsOf(db), 'outbox', 'undelivered');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toBe(`2020-01-01T00:00:00Z  request.filed  to ${name}: the app is not installed there`);
  });
});

describe('without a database', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'safekeep-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('policy check passes a good pack and names every problem of a bad one', async () => {
    expect(await safekeep({}, 'policy', 'check', 'legacy-ut')).toMatchObject({ code: 0, err: '' });
    const file = path.join(folder, 'bad.yaml');
    await writeFile(file, 'pack:\n  id: Bad Id\n');
    const ran = await safekeep({}, 'policy', 'check', file, '--json');
    expect(ran.code).toBe(1);
    const { ok, problems } = JSON.parse(ran.out) as { ok: boolean; problems: { file: string }[] };
    expect(ok).toBe(false);
    expect(problems.length).toBeGreaterThan(1);
    expect(problems.every((problem) => problem.file === 'bad.yaml')).toBe(true);
  });

  it('policy check says so when there is no such file', async () => {
    const ran = await safekeep({}, 'policy', 'check', path.join(folder, 'none.yaml'));
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/none\.yaml/);
  });

  it('env prints every setting', async () => {
    const ran = await safekeep({}, 'env');
    expect(ran.code).toBe(0);
    for (const { name } of settings) expect(ran.out).toContain(`\`${name}\``);
  });

  it.each([[['no-such-command']], [['jobs']], [['jobs', 'run']], [[]]])(
    '%j is answered with what there is, and fails',
    async (argv) => {
      const ran = await safekeep({}, ...argv);
      expect(ran.code).not.toBe(0);
      expect(ran.err).not.toBe('');
    },
  );

  it('help is no failure', async () => {
    const ran = await safekeep({}, '--help');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('policy');
  });

  it('says which setting is wrong, and never its value', async () => {
    const ran = await safekeep({ DATABASE_URL: 'mysql://user:hunter2@host/db' }, 'audit', 'head');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/^DATABASE_URL must look like/);
    expect(ran.err).not.toContain('hunter2');
  });
});
