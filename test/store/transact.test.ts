import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import { OperatorError } from '../../src/kernel/operator-error.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore } from '../../src/store/client.ts';
import type { Tx } from '../../src/store/tx.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const now = Temporal.Instant.from('2026-11-21T10:00:00.123Z');
const author = { personId: 'p1', surface: 'web', now };
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => db.store.db.$executeRaw`DELETE FROM outbox`);
afterAll(() => db.drop());

function put(tx: Tx, key: string, value: string) {
  return tx.db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

async function lines(): Promise<readonly unknown[]> {
  const entries = await db.store.db.auditEntry.findMany({ orderBy: { seq: 'asc' } });
  return entries.map((entry) => JSON.parse(entry.line));
}

/** Lets nobody through until so many have come, so that a race is a race each time. */
function meetingOf(count: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come >= count) open();
    return all;
  };
}

describe('one transaction', () => {
  it('writes the change, its notices and its audit entries together', async () => {
    const about = { kind: 'setting', id: 'a' };
    const value = await db.store.transact(author, async (tx) => {
      await put(tx, 'a', '1');
      tx.audit({ what: 'setting.made', about, facts: { z: [1, null], a: 'hash' } });
      tx.audit({ what: 'setting.seen' });
      tx.notify({ notice: 'setting.made', about, to: { personId: 'p2' }, facts: { n: 1 } });
      tx.notify({
        notice: 'setting.made',
        to: { outsiderId: 'o1' },
        notBefore: now.add({ hours: 9 }),
      });
      return 'value';
    });
    expect(value).toBe('value');
    expect((await lines()).slice(-2)).toEqual([
      {
        ...{ v: 1, at: '2026-11-21T10:00:00.123Z', by: 'p1', surface: 'web', what: 'setting.made' },
        ...{ case: about, facts: { a: 'hash', z: [1, null] } },
      },
      { v: 1, at: '2026-11-21T10:00:00.123Z', by: 'p1', surface: 'web', what: 'setting.seen' },
    ]);
    const rows = await db.store.db.outbox.findMany({ orderBy: { notBefore: 'asc' } });
    const fresh = {
      state: 'waiting',
      attempts: 0,
      repeats: 0,
      stale: false,
      madeAt: new Date(now.epochMilliseconds),
    };
    expect(rows).toMatchObject([
      {
        ...fresh,
        notice: 'setting.made',
        caseKind: 'setting',
        caseId: 'a',
        personId: 'p2',
        facts: { n: 1 },
        notBefore: fresh.madeAt,
      },
      {
        ...fresh,
        caseKind: null,
        caseId: null,
        personId: null,
        outsiderId: 'o1',
        facts: {},
        notBefore: new Date('2026-11-21T19:00:00.123Z'),
      },
    ]);
  });

  it('leaves nothing behind when it throws, and the error comes out as it was thrown', async () => {
    const before = await lines();
    const error = new Error('refused');
    const undone = db.store.transact(author, async (tx) => {
      await put(tx, 'undone', '1');
      tx.audit({ what: 'never.was' });
      tx.notify({ notice: 'never.was', to: { personId: 'p2' } });
      throw error;
    });
    await expect(undone).rejects.toBe(error);
    expect(await db.store.db.setting.findUnique({ where: { key: 'undone' } })).toBeNull();
    expect(await db.store.db.outbox.count()).toBe(0);
    expect(await lines()).toEqual(before);
  });

  it('keeps the change only if its notices can be kept', async () => {
    const undone = db.store.transact(author, async (tx) => {
      await put(tx, 'half', '1');
      tx.notify({ notice: 'x', to: {} as { personId: string } });
    });
    await expect(undone).rejects.toThrow('outbox_one_recipient');
    expect(await db.store.db.setting.findUnique({ where: { key: 'half' } })).toBeNull();
  });

  it('writes nothing of its own when nothing was collected', async () => {
    const before = await lines();
    await db.store.transact(author, (tx) => put(tx, 'quiet', '1'));
    expect(await lines()).toEqual(before);
  });
});

