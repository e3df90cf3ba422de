/** Sweeps: pages, dry runs, one runner over all instances, one catch-up after an outage. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/app/feature.ts';
import { type JobDeps, runJob, tryJob } from '../../src/jobs/run-job.ts';
import { createScheduler, isDue } from '../../src/jobs/scheduler.ts';
import { holdJob, type LastRun, lastRuns } from '../../src/jobs/store.ts';
import { fixedClock, Temporal } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { gate } from '../support/gate.ts';
import { givenPerson, sceneOf } from '../support/people.ts';
import { legacyPolicy } from '../support/policy.ts';

let db: TestDatabase;
let policy: Policy;
let personId: string;
const clock = fixedClock('2026-11-02T16:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
  personId = (await givenPerson(db.store)).id;
});
afterAll(() => db.drop());

beforeEach(async () => {
  clock.set('2026-11-02T16:00:00Z');
  await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, async (tx) => {
    await tx.db.jobRun.deleteMany();
    await tx.db.setting.deleteMany();
    await tx.db.outbox.deleteMany();
  });
});

function deps(): JobDeps {
  const { directory, house, policyOf } = sceneOf({ store: db.store, policy, clock });
  return { store: db.store, scene: { directory, house, policy, policyOf }, clock };
}

/** Marks settings `one` … as done, two a page, and tells one person of each. */
function marking(names: readonly string[], over: Partial<Job> = {}): Job {
  return {
    name: 'marking',
    summary: 'Marks what is not marked',
    everyMinutes: 60,
    async run({ tx }) {
      const marked = await tx.db.setting.findMany();
      const left = names.filter((name) => !marked.some((row) => row.key === name));
      const page = left.slice(0, 2);
      for (const key of page) {
        await tx.db.setting.create({ data: { key, value: tx.now.toString() } });
        tx.notify({ notice: 'test.marked', to: { personId } });
      }
      return { did: page.map((key) => `marked ${key}`), more: left.length > page.length };
    },
    ...over,
  };
}

const five = ['a', 'b', 'c', 'd', 'e'];
const marks = () => db.store.db.setting.findMany({ orderBy: { key: 'asc' } });

describe('a sweep', () => {
  it('goes on page by page until nothing is due, and says what it did', async () => {
    const report = await runJob(deps(), marking(five), clock.now());
    expect(report).toMatchObject({ outcome: 'ran', notices: 5 });
    expect(report.did).toEqual(five.map((name) => `marked ${name}`));
    expect(await db.store.db.outbox.count()).toBe(5);
  });

  it('does nothing the second time for one instant', async () => {
    await runJob(deps(), marking(five), clock.now());
    expect(await runJob(deps(), marking(five), clock.now())).toMatchObject({ did: [], notices: 0 });
    expect(await db.store.db.outbox.count()).toBe(5);
  });

  it('sees the instant it is run for, not the one it is run at', async () => {
    await runJob(deps(), marking(['a']), Temporal.Instant.from('2026-12-26T15:00:00Z'));
    expect((await marks())[0]?.value).toBe('2026-12-26T15:00:00Z');
  });

  it('keeps nothing and tells nobody in a dry run', async () => {
    const report = await tryJob(deps(), marking(five), clock.now());
    expect(report).toMatchObject({ outcome: 'would', notices: 5, more: false });
    expect(report.did).toHaveLength(5);
    expect(await marks()).toEqual([]);
    expect(await db.store.db.outbox.count()).toBe(0);
    expect(await lastRuns(db.store)).toEqual([]);
  });

  it('keeps the pages before a failing one, and says that it failed', async () => {
    const job = marking(five);
    let pages = 0;
    const failing: Job = {
      ...job,
      run(sweep) {
        pages += 1;
        if (pages === 2) throw new Error('a bug');
        return job.run(sweep);
      },
    };
    await expect(runJob(deps(), failing, clock.now())).rejects.toThrow('a bug');
    expect((await marks()).map((row) => row.key)).toEqual(['a', 'b']);
    expect(await lastRuns(db.store)).toMatchObject([{ name: 'marking', outcome: 'failed' }]);
  });

  it('stands back while another instance runs it', async () => {
    await db.store.transact({ personId: null, surface: 'job:marking', now: clock.now() }, async (other) => {
      expect(await holdJob(other, 'marking')).toBe(true);
      expect(await runJob(deps(), marking(five), clock.now())).toMatchObject({ outcome: 'busy', did: [] });
    });
    expect(await marks()).toEqual([]);
  });

  it('marks each thing once when two instances run it at once', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => runJob(deps(), marking(five), clock.now())));
    await runJob(deps(), marking(five), clock.now());
    expect(reports.some((report) => report.did.length > 0)).toBe(true);
    expect(await marks()).toHaveLength(5);
    expect(await db.store.db.outbox.count()).toBe(5);
  });
});

