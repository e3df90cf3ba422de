/** Told once: what the outbox holds reaches its recipients, through crashes, waits, refusals and two workers at once. */

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeliveryDeps } from '../../../src/app/delivery/worker.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { claimRows } from '../../../src/store/outbox/claim.ts';
import { markBegun } from '../../../src/store/outbox/mark.ts';
import { undeliverable } from '../../../src/store/outbox/read.ts';
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
import { gate } from '../../support/gate.ts';
import { givenChatter, linkAccount, type Notes, notesIn } from '../../support/notes.ts';
import { patient } from '../../support/patience.ts';
import { givenPerson } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

let db: TestDatabase;
let policy: Policy;
let slack: FakeCourier;
let notes: Notes;
const clock = fixedClock('2026-11-02T16:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
  notes = notesIn(db.store, clock);
});
afterAll(() => db.drop());

beforeEach(async () => {
  clock.set('2026-11-02T16:00:00Z');
  slack = fakeCourier();
  await emptyOutbox(site());
});

const site = () => ({ db, policy, clock });
const delivery = (over: Partial<DeliveryDeps> = {}) => deliveryAt(site(), [slack], over);
const rows = () => rowsOf(site());

describe('a notice', () => {
  it('reaches its recipient once, drawn as them, and its address is kept', async () => {
    const { personId, account } = await givenChatter(db.store, clock);
    await notes.write('The bus leaves at three.', [{ personId }]);
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect(await delivery().drain()).toMatchObject({ sent: 0 });
    expect(slack.messages).toHaveLength(1);
    expect(slack.messages[0]).toMatchObject({
      account,
      card: {
        title: expect.stringContaining('Note for Person'),
        blocks: [{ text: 'The bus leaves at three.' }],
      },
    });
    const [row] = await rows();
    expect(row).toMatchObject({
      state: 'sent',
      surface: 'slack',
      attempts: 1,
      repeats: 0,
      leasedUntil: null,
      address: { ts: row?.id },
    });
  });

  it('is drawn from the state at delivery, not from the one when it was written', async () => {
    const { personId } = await givenChatter(db.store, clock);
    const id = await notes.write('first', [{ personId }]);
    await notes.edit(id, 'second');
    await delivery().drain();
    expect(slack.messages.map(({ card }) => card.blocks)).toEqual([[{ kind: 'text', text: 'second' }]]);
  });

  it('is dropped without a word when its recipient may no longer see the case', async () => {
    const { personId } = await givenChatter(db.store, clock);
    const id = await notes.write('secret', [{ personId }]);
    await notes.hide(id);
    expect(await delivery().drain()).toMatchObject({ sent: 0, dropped: 1 });
    expect(slack.calls).toBe(0);
    expect((await rows())[0]).toMatchObject({ state: 'dropped', reason: null });
    expect(await undeliverable(db.store)).toEqual([]);
  });

  it('T10: waits for its time', async () => {
    const { personId } = await givenChatter(db.store, clock);
    await notes.write('later', [{ personId }], { notBefore: clock.now().add({ hours: 14 }) });
    expect(await delivery().drain()).toMatchObject({ sent: 0 });
    clock.set('2026-11-03T06:00:00Z');
    expect(await delivery().drain()).toMatchObject({ sent: 1 });
  });

  it('T9: waits through an outage and is told once when the program is back', async () => {
    const { personId } = await givenChatter(db.store, clock);
    await notes.write('during the outage', [{ personId }]);
    clock.set('2026-11-20T16:00:00Z');
    expect(await delivery().drain()).toMatchObject({ sent: 1 });
    expect(slack.messages).toHaveLength(1);
  });

  it('for somebody who has left goes on the list that a person sees', async () => {
    const { id: personId } = await givenPerson(db.store, { status: 'left' });
    await notes.write('too late', [{ personId }]);
    expect(await delivery().drain()).toMatchObject({ undeliverable: 1 });
    expect(await undeliverable(db.store)).toMatchObject([
      { to: { personId }, reason: 'no longer on the roster' },
    ]);
  });
});

