import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import {
  auditHead,
  chainHash,
  emptyChain,
  formatAnchor,
  parseAnchor,
  verifyAudit,
} from '../../src/store/audit.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const author = { personId: 'p1', surface: 'web', now: Temporal.Instant.from('2026-11-21T10:00:00Z') };
let db: TestDatabase;

async function append(count: number, what = 'thing.done'): Promise<void> {
  await db.store.transact(author, async (tx) => {
    for (let n = 1; n <= count; n += 1) tx.audit({ what, facts: { n } });
  });
}

/** What only somebody with every right over the database can do: pass by its triggers. */
async function tamper(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: db.ownerUrl });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const rechain = `
  DO $$
  DECLARE before text := repeat('0', 64); entry record;
  BEGIN
    FOR entry IN SELECT seq, line FROM audit_entry ORDER BY seq LOOP
      before := encode(sha256(convert_to(before || entry.seq || entry.line, 'UTF8')), 'hex');
      UPDATE audit_entry SET hash = before WHERE seq = entry.seq;
    END LOOP;
    UPDATE audit_head SET seq = (SELECT coalesce(max(seq), 0) FROM audit_entry), hash = before;
  END $$`;

describe('the audit trail', () => {
  beforeAll(async () => {
    db = await testDatabase();
  });
  beforeEach(() => tamper('TRUNCATE audit_entry', "UPDATE audit_head SET seq = 0, hash = repeat('0', 64)"));
  afterAll(() => db.drop());

  it('is whole when nobody touched it, whatever the page size', async () => {
    expect(await verifyAudit(db.store)).toEqual({ ok: true, head: emptyChain });
    await append(7);
    const head = await auditHead(db.store);
    for (const pageSize of [1, 2, 7, 100]) {
      expect(await verifyAudit(db.store, { pageSize })).toEqual({ ok: true, head });
    }
  });

  it('hashes the same in the database and here, in any script', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        fc.pre(!text.includes('\0'));
        const before = await auditHead(db.store);
        await db.store.db.$executeRaw`SELECT audit_append(${[text]}::text[])`;
        expect((await auditHead(db.store)).hash).toBe(chainHash(before.hash, before.seq + 1n, text));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['an update', 'UPDATE audit_entry SET line = line'],
    ['a deletion', 'DELETE FROM audit_entry'],
    ['a truncation', 'TRUNCATE audit_entry'],
    ['putting the head back', 'UPDATE audit_head SET seq = 1'],
    ['removing the head', 'DELETE FROM audit_head'],
    ['truncating the head', 'TRUNCATE audit_head'],
  ])('refuses %s, even to the owner of its tables', async (_, statement) => {
    await append(3);
    const client = new pg.Client({ connectionString: db.ownerUrl });
    await client.connect();
    await expect(client.query(statement)).rejects.toMatchObject({ code: '23001' });
    await client.end();
    expect(await verifyAudit(db.store)).toMatchObject({ ok: true });
  });

  it.each([
    ["INSERT INTO audit_entry VALUES (4, 'x', 'y')"],
    ["UPDATE audit_head SET seq = 9, hash = 'x'"],
    ['ALTER TABLE audit_entry DISABLE TRIGGER ALL'],
    ['DROP TRIGGER audit_entry_stays ON audit_entry'],
    ['SET session_replication_role = replica'],
  ])('gives the application no right to: %s', async (statement) => {
    await expect(db.store.db.$executeRawUnsafe(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('names the entry that was changed', async () => {
    await append(9);
    await tamper("UPDATE audit_entry SET line = replace(line, 'done', 'gone') WHERE seq = 5");
    expect(await verifyAudit(db.store)).toEqual({ ok: false, seq: 5n, problem: 'changed' });
  });

  it('names the entry after one that was changed together with its hash', async () => {
    await append(9);
    await tamper(
      "UPDATE audit_entry e SET line = '{}', hash = encode(sha256(convert_to(b.hash || '5' || '{}', 'UTF8')), 'hex') FROM audit_entry b WHERE e.seq = 5 AND b.seq = 4",
    );
    expect(await verifyAudit(db.store)).toEqual({ ok: false, seq: 6n, problem: 'changed' });
  });

  it.each([1n, 5n])('names entry %s when it was removed', async (seq) => {
    await append(9);
    await tamper(`DELETE FROM audit_entry WHERE seq = ${seq}`);
    expect(await verifyAudit(db.store, { pageSize: 3 })).toEqual({ ok: false, seq, problem: 'removed' });
  });

  it('names where the tail was cut while the head still tells of it', async () => {
    await append(9);
    await tamper('DELETE FROM audit_entry WHERE seq > 6');
    expect(await verifyAudit(db.store)).toEqual({ ok: false, seq: 7n, problem: 'cut' });
  });

  it('finds entries that were put behind the head', async () => {
    await append(3);
    await tamper("INSERT INTO audit_entry VALUES (4, '{}', repeat('0', 64))");
    expect(await verifyAudit(db.store)).toEqual({ ok: false, seq: 4n, problem: 'added' });
  });

  it('finds a head that was set to another hash', async () => {
    await append(3);
    await tamper("UPDATE audit_head SET hash = repeat('0', 64)");
    expect(await verifyAudit(db.store)).toEqual({ ok: false, seq: 3n, problem: 'rewritten' });
  });

  it('finds a tail cut together with the head, given an anchor', async () => {
    await append(9);
    const anchor = await auditHead(db.store);
    await tamper(
      'DELETE FROM audit_entry WHERE seq > 6',
      'UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit_entry WHERE seq = 6)',
    );
    expect(await verifyAudit(db.store)).toMatchObject({ ok: true });
    expect(await verifyAudit(db.store, { anchor })).toEqual({ ok: false, seq: 7n, problem: 'cut' });
  });

  it('finds a chain that a superuser recomputed from a changed entry on, given an anchor', async () => {
    await append(9);
    const anchor = await auditHead(db.store);
    await append(4);
    await tamper("UPDATE audit_entry SET line = '{}' WHERE seq = 2", rechain);
    expect(await verifyAudit(db.store)).toMatchObject({ ok: true });
    expect(await verifyAudit(db.store, { anchor })).toEqual({ ok: false, seq: 9n, problem: 'rewritten' });
    expect(await verifyAudit(db.store, { anchor: await auditHead(db.store) })).toMatchObject({ ok: true });
  });

  it('finds a chain recomputed after an entry was removed and the rest renumbered, given an anchor', async () => {
    await append(9);
    const anchor = await auditHead(db.store);
    await append(1);
    await tamper(
      'DELETE FROM audit_entry WHERE seq = 4',
      'UPDATE audit_entry SET seq = -seq WHERE seq > 4',
      'UPDATE audit_entry SET seq = -seq - 1 WHERE seq < 0',
      rechain,
    );
    expect(await verifyAudit(db.store)).toMatchObject({ ok: true });
    expect(await verifyAudit(db.store, { anchor })).toMatchObject({ ok: false, problem: 'rewritten' });
  });

  it('is proven while others write', async () => {
    await append(20);
    const writing = Array.from({ length: 20 }, () => append(3));
    const verdicts = await Promise.all(
      Array.from({ length: 5 }, () => verifyAudit(db.store, { pageSize: 5 })),
    );
    await Promise.all(writing);
    expect(verdicts.every((verdict) => verdict.ok)).toBe(true);
    expect(await verifyAudit(db.store)).toMatchObject({ ok: true, head: { seq: 80n } });
  });

  it('stays whole when the transaction that wrote to it is undone', async () => {
    await append(2);
    const undone = db.store.transact(author, async (tx) => {
      tx.audit({ what: 'never.was' });
      await tx.db.$executeRaw`SELECT audit_append(${['{}']}::text[])`;
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await verifyAudit(db.store)).toMatchObject({ ok: true, head: { seq: 2n } });
  });
});

describe('an anchor', () => {
  it('is read as it is written', () => {
    const anchor = { seq: 12n, hash: 'ab'.repeat(32) };
    expect(parseAnchor(formatAnchor(anchor))).toEqual(anchor);
  });

  it.each(['', '12', `:${'a'.repeat(64)}`, `12:${'A'.repeat(64)}`, `-1:${'a'.repeat(64)}`, '12:abc'])(
    'is nothing else: %s',
    (text) => {
      expect(parseAnchor(text)).toBeUndefined();
    },
  );
});
