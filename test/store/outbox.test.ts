import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import { type ClaimedRow, claimRows, claimStale } from '../../src/store/outbox/claim.ts';
import {
  giveBack,
  markBegun,
  markDropped,
  markLater,
  markNever,
  markSent,
  markUnsure,
  markUpdated,
  markUpdateLater,
  markUpdateNever,
} from '../../src/store/outbox/mark.ts';
import { feedOf, oldestWaiting, undeliverable } from '../../src/store/outbox/read.ts';
import type { Store } from '../../src/store/store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const now = Temporal.Instant.from('2026-11-21T10:00:00Z');
const about = { kind: 'request', id: 'r1' };
const address = { channel: 'D1', ts: '1.1' };
let db: TestDatabase;
let store: Store;

beforeAll(async () => {
  db = await testDatabase();
  store = db.store;
});
beforeEach(() => store.db.$executeRaw`DELETE FROM outbox`);
afterAll(() => db.drop());

/** Rows for p1, p2, …, due one second after another. */
async function notify(count: number, from = now): Promise<void> {
  await store.transact({ personId: null, surface: 'test', now }, async (tx) => {
    for (let n = 0; n < count; n += 1) {
      const notBefore = from.add({ seconds: n });
      tx.notify({ notice: 'request.claimed', about, to: { personId: `p${n + 1}` }, facts: { n }, notBefore });
    }
  });
}

function move(): Promise<void> {
  return store.transact({ personId: null, surface: 'test', now }, async (tx) => tx.moved(about));
}

function claim(options: { limit?: number; leaseSeconds?: number; later?: Temporal.DurationLike } = {}) {
  const { limit = 100, leaseSeconds = 60, later = { hours: 1 } } = options;
  return claimRows(store, { now: now.add(later), limit, leaseSeconds });
}

/** As just before a call. */
async function begin(rows: readonly ClaimedRow[], way = 'account-1'): Promise<readonly ClaimedRow[]> {
  await markBegun(
    store,
    rows.map(({ id }) => ({ id, way })),
  );
  return rows;
}

async function states(): Promise<readonly string[]> {
  const rows = await store.db.outbox.findMany({ orderBy: { notBefore: 'asc' } });
  return rows.map((row) => row.state);
}

async function deliver(): Promise<readonly string[]> {
  const ids = (await claim()).map((row) => row.id);
  await markSent(
    store,
    ids.map((id) => ({ id, surface: 'slack', address })),
    now,
  );
  return ids;
}