describe('where a person is told', () => {
  it('is Slack before Teams, and a platform that is connected before one that is not', async () => {
    const teams = fakeCourier('teams');
    const both = await givenChatter(db.store, clock, 'teams');
    await linkAccount(db.store, clock, both.personId, 'slack');
    await notes.write('both', [{ personId: both.personId }]);
    await delivery({ couriers: [teams, slack] }).drain();
    expect([slack.messages.length, teams.messages.length]).toEqual([1, 0]);
    await notes.write('again', [{ personId: both.personId }]);
    await delivery({ couriers: [teams] }).drain();
    expect([slack.messages.length, teams.messages.length]).toEqual([1, 1]);
  });

  it.each(['held', 'detached'] as const)('is never an account that is %s', async (state) => {
    const { personId } = await givenChatter(db.store, clock, 'slack', state);
    await notes.write('not here', [{ personId }]);
    await delivery().drain();
    expect(slack.calls).toBe(0);
    expect((await rows())[0]).toMatchObject({ state: 'sent', surface: 'web', address: null });
  });

  it('is e-mail for people without chat, with the way into the web surface', async () => {
    const person = await givenPerson(db.store);
    const { letters, post } = mailbox();
    await notes.write('By e-mail.', [{ personId: person.id }]);
    await delivery({ post }).drain();
    expect(letters).toMatchObject([{ to: person.email, subject: `Note for ${person.name}` }]);
    expect(letters[0]?.text).toBe(
      `Note for ${person.name}\n\nBy e-mail.\n\nOpen it in Safekeep: https://safekeep.example/`,
    );
    expect((await rows())[0]).toMatchObject({ state: 'sent', surface: 'email', address: null });
  });

  it('says in every letter of the sample district that it is one', async () => {
    const person = await givenPerson(db.store);
    const { letters, post } = mailbox();
    await notes.write('By e-mail.', [{ personId: person.id }]);
    await delivery({ post, sample: true }).drain();
    expect(letters[0]?.subject).toMatch(/^\[Sample\] /);
    expect(letters[0]?.text).toMatch(/sample district/);
  });
});

describe('somebody outside', () => {
  async function outsider(email: string | null): Promise<string> {
    const id = newId();
    await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
      tx.db.outsider.create({ data: { id, name: 'Pat', email } }),
    );
    return id;
  }

  it('is told by letter, without a link into the house', async () => {
    const outsiderId = await outsider('pat@outside.example');
    const { letters, post } = mailbox();
    await notes.write('Your request is done.', [{ outsiderId }]);
    expect(await delivery({ post }).drain()).toMatchObject({ sent: 1 });
    expect(letters).toMatchObject([
      { to: 'pat@outside.example', subject: 'A note', text: 'Your request is done.' },
    ]);
  });

  it('stands on the list that a person sees when there is no mail server', async () => {
    const outsiderId = await outsider('pat@outside.example');
    await notes.write('Your request is done.', [{ outsiderId }]);
    await delivery().drain();
    expect(await undeliverable(db.store)).toMatchObject([
      { to: { outsiderId }, reason: 'e-mail is not set up (SMTP_URL); tell this person another way' },
    ]);
  });

  it('is dropped when the room has nothing to write to them', async () => {
    const outsiderId = await outsider(null);
    await notes.write('Your request is done.', [{ outsiderId }]);
    expect(await delivery(mailbox()).drain()).toMatchObject({ dropped: 1 });
  });
});

describe('after a crash', () => {
  it('between the platform’s answer and the mark, the message is found and not sent again', async () => {
    const { personId, account } = await givenChatter(db.store, clock);
    await notes.write('once', [{ personId }]);
    const [row] = await rows();
    await crashedWhileSending(site(), await keyOfAccount(site(), account));
    await slack.deliver(
      { tenant: 'T1', account },
      { rowId: row?.id ?? '', card: { audience: 'person', title: 'old', blocks: [], actions: [] } },
    );
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0, updated: 1 });
    expect(slack.messages).toHaveLength(1);
    expect(slack.messages[0]?.card.blocks).toEqual([{ kind: 'text', text: 'once' }]);
    expect((await rows())[0]).toMatchObject({ state: 'sent', repeats: 0, address: { ts: row?.id } });
  });

  it('before the call, the message is found absent and sent, and no repeat is counted', async () => {
    const { personId, account } = await givenChatter(db.store, clock);
    await notes.write('once', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), account));
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect(slack.messages).toHaveLength(1);
    expect((await rows())[0]).toMatchObject({ attempts: 2, repeats: 0 });
  });

  it('on a platform that cannot be asked, it is sent again and counted', async () => {
    slack.canFind = false;
    const { personId, account } = await givenChatter(db.store, clock);
    await notes.write('perhaps twice', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), account));
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 1 });
    expect((await rows())[0]).toMatchObject({ state: 'sent', repeats: 1 });
  });

  it('a letter is sent again under the same id and counted', async () => {
    const person = await givenPerson(db.store);
    const { letters, post } = mailbox();
    await notes.write('perhaps twice', [{ personId: person.id }]);
    await crashedWhileSending(site(), 'email');
    await delivery({ post }).drain();
    expect(letters.map((letter) => letter.rowId)).toEqual([(await rows())[0]?.id]);
    expect((await rows())[0]).toMatchObject({ repeats: 1 });
  });

  it('a row that another worker still holds is left alone', async () => {
    const { personId } = await givenChatter(db.store, clock);
    await notes.write('held', [{ personId }]);
    await claimRows(db.store, { now: clock.now(), limit: 100, leaseSeconds: 60 });
    expect(await delivery().drain()).toMatchObject({ sent: 0 });
    expect(slack.calls).toBe(0);
  });

  it('a call that ended without an answer is looked for before it is sent again', async () => {
    const { personId } = await givenChatter(db.store, clock);
    await notes.write('once', [{ personId }]);
    slack.after = () => {
      throw new Error('connection reset');
    };
    expect(await delivery().drain()).toMatchObject({ sent: 0, later: 1 });
    expect((await rows())[0]).toMatchObject({ state: 'sending' });
    slack.after = () => undefined;
    await endLeases(site());
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect(slack.messages).toHaveLength(1);
  });
});