describe('many transactions at once', () => {
  it('50 that touch the same cases in any order all come through, and the chain is whole', async () => {
    const before = (await lines()).length;
    const cases = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ kind: 'shared', id }));
    await db.store.transact(author, async (tx) => {
      for (const about of cases) tx.notify({ notice: 'x', about, to: { personId: `p-${about.id}` } });
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        db.store.transact(author, async (tx) => {
          await put(tx, `many-${n}`, String(n));
          const order = n % 2 === 0 ? cases : [...cases].reverse();
          for (const about of order.slice(n % 3)) {
            tx.moved(about);
            tx.notify({ notice: 'x', about, to: { personId: `p-${n}` } });
          }
          tx.audit({ what: 'many.done', facts: { n } });
        }),
      ),
    );
    expect((await lines()).length - before).toBe(50);
    expect(await db.store.db.setting.count({ where: { key: { startsWith: 'many-' } } })).toBe(50);
    expect(await verifyAudit(db.store)).toMatchObject({ ok: true });
  });

  it('two that lock the same rows in opposite order: the one that is cut runs again, and each is written once', async () => {
    await db.store.transact(author, async (tx) => {
      await put(tx, 'left', '0');
      await put(tx, 'right', '0');
    });
    const meet = meetingOf(2);
    let runs = 0;
    const both = [
      ['left', 'right'],
      ['right', 'left'],
    ].map(([first = '', second = '']) =>
      db.store.transact(author, async (tx) => {
        runs += 1;
        await put(tx, first, first);
        await meet();
        await put(tx, second, first);
        tx.audit({ what: 'crossed', facts: { first } });
      }),
    );
    await Promise.all(both);
    expect(runs).toBe(3);
    const crossed = (await lines()).filter((line) => (line as { what: string }).what === 'crossed');
    expect(crossed).toHaveLength(2);
  });

  it('one that waits too long for a lock gives up after 3 s and runs again', async () => {
    await db.store.transact(author, (tx) => put(tx, 'locked', '0'));
    const holder = new pg.Client({ connectionString: db.url });
    await holder.connect();
    await holder.query("BEGIN; UPDATE setting SET value = '1' WHERE key = 'locked'");
    let runs = 0;
    await db.store.transact(author, async (tx) => {
      runs += 1;
      if (runs === 2) await holder.query('COMMIT');
      await put(tx, 'locked', '2');
    });
    await holder.end();
    expect(runs).toBe(2);
    expect((await db.store.db.setting.findUnique({ where: { key: 'locked' } }))?.value).toBe('2');
  });
});

describe('trying again', () => {
  it.each(['40001', '40P01', '55P03'])('happens three times at most for SQLSTATE %s', async (state) => {
    let runs = 0;
    const unlucky = db.store.transact(author, async (tx) => {
      runs += 1;
      await tx.db.$executeRawUnsafe(
        `DO $$ BEGIN RAISE EXCEPTION 'unlucky' USING ERRCODE = '${state}'; END $$`,
      );
    });
    await expect(unlucky).rejects.toThrow();
    expect(runs).toBe(4);
  });

  it('does not happen for a failure that would only come again', async () => {
    let runs = 0;
    const doomed = db.store.transact(author, async (tx) => {
      runs += 1;
      await tx.db.setting.create({ data: { key: 'twice', value: '1' } });
      await tx.db.setting.create({ data: { key: 'twice', value: '1' } });
    });
    await expect(doomed).rejects.toThrow();
    expect(runs).toBe(1);
  });
});

describe('a connection', () => {
  it("works under the application's role with short lock waits, even when the address is the owner's", async () => {
    for (const url of [db.url, db.ownerUrl]) {
      const store = await openStore(url);
      const rows = await store.db
        .$queryRaw`SELECT current_user AS role, current_setting('lock_timeout') AS wait`;
      await store.close();
      expect(rows).toEqual([{ role: 'safekeep_app', wait: '3s' }]);
    }
  });

  it.each([
    ['nothing listens at its address', (url: URL) => url.searchParams.set('host', '/nowhere')],
    ['the user name or password is wrong', (url: URL) => Object.assign(url, { password: 'hunter2' })],
    ['the database it names does not exist', (url: URL) => Object.assign(url, { pathname: '/none' })],
  ])('that fails says in one line without the password: %s', async (reason, spoil) => {
    const url = new URL(db.url);
    spoil(url);
    const error = await openStore(url.toString()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OperatorError);
    expect(String(error)).toContain(reason);
    expect(String(error)).toContain('DATABASE_URL');
    expect(String(error)).not.toContain(url.password);
  });
});