describe('claiming rows to send', () => {
  it('takes what is due, in order, and no more than asked for', async () => {
    await notify(5);
    expect((await claim({ later: { seconds: 2 } })).map((row) => row.facts.n)).toEqual([0, 1, 2]);
    expect((await claim({ limit: 1 })).map((row) => row.facts.n)).toEqual([3]);
    expect(await states()).toEqual(['sending', 'sending', 'sending', 'sending', 'waiting']);
  });

  it('hands over ids and numbers, the attempt, and that nothing was begun before', async () => {
    await notify(1);
    expect(await claim()).toEqual([
      {
        ...{
          id: expect.any(String),
          notice: 'request.claimed',
          about,
          to: { personId: 'p1' },
          facts: { n: 0 },
        },
        ...{ madeAt: now, attempts: 1, wasSending: false, coarse: false },
      },
    ]);
  });

  it('never gives a row to two workers', async () => {
    await notify(600);
    const workers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const mine: string[] = [];
        for (let rows = await claim({ limit: 25 }); rows.length > 0; rows = await claim({ limit: 25 })) {
          mine.push(...rows.map((row) => row.id));
        }
        return mine;
      }),
    );
    expect(workers.flat()).toHaveLength(600);
    expect(new Set(workers.flat()).size).toBe(600);
  });

  it('leaves a row alone while it is leased, and then tells that its sending had begun', async () => {
    await notify(2);
    const [first] = await claim({ limit: 1, leaseSeconds: 3_600 });
    const [second] = await begin(await claim({ limit: 1, leaseSeconds: 0 }));
    const again = await claim({ later: { hours: 5 } });
    expect(again).toEqual([{ ...second, attempts: 2, wasSending: true, way: 'account-1' }]);
    expect(again[0]?.id).not.toBe(first?.id);
  });

  it('takes what nobody was to be called for as what had not begun', async () => {
    await notify(1);
    const [claimed] = await claim({ leaseSeconds: 0 });
    expect(await claim({ leaseSeconds: 0 })).toEqual([{ ...claimed, attempts: 2, wasSending: false }]);
  });

  it('says where each row is to begin: the best chat that is open, the oldest account there, else e-mail', async () => {
    const people = ['both', 'moved', 'shut', 'none'];
    await store.transact({ personId: null, surface: 'test', now }, async (tx) => {
      for (const personId of people) {
        const name = {
          id: personId,
          name: personId,
          email: `${personId}@legacy.example`,
          jobTitle: 'Teacher',
        };
        const rest = { personType: 'employee', hireDate: new Date(0), status: 'active', dataAccess: false };
        await tx.db.person.create({ data: { ...name, ...rest } });
        tx.notify({ notice: 'request.claimed', about, to: { personId } });
      }
      const account = (personId: string, surface: string, seen: number, more: object = {}) =>
        tx.db.account.create({
          data: {
            ...{ id: `${personId}-${surface}-${seen}`, personId, surface, tenant: 'T1', state: 'linked' },
            ...{ account: `${personId}${seen}`, seenAt: new Date(seen), ...more },
          },
        });
      await account('both', 'teams', 1);
      await account('both', 'slack', 3);
      await account('both', 'slack', 2);
      await account('moved', 'slack', 1, { state: 'detached' });
      await account('moved', 'teams', 2);
      await account('shut', 'slack', 1, { reach: 'blocked' });
    });
    const ways = async (chats: readonly string[], byMail: boolean) => {
      const rows = await claimRows(store, { now, limit: 10, leaseSeconds: 60, chats, byMail });
      await giveBack(store, rows);
      return Object.fromEntries(rows.map(({ to, way }) => ['personId' in to ? to.personId : '', way]));
    };
    expect(await ways(['slack', 'teams'], true)).toEqual({
      ...{ both: 'both-slack-2', moved: 'moved-teams-2', shut: 'email', none: 'email' },
    });
    expect(await ways(['teams'], false)).toEqual({ both: 'both-teams-1', moved: 'moved-teams-2' });
    expect(await ways([], false)).toEqual({});
  });

  it('tells where an attempt was begun last', async () => {
    await notify(1);
    const claimed = await begin(await claim({ leaseSeconds: 0 }), 'account-1');
    await begin(claimed, 'email');
    expect(await claim()).toMatchObject([{ wasSending: true, way: 'email' }]);
  });

  it('takes what was left in the middle before what is new', async () => {
    await notify(3);
    await begin(await claim({ limit: 1, leaseSeconds: 0, later: { seconds: 0 } }));
    await notify(2, now.subtract({ hours: 1 }));
    expect((await claim({ limit: 1 }))[0]).toMatchObject({ wasSending: true });
  });

  it('passes over a row whose case is just being moved, and takes it once that is committed', async () => {
    await notify(1);
    let during: readonly unknown[] = [];
    const mover = new pg.Client({ connectionString: db.url });
    await mover.connect();
    await mover.query('BEGIN');
    await mover.query(`SELECT transact_finish('[]', '[{"kind": "request", "id": "r1"}]', '{}')`);
    during = await claim();
    await mover.query('COMMIT');
    await mover.end();
    expect(during).toEqual([]);
    expect(await claim()).toHaveLength(1);
    expect(await store.db.outbox.findFirst()).toMatchObject({ stale: false });
  });
});

