/** The jobs that belong to no room: the audit trail's mark, and throwing away what is spent. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { draw } from '../../src/app/delivery/draw.ts';
import { createRegistry } from '../../src/app/registry.ts';
import { plainText } from '../../src/chat/plain-text.ts';
import { auditHeadJob } from '../../src/jobs/audit-head.ts';
import { housekeeping } from '../../src/jobs/house-jobs.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import { spentJob } from '../../src/jobs/spent.ts';
import { fixedClock, Temporal, toDate } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { auditHead, formatAnchor } from '../../src/store/audit.ts';
import { claimRows } from '../../src/store/outbox/claim.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { arrange, askAs, givenPerson, sceneOf } from '../support/people.ts';
import { legacyPolicy } from '../support/policy.ts';

let db: TestDatabase;
let policy: Policy;
const clock = fixedClock('2026-11-02T16:00:00Z');
const world = () => ({ store: db.store, policy, clock });

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
});
afterAll(() => db.drop());

function run(job: typeof auditHeadJob, at: string) {
  clock.set(at);
  const { directory, house, policyOf } = sceneOf(world());
  return runJob(
    { store: db.store, scene: { directory, house, policy, policyOf }, clock },
    job,
    Temporal.Instant.from(at),
  );
}

describe('the head of the audit trail', () => {
  beforeEach(async () => {
    await arrange(db.store, async (tx) => {
      await tx.db.setting.deleteMany();
      await tx.db.outbox.deleteMany();
      tx.audit({ what: 'test.began' });
    });
  });

  it('is said once a day, so that the log holds it', async () => {
    const mark = formatAnchor(await auditHead(db.store));
    expect((await run(auditHeadJob, '2026-11-02T16:00:00Z')).did).toEqual([
      `The audit trail stands at ${mark}`,
    ]);
    expect((await run(auditHeadJob, '2026-11-02T16:00:00Z')).did).toEqual([]);
    expect((await run(auditHeadJob, '2026-11-03T06:00:00Z')).did).toEqual([]);
    expect((await run(auditHeadJob, '2026-11-03T16:00:00Z')).did).toHaveLength(1);
  });

  it('reaches the Superintendent a week after the first day, and then weekly', async () => {
    const { id } = await givenPerson(db.store, { roles: ['superintendent'] });
    await givenPerson(db.store, { roles: ['hr'] });
    const told: string[] = [];
    for (let day = 2; day <= 24; day += 1) {
      const at = `2026-11-${String(day).padStart(2, '0')}T17:00:00Z`;
      if ((await run(auditHeadJob, at)).notices > 0) told.push(at.slice(0, 10));
    }
    expect(told).toEqual(['2026-11-09', '2026-11-16', '2026-11-23']);
    const rows = await claimRows(db.store, { now: clock.now(), limit: 10, leaseSeconds: 60 });
    expect(rows.map((row) => row.to)).toEqual([{ personId: id }, { personId: id }, { personId: id }]);

    const [row] = rows;
    const ask = await askAs(world(), id);
    const desk = {
      reader: db.store,
      registry: createRegistry([housekeeping]),
      scene: ask,
      now: () => clock.now(),
    };
    const card = row && (await draw(desk, { row, person: ask.actor, surface: 'web' }));
    expect(card && plainText(card)).toContain(
      `safekeep audit verify --anchor ${formatAnchor(await auditHead(db.store))}`,
    );
    const former = { ...ask.actor, roles: [] };
    expect(row && (await draw(desk, { row, person: former, surface: 'web' }))).toBeUndefined();
  });
});

describe('what is spent', () => {
  it('is thrown away after 30 days, and nothing else is', async () => {
    const { id: personId } = await givenPerson(db.store);
    const at = (text: string) => toDate(Temporal.Instant.from(text));
    await arrange(db.store, async ({ db: write }) => {
      for (const [name, expires, ended] of [
        ['old', '2026-09-20T00:00:00Z', null],
        ['ended', '2026-12-20T00:00:00Z', '2026-09-20T00:00:00Z'],
        ['recent', '2026-10-20T00:00:00Z', null],
        ['open', '2026-12-20T00:00:00Z', null],
      ] as const) {
        const expiresAt = at(expires);
        await write.session.create({
          data: {
            id: newId(),
            personId,
            tokenHash: name,
            startedBy: 'sign-in-link',
            startedAt: at('2026-09-01T00:00:00Z'),
            expiresAt,
            endedAt: ended && at(ended),
          },
        });
        await write.once.create({ data: { key: name, at: expiresAt } });
        await write.signInLink.create({
          data: {
            id: newId(),
            personId,
            tokenHash: name,
            codeHash: name,
            madeAt: at('2026-09-01T00:00:00Z'),
            expiresAt,
            misses: 0,
          },
        });
      }
    });
    expect((await run(spentJob, '2026-11-02T17:00:00Z')).did).toEqual([
      'threw away 2 sessions, 1 links, 1 once-keys',
    ]);
    expect((await run(spentJob, '2026-11-02T17:00:00Z')).did).toEqual([]);
    const left = await db.store.db.session.findMany({ orderBy: { tokenHash: 'asc' } });
    expect(left.map((row) => row.tokenHash)).toEqual(['open', 'recent']);
    expect((await db.store.db.once.findMany({ orderBy: { key: 'asc' } })).map((row) => row.key)).toEqual([
      'ended',
      'open',
      'recent',
    ]);
  });

  it('goes page by page', async () => {
    await arrange(db.store, async (tx) => {
      await tx.db.once.createMany({
        data: Array.from({ length: 2500 }, (_, i) => ({
          key: `many ${i}`,
          at: toDate(Temporal.Instant.from('2026-01-01T00:00:00Z')),
        })),
      });
    });
    expect((await run(spentJob, '2026-11-02T18:00:00Z')).did).toEqual([
      'threw away 0 sessions, 0 links, 1000 once-keys',
      'threw away 0 sessions, 0 links, 1000 once-keys',
      'threw away 0 sessions, 0 links, 500 once-keys',
    ]);
  });
});