describe('the scheduler', () => {
  const log = createLog('silent');
  const scheduler = (...jobs: Job[]) => createScheduler({ ...deps(), jobs, log });

  it('runs what is due, and not again before its time', async () => {
    const one = scheduler(marking(five));
    expect(await one.runDue(clock.now())).toHaveLength(1);
    clock.set('2026-11-02T16:59:00Z');
    expect(await one.runDue(clock.now())).toEqual([]);
    clock.set('2026-11-02T17:00:00Z');
    expect(await one.runDue(clock.now())).toHaveLength(1);
  });

  it('T9: after a long outage each job runs once, not once for every run it missed', async () => {
    const one = scheduler(marking(five));
    await one.runDue(clock.now());
    clock.set('2026-12-02T16:00:00Z');
    expect(await one.runDue(clock.now())).toHaveLength(1);
    expect(await one.runDue(clock.now())).toEqual([]);
  });

  it('goes on with the other jobs when one fails, and tries that one again in five minutes', async () => {
    let calls = 0;
    const failing = marking([], {
      name: 'failing',
      run() {
        calls += 1;
        throw new Error('a bug');
      },
    });
    const one = scheduler(failing, marking(['a']));
    expect(await one.runDue(clock.now())).toMatchObject([{ job: 'marking' }]);
    clock.set('2026-11-02T16:04:00Z');
    await one.runDue(clock.now());
    expect(calls).toBe(1);
    clock.set('2026-11-02T16:05:00Z');
    await one.runDue(clock.now());
    expect(calls).toBe(2);
  });

  it('never overlaps itself, and finishes what is in hand before it stops', async () => {
    const release = gate();
    const begun = gate();
    const job = marking(['a']);
    const slow: Job = {
      ...job,
      async run(sweep) {
        begun.open();
        await release.opened;
        return job.run(sweep);
      },
    };
    const one = scheduler(slow);
    const first = one.runDue(clock.now());
    await begun.opened;
    expect(await one.runDue(clock.now())).toEqual([]);
    const stopped = one.stop();
    release.open();
    await stopped;
    expect(await first).toHaveLength(1);
    expect(await marks()).toHaveLength(1);
  });
});

describe('when a job is due', () => {
  const at = (text: string) => Temporal.Instant.from(`2026-11-02T${text}Z`);
  const hourly = marking([]);
  const run = (asOf: string, startedAt: string, over: Partial<LastRun> = {}): LastRun => ({
    name: 'marking',
    asOf: at(asOf),
    startedAt: at(startedAt),
    endedAt: at(startedAt),
    outcome: 'ran',
    ...over,
  });
  it.each<[string, LastRun | undefined, string, boolean]>([
    ['it never ran', undefined, '12:00', true],
    ['it ran less than its interval ago', run('12:00', '12:00'), '12:59', false],
    ['it ran its interval ago', run('12:00', '12:00'), '13:00', true],
    [
      'this tick came earlier in its minute than the one it ran at',
      run('12:00:00.060', '12:00:01'),
      '13:00:00.020',
      true,
    ],
    ['it was run by hand for a later day', run('23:00', '12:00'), '13:00', true],
    ['it was run by hand for an earlier day', run('01:00', '12:00'), '12:30', true],
    ['it failed a minute ago', run('12:00', '12:00', { outcome: 'failed' }), '12:01', false],
    ['it failed five minutes ago', run('12:00', '12:00', { outcome: 'failed' }), '12:05', true],
    ['it died half-way', run('12:00', '12:00', { endedAt: undefined, outcome: undefined }), '12:05', true],
  ])('when %s', (_what, last, now, due) => {
    expect(isDue(hourly, last, at(now))).toBe(due);
  });
});
