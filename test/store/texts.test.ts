import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Temporal } from '../../src/kernel/clock.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import type { Store } from '../../src/store/store.ts';
import { blankText, everyText, readTexts, textHash, writeTexts } from '../../src/store/texts.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const at = (time: string) => ({
  personId: 'p1',
  surface: 'web',
  now: Temporal.Instant.from(`2026-11-21T${time}Z`),
});
let db: TestDatabase;
let store: Store;

beforeAll(async () => {
  db = await testDatabase();
  store = db.store;
});
afterAll(() => db.drop());

function write(id: string, texts: Record<string, string>, time = '10:00:00') {
  return store.transact(at(time), (tx) => writeTexts(tx, { kind: 'request', id }, 'p1', texts));
}

async function read(...ids: string[]) {
  return readTexts(store, 'request', ids);
}

describe('texts of a case', () => {
  it('come back by case and field as they were typed', async () => {
    await write('r1', { title: 'Räume <b>&amp; 数据 🎒', question: '' });
    await write('r2', { title: 'Other' });
    const found = await read('r1', 'r2', 'r3');
    expect([...found.keys()].sort()).toEqual(['r1', 'r2']);
    expect(found.get('r1')).toMatchObject({
      title: {
        body: 'Räume <b>&amp; 数据 🎒',
        writtenById: 'p1',
        writtenAt: at('10:00:00').now,
        blankedAt: null,
      },
      question: { body: '' },
    });
  });

  it('show the latest form of a field that was written again', async () => {
    await write('again', { reason: 'first' }, '10:00:00');
    await write('again', { reason: 'second' }, '11:00:00');
    expect((await read('again')).get('again')?.reason?.body).toBe('second');
  });

  it('show the latest form also where every form bears the same time, as those kept to the hour do', async () => {
    const forms = Array.from({ length: 12 }, (_, at) => `${at}`.padEnd(at % 3 === 0 ? 3000 : 3, '.'));
    for (const reason of forms) await write('hour', { reason, other: `beside ${reason}` });
    expect((await read('hour')).get('hour')?.reason?.body).toBe(forms.at(-1));
    const all = await everyText(store, { kind: 'request', id: 'hour' });
    expect(all.filter(({ field }) => field === 'reason').map(({ body }) => body)).toEqual(forms);
  });

  it('give hashes that tell nothing about equal texts', async () => {
    const first = await write('h1', { title: 'same' });
    const second = await write('h2', { title: 'same' });
    expect(first.title).not.toBe(second.title);
    const row = await store.db.caseText.findFirstOrThrow({ where: { caseId: 'h1' } });
    expect(textHash(row.salt ?? '', row.body ?? '')).toBe(first.title);
  });
});

describe('a blanked text', () => {
  it('is gone with its salt, says by whom and when, and leaves the audit trail whole', async () => {
    const about = { kind: 'request', id: 'b1' };
    await store.transact(at('10:00:00'), async (tx) => {
      const hashes = await writeTexts(tx, about, 'p1', { title: 'Ann Example 12345', question: 'kept' });
      tx.audit({ what: 'request.filed', about, facts: { texts: hashes } });
    });
    const id = (await read('b1')).get('b1')?.title?.id ?? '';
    const before = await store.db.caseText.findUniqueOrThrow({ where: { id } });
    const blanked = await store.transact(at('12:00:00'), (tx) => blankText(tx, id, 'manager'));
    expect(blanked).toEqual({ about, field: 'title' });
    expect((await read('b1')).get('b1')).toMatchObject({
      title: { body: null, hash: before.hash, blankedById: 'manager', blankedAt: at('12:00:00').now },
      question: { body: 'kept' },
    });
    const after = await store.db.caseText.findUniqueOrThrow({ where: { id } });
    expect(after.salt).toBeNull();
    expect(await verifyAudit(store)).toMatchObject({ ok: true });
    const entries = await store.db.auditEntry.findMany();
    expect(entries.map((entry) => entry.line).join()).not.toContain('Ann');
    expect(JSON.parse(entries.at(-1)?.line ?? '')).toMatchObject({
      what: 'text.blanked',
      facts: { text: id },
    });
  });

  it('is blanked once: the second time changes and records nothing', async () => {
    await write('b2', { title: 'x' });
    const id = (await read('b2')).get('b2')?.title?.id ?? '';
    const blank = (by: string) => store.transact(at('12:00:00'), (tx) => blankText(tx, id, by));
    const results = await Promise.all([blank('one'), blank('other')]);
    expect(results.filter((result) => result !== undefined)).toHaveLength(1);
    const lines = (await store.db.auditEntry.findMany()).map((entry) => entry.line);
    expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
    expect(await blank('third')).toBeUndefined();
  });

  it('has the cards drawn anew that were delivered with it', async () => {
    const about = { kind: 'request', id: 'b3' };
    await write('b3', { title: 'x' });
    await store.transact(at('10:00:00'), async (tx) =>
      tx.notify({ notice: 'n', about, to: { personId: 'p9' } }),
    );
    await store.db
      .$executeRaw`UPDATE outbox SET state = 'sent', surface = 'slack', address = '{}' WHERE case_id = 'b3'`;
    const id = (await read('b3')).get('b3')?.title?.id ?? '';
    await store.transact(at('12:00:00'), (tx) => blankText(tx, id, 'manager'));
    expect(await store.db.outbox.findFirst({ where: { caseId: 'b3' } })).toMatchObject({ stale: true });
  });
});
