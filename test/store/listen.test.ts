import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import { type Listening, listen, outboxChannel } from '../../src/store/listen.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { patient } from '../support/patience.ts';

const author = { personId: null, surface: 'test', now: Temporal.Instant.from('2026-11-21T10:00:00Z') };
const about = { kind: 'request', id: 'r1' };
let db: TestDatabase;
let heard: string[];
let listening: Listening;

beforeAll(async () => {
  db = await testDatabase();
});
afterEach(() => listening.stop());
afterAll(() => db.drop());

async function startListening(): Promise<void> {
  heard = [];
  listening = listen(db.url, outboxChannel, (payload) => heard.push(payload));
  await listening.ready;
}

it('hears once for each person that a committed transaction has news for', async () => {
  await startListening();
  await db.store.transact(author, async (tx) => {
    for (const personId of ['ann', 'ann', 'bob']) tx.notify({ notice: 'x', about, to: { personId } });
    tx.notify({ notice: 'x', to: { outsiderId: 'o1' } });
  });
  await vi.waitFor(() => expect([...heard].sort()).toEqual(['', 'ann', 'bob']), patient);
});

it('hears of a case that moved for everyone who was told of it', async () => {
  await startListening();
  await db.store.transact(author, async (tx) => tx.moved(about));
  await vi.waitFor(() => expect([...heard].sort()).toEqual(['ann', 'bob']), patient);
});

it('hears nothing of a transaction that was undone', async () => {
  await startListening();
  const undone = db.store.transact(author, async (tx) => {
    tx.notify({ notice: 'x', to: { personId: 'ann' } });
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  await db.store.transact(author, async (tx) => tx.notify({ notice: 'x', to: { personId: 'last' } }));
  await vi.waitFor(() => expect(heard).toEqual(['last']), patient);
});

it('comes back by itself when its connection is cut, and says that something may have been missed', async () => {
  await startListening();
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'safekeep listen' AND datname = current_database()",
  );
  await owner.end();
  await vi.waitFor(() => expect(heard).toEqual(['']), patient);
  await db.store.transact(author, async (tx) => tx.notify({ notice: 'x', to: { personId: 'ann' } }));
  await vi.waitFor(() => expect(heard).toEqual(['', 'ann']), patient);
});