describe('how a delivery ends', () => {
  it('sent, later, never and dropped are each written for many rows at once', async () => {
    await notify(8);
    const ids = (await begin(await claim())).map((row) => row.id);
    const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = ids;
    const notBefore = now.add({ minutes: 5 });
    await markSent(
      store,
      [
        { id: a, surface: 'slack', address },
        { id: b, surface: 'email', reason: 'Slack: no' },
      ],
      now,
    );
    await markLater(store, [
      { id: c, notBefore, reason: 'rate limit' },
      { id: d, notBefore, reason: 'busy', untried: true },
    ]);
    await markNever(store, [
      { id: e, reason: 'blocked' },
      { id: f, reason: 'no account' },
    ]);
    await markDropped(store, [g, h]);
    const rows = await store.db.outbox.findMany();
    const row = (id: string) => rows.find((one) => one.id === id);
    expect(row(a)).toMatchObject({
      state: 'sent',
      surface: 'slack',
      address,
      repeats: 0,
      sentAt: new Date(now.epochMilliseconds),
    });
    expect(row(a)?.reason).toBeNull();
    expect(row(b)).toMatchObject({ state: 'sent', surface: 'email', address: null, stale: false });
    expect(row(b)?.reason).toBe('Slack: no');
    expect(row(c)).toMatchObject({
      state: 'waiting',
      reason: 'rate limit',
      notBefore: new Date(notBefore.epochMilliseconds),
    });
    expect(row(d)).toMatchObject({ state: 'waiting', reason: 'busy', repeats: 0, attempts: 0 });
    expect(row(e)).toMatchObject({ state: 'undeliverable', reason: 'blocked' });
    expect(row(f)).toMatchObject({ state: 'undeliverable', reason: 'no account' });
    expect([row(g)?.state, row(h)?.state]).toEqual(['dropped', 'dropped']);
    expect(rows.every((one) => one.leasedUntil === null && one.way === null)).toBe(true);
  });

  it('a row that was given back looks as if it had not been claimed', async () => {
    await notify(1);
    const claimed = await claim({ leaseSeconds: 3_600 });
    await begin(claimed);
    await giveBack(store, claimed);
    expect(await claim({ leaseSeconds: 3_600 })).toEqual(claimed);
  });

  it('a row given back that had been begun before still says so', async () => {
    await notify(1);
    await begin(await claim({ leaseSeconds: 0 }));
    const claimed = await claim({ leaseSeconds: 3_600 });
    await giveBack(store, claimed);
    expect(await claim()).toEqual([{ ...claimed[0], wasSending: true, way: 'account-1', attempts: 2 }]);
  });

  it('a row that may have arrived stays begun, for a while, and counts what may be a repeat', async () => {
    await notify(2);
    const [now_ = { id: '' }, later = { id: '' }] = await begin(await claim({ leaseSeconds: 3_600 }));
    await markUnsure(store, [
      { id: now_.id, afterMs: 0, repeated: true, way: 'email' },
      { id: later.id, afterMs: 3_600_000 },
    ]);
    const again = await claim();
    expect(again.map((row) => row.id)).toEqual([now_.id]);
    expect(again[0]).toMatchObject({ wasSending: true, way: 'email', attempts: 2 });
    expect(await store.db.outbox.findUnique({ where: { id: now_.id } })).toMatchObject({ repeats: 1 });
  });

  it('nothing at all is no statement', async () => {
    for (const mark of [
      markNever,
      markLater,
      markDropped,
      giveBack,
      markUpdated,
      markUpdateLater,
      markUpdateNever,
    ]) {
      await mark(store, []);
    }
    await markSent(store, [], now);
  });
});

