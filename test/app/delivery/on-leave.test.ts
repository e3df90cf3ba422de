/** Nobody on leave is written to; what they missed is told when they are back, of each case once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/kernel/clock.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type FakeCourier, fakeCourier } from '../../support/couriers.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import {
  crashedWhileSending,
  deliveryAt,
  emptyOutbox,
  endLeases,
  keyOfAccount,
  mailbox,
  rowsOf,
} from '../../support/delivering.ts';
import { givenChatter, type Notes, notesIn } from '../../support/notes.ts';
import { legacyPolicy } from '../../support/policy.ts';

let db: TestDatabase;
let policy: Policy;
let notes: Notes;
let slack: FakeCourier;
let personId: string;
let account: string;
const clock = fixedClock('2026-11-02T16:20:00Z');

const site = () => ({ db, policy, clock });
const rows = () => rowsOf(site());
const drain = () => deliveryAt(site(), [slack], mailbox()).drain();

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
  notes = notesIn(db.store, clock);
});
afterAll(() => db.drop());
beforeEach(async () => {
  clock.set('2026-11-02T16:20:00Z');
  slack = fakeCourier();
  await emptyOutbox(site());
  ({ personId, account } = await givenChatter(db.store, clock));
});

async function status(to: 'active' | 'leave'): Promise<void> {
  await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
    tx.db.person.update({ where: { id: personId }, data: { status: to } }),
  );
}

describe('somebody on leave', () => {
  it('is told by no message and no letter; the notice waits, and no attempt is counted', async () => {
    await status('leave');
    await notes.write('for later', [{ personId }]);
    expect(await drain()).toMatchObject({ sent: 0, later: 1, undeliverable: 0 });
    expect(slack.calls).toBe(0);
    expect(await rows()).toMatchObject([
      {
        ...{ state: 'waiting', attempts: 0, reason: 'on leave; told when they are back' },
        notBefore: new Date('2026-11-02T17:00:00Z'),
      },
    ]);
  });

  it('is told within the hour once they are back, as the case stands by then', async () => {
    await status('leave');
    const id = await notes.write('as it was', [{ personId }]);
    await drain();
    await notes.edit(id, 'as it is');
    await status('active');
    expect(await drain()).toMatchObject({ sent: 0 });
    clock.set('2026-11-02T17:00:00Z');
    expect(await drain()).toMatchObject({ sent: 1 });
    expect(slack.messages.map(({ card }) => card.blocks)).toEqual([[{ kind: 'text', text: 'as it is' }]]);
    expect(await rows()).toMatchObject([{ state: 'sent', surface: 'slack', attempts: 1, reason: null }]);
  });

  it('is told of each case once when they are back, however often it moved meanwhile', async () => {
    await status('leave');
    const id = await notes.write('first', [{ personId }]);
    for (const at of ['2026-11-02T16:25:00Z', '2026-11-02T17:05:00Z']) {
      clock.set(at);
      await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, async (tx) =>
        tx.notify({ notice: 'note.told', about: { kind: 'note', id }, to: { personId } }),
      );
      await drain();
    }
    await notes.write('another case', [{ personId }]);
    await drain();
    await status('active');
    clock.set('2026-11-02T18:00:00Z');
    expect(await drain()).toMatchObject({ sent: 4 });
    expect(slack.messages.map(({ card }) => card.blocks[0])).toEqual(
      expect.arrayContaining([
        { kind: 'text', text: 'first' },
        { kind: 'text', text: 'another case' },
      ]),
    );
    expect(slack.messages).toHaveLength(2);
    const told = (await rows()).map(({ surface, madeAt }) => [surface, madeAt.toISOString().slice(11, 16)]);
    expect(told.sort()).toEqual([
      ['slack', '17:05'],
      ['slack', '17:05'],
      ['web', '16:20'],
      ['web', '16:25'],
    ]);
  });

  it('what a crash left in doubt before they went is looked for, and not sent again', async () => {
    await notes.write('before', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), account));
    const [row] = await rows();
    const card = { audience: 'person', title: 'old', blocks: [], actions: [] } as const;
    await slack.deliver({ tenant: 'T1', account }, { rowId: row?.id ?? '', card });
    await status('leave');
    expect(await drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect(slack.messages).toHaveLength(1);
  });

  it('what a crash left in doubt where nobody can be asked stays in doubt until they are back', async () => {
    slack.canFind = false;
    await notes.write('before', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), account));
    await status('leave');
    expect(await drain()).toMatchObject({ sent: 0, later: 1 });
    expect(await rows()).toMatchObject([{ state: 'sending', repeats: 0 }]);
    await status('active');
    await endLeases(site());
    expect(await drain()).toMatchObject({ sent: 1, repeated: 1 });
    expect(await rows()).toMatchObject([{ state: 'sent', repeats: 1 }]);
  });
});