describe('a platform that says', () => {
  it('"wait 30 seconds" is not called again before that, for anybody', async () => {
    const people = await Promise.all([1, 2, 3].map(() => givenChatter(db.store, clock)));
    await notes.write(
      'to all',
      people.map(({ personId }) => ({ personId })),
    );
    slack.before = () => ({ kind: 'later', afterMs: 30_000, reason: 'rate limited' });
    const worker = delivery({ width: 1 });
    expect(await worker.drain()).toMatchObject({ sent: 0, later: 3 });
    expect(slack.calls).toBe(1);
    expect((await rows()).map((row) => row.attempts).sort()).toEqual([0, 0, 1]);
    slack.before = () => undefined;
    clock.set('2026-11-02T16:00:29Z');
    expect(await worker.drain()).toMatchObject({ sent: 0 });
    clock.set('2026-11-02T16:00:30Z');
    expect(await worker.drain()).toMatchObject({ sent: 3 });
    expect(slack.messages).toHaveLength(3);
  });

  it('"later" again and again is asked ever more rarely, at most hourly', async () => {
    const { personId } = await givenChatter(db.store, clock);
    await notes.write('patience', [{ personId }]);
    slack.before = () => ({ kind: 'later', afterMs: 1, reason: 'unreachable' });
    const worker = delivery();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 14; attempt += 1) {
      await worker.drain();
      const next = (await rows())[0]?.notBefore.getTime() ?? 0;
      waits.push((next - clock.now().epochMilliseconds) / 1000);
      clock.set(clock.now().add({ milliseconds: next - clock.now().epochMilliseconds }));
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600]);
    slack.before = () => undefined;
    expect(await worker.drain()).toMatchObject({ sent: 1 });
  });

  it('nothing about one notice holds up the others', async () => {
    const { personId } = await givenChatter(db.store, clock);
    await notes.write('broken', [{ personId }], { notice: 'note.broken' });
    await notes.write('unknown', [{ personId }], { notice: 'note.unheard-of' });
    await notes.write('fine', [{ personId }]);
    expect(await delivery().drain()).toMatchObject({ sent: 1, later: 2 });
  });

  it('a notice that can’t be drawn is given up in the end, for a person to see', async () => {
    const { personId } = await givenChatter(db.store, clock);
    await notes.write('broken', [{ personId }], { notice: 'note.broken' });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await delivery().drain();
      clock.set(clock.now().add({ hours: 1 }));
    }
    expect(await undeliverable(db.store)).toMatchObject([
      { reason: 'it could not be drawn; the log says why' },
    ]);
  });
});

describe('a case that moves on', () => {
  it('is drawn anew in every card delivered of it, as each recipient', async () => {
    const [one, two] = await Promise.all([givenChatter(db.store, clock), givenChatter(db.store, clock)]);
    const id = await notes.write('first', [{ personId: one.personId }, { personId: two.personId }]);
    await delivery().drain();
    await notes.edit(id, 'second');
    expect(await delivery().drain()).toMatchObject({ sent: 0, updated: 2 });
    expect(slack.messages).toHaveLength(2);
    expect(slack.messages.map(({ card }) => card.blocks)).toEqual([
      [{ kind: 'text', text: 'second' }],
      [{ kind: 'text', text: 'second' }],
    ]);
    expect(await delivery().drain()).toMatchObject({ updated: 0 });
  });

  it('leaves the card as it lies for somebody who may no longer see the case', async () => {
    const { personId } = await givenChatter(db.store, clock);
    const id = await notes.write('first', [{ personId }]);
    await delivery().drain();
    await notes.hide(id);
    expect(await delivery().drain()).toMatchObject({ updated: 0 });
    expect(slack.messages[0]?.card.blocks).toEqual([{ kind: 'text', text: 'first' }]);
  });

  it('while its card is on the way is drawn anew afterwards', async () => {
    const { personId } = await givenChatter(db.store, clock);
    const id = await notes.write('first', [{ personId }]);
    slack.after = () => undefined;
    slack.before = async () => {
      slack.before = () => undefined;
      await notes.edit(id, 'second');
      return undefined;
    };
    expect(await delivery().drain()).toMatchObject({ sent: 1, updated: 1 });
    expect(slack.messages[0]?.card.blocks).toEqual([{ kind: 'text', text: 'second' }]);
  });

  it('is tried again when the platform asks to wait, and not when the message is gone', async () => {
    const { personId } = await givenChatter(db.store, clock);
    const id = await notes.write('first', [{ personId }]);
    const worker = delivery();
    await worker.drain();
    await notes.edit(id, 'second');
    slack.beforeUpdate = () => ({ kind: 'later', afterMs: 10_000, reason: 'rate limited' });
    expect(await worker.drain()).toMatchObject({ updated: 0 });
    slack.beforeUpdate = () => undefined;
    clock.set('2026-11-02T16:00:10Z');
    await endLeases(site());
    expect(await worker.drain()).toMatchObject({ updated: 1 });
    slack.messages.length = 0;
    await notes.edit(id, 'third');
    expect(await worker.drain()).toMatchObject({ updated: 0 });
    expect((await rows())[0]).toMatchObject({ state: 'sent', stale: false, address: null });
  });
});