describe('cards to be drawn anew', () => {
  it('are those delivered before their case moved on, each with its address', async () => {
    await notify(2);
    const ids = await deliver();
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toEqual([]);
    await move();
    const stale = await claimStale(store, { limit: 10, leaseSeconds: 60 });
    expect(stale.map((row) => row.id).sort()).toEqual([...ids].sort());
    expect(stale[0]).toMatchObject({ surface: 'slack', address, about });
  });

  it('include a card that was on its way while the case moved', async () => {
    await notify(1);
    const [row] = await claim();
    await move();
    await markSent(store, [{ id: row?.id ?? '', surface: 'slack', address }], now);
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toHaveLength(1);
  });

  it('do not include one that was drawn after the move, or that no platform can change', async () => {
    await notify(1);
    await move();
    await deliver();
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toEqual([]);
    await store.db.$executeRaw`UPDATE outbox SET address = NULL`;
    await move();
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toEqual([]);
  });

  it('are with one worker at a time, also when the case moves again meanwhile', async () => {
    await notify(1);
    const [id = ''] = await deliver();
    await move();
    await claimStale(store, { limit: 10, leaseSeconds: 3_600 });
    await move();
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toEqual([]);
    await markUpdated(store, [id]);
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toHaveLength(1);
    await markUpdated(store, [id]);
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toEqual([]);
  });

  it('come back when a worker died over them, or the platform asked to wait', async () => {
    await notify(1);
    const [id = ''] = await deliver();
    await move();
    await claimStale(store, { limit: 10, leaseSeconds: 0 });
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toHaveLength(1);
    await markUpdateLater(store, [{ id, afterMs: 3_600_000 }]);
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toEqual([]);
    await markUpdateLater(store, [{ id, afterMs: 0 }]);
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toHaveLength(1);
  });

  it('are left alone once the platform has lost them', async () => {
    await notify(1);
    const [id = ''] = await deliver();
    await move();
    await claimStale(store, { limit: 10, leaseSeconds: 60 });
    await markUpdateNever(store, [id]);
    await move();
    expect(await claimStale(store, { limit: 10, leaseSeconds: 60 })).toEqual([]);
  });
});

describe('what people see', () => {
  it("a person's feed is theirs alone, newest last, without what was dropped or is not due", async () => {
    for (const [hours, id] of [
      [-2, 'old'],
      [-1, 'new'],
      [-3, 'dropped'],
      [9, 'tomorrow'],
    ] as const) {
      await store.transact(
        { personId: null, surface: 'test', now: now.add({ hours: Math.min(0, hours) }) },
        async (tx) => {
          tx.notify({ notice: id, to: { personId: 'me' }, notBefore: now.add({ hours }) });
          tx.notify({ notice: id, to: { personId: 'other' } });
        },
      );
    }
    await store.db.$executeRaw`UPDATE outbox SET state = 'dropped' WHERE notice = 'dropped'`;
    await store.db.$executeRaw`UPDATE outbox SET state = 'undeliverable' WHERE notice = 'new'`;
    expect((await feedOf(store, 'me', 50, now)).map((row) => row.notice)).toEqual(['old', 'new']);
    expect((await feedOf(store, 'me', 1, now)).map((row) => row.notice)).toEqual(['new']);
  });

  it('the list of what can never arrive gives the reason and bears no case', async () => {
    await notify(1);
    const [row] = await claim();
    await markNever(store, [{ id: row?.id ?? '', reason: 'the app is not installed' }]);
    expect(await undeliverable(store)).toEqual([
      {
        ...{ id: row?.id, notice: 'request.claimed', to: { personId: 'p1' } },
        ...{ madeAt: now, attempts: 1, reason: 'the app is not installed' },
      },
    ]);
  });

  it('the oldest that waits counts what is being sent, and nothing that has ended', async () => {
    expect(await oldestWaiting(store)).toBeUndefined();
    await notify(2);
    const [first] = await claim({ limit: 1 });
    expect(await oldestWaiting(store)).toEqual(now);
    await markDropped(store, [first?.id ?? '']);
    expect(await oldestWaiting(store)).toEqual(now.add({ seconds: 1 }));
  });
});
