import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const author = { personId: 'p1', surface: 'web', now: Temporal.Instant.from('2026-11-21T10:00:00Z') };
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

describe('transact', () => {
  it('writes state, notices and audit entries together', async () => {
    await db.store.transact(author, async (tx) => {
      await tx.db.setting.create({ data: { key: 'a', value: '1' } });
      tx.audit({ what: 'setting.made', about: { kind: 'setting', id: 'a' }, facts: { n: 1 } });
      tx.notify({
        notice: 'x.y',
        about: { kind: 'setting', id: 'a' },
        to: { personId: 'p2' },
        facts: { n: 1 },
      });
      tx.moved({ kind: 'setting', id: 'a' });
    });
    expect(await db.store.db.outbox.count()).toBe(1);
    const entries = await db.store.db.auditEntry.findMany();
    expect(entries.map((e) => JSON.parse(e.line))).toEqual([
      {
        v: 1,
        at: '2026-11-21T10:00:00Z',
        by: 'p1',
        surface: 'web',
        what: 'setting.made',
        case: { kind: 'setting', id: 'a' },
        facts: { n: 1 },
      },
    ]);
  });
});