describe('two workers at once', () => {
  it('deliver each row once between them', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => givenChatter(db.store, clock)));
    for (let i = 0; i < 20; i += 1)
      await notes.write(
        `note ${i}`,
        people.map(({ personId }) => ({ personId })),
      );
    const other = fakeCourier();
    const [mine, theirs] = await Promise.all([delivery().drain(), delivery({ couriers: [other] }).drain()]);
    const ids = [...slack.messages, ...other.messages].map(({ rowId }) => rowId);
    expect(mine.sent + theirs.sent).toBe(400);
    expect(new Set(ids).size).toBe(400);
    expect(ids).toHaveLength(400);
    expect(await db.store.db.outbox.count({ where: { state: 'sent', repeats: 0 } })).toBe(400);
  });
});

describe('the running worker', () => {
  it('wakes when something is written', async () => {
    const arrived = gate();
    slack.after = () => arrived.open();
    const worker = delivery();
    worker.start();
    try {
      const { personId } = await givenChatter(db.store, clock);
      await notes.write('now', [{ personId }]);
      await arrived.opened;
      expect(slack.messages).toHaveLength(1);
    } finally {
      await worker.stop();
    }
  });

  it('sends what a killed worker had in hand as soon as it starts, and does not wait for the lease', async () => {
    const { personId, account } = await givenChatter(db.store, clock);
    await notes.write('left behind', [{ personId }]);
    const way = await keyOfAccount(site(), account);
    for (const { id } of await claimRows(db.store, { now: clock.now(), limit: 1, leaseSeconds: 3600 }))
      await markBegun(db.store, [{ id, way }]);
    const arrived = gate();
    slack.after = () => arrived.open();
    const worker = delivery();
    worker.start();
    await arrived.opened;
    await worker.stop();
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2, repeats: 0 }]);
  });

  it('leaves to a living worker what that has in hand', async () => {
    const { personId } = await givenChatter(db.store, clock);
    const begun = gate();
    const release = gate();
    slack.before = async () => {
      begun.open();
      await release.opened;
      return undefined;
    };
    const [first, second] = [delivery(), delivery({ couriers: [fakeCourier()] })];
    first.start();
    await notes.write('in hand', [{ personId }]);
    await begun.opened;
    second.start();
    await vi.waitFor(async () => {
      const places = await db.store.db.$queryRaw<unknown[]>`
        SELECT FROM pg_locks JOIN pg_database d ON d.oid = database
         WHERE d.datname = current_database() AND locktype = 'advisory' AND mode = 'ShareLock' AND granted`;
      expect(places).toHaveLength(2);
    }, patient);
    await second.drain();
    release.open();
    await Promise.all([first.stop(), second.stop()]);
    expect(slack.messages).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1, repeats: 0 }]);
  });

  it('finishes what is being sent before it stops, and gives back what is not begun', async () => {
    const people = await Promise.all([1, 2, 3].map(() => givenChatter(db.store, clock)));
    await notes.write(
      'stop',
      people.map(({ personId }) => ({ personId })),
    );
    const begun = gate();
    const release = gate();
    slack.before = async () => {
      begun.open();
      await release.opened;
      return undefined;
    };
    const worker = delivery({ width: 1 });
    const round = worker.drain();
    await begun.opened;
    const stopped = worker.stop();
    release.open();
    await Promise.all([round, stopped]);
    expect(slack.messages).toHaveLength(1);
    expect((await rows()).map((row) => [row.state, row.attempts]).sort()).toEqual([
      ['sent', 1],
      ['waiting', 0],
      ['waiting', 0],
    ]);
  });
});
