/** Where one person is told when the best way is shut: the next one, at once, and once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryDeps } from '../../../src/app/delivery/worker.ts';
import type { Addressee, Delivery } from '../../../src/app/ports.ts';
import { createReach } from '../../../src/governance/people/reach.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import type { Policy } from '../../../src/policy/policy.ts';
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
import { givenChatter, linkAccount, type Notes, notesIn } from '../../support/notes.ts';
import { givenPerson } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

let db: TestDatabase;
let policy: Policy;
let notes: Notes;
let slack: FakeCourier;
let teams: FakeCourier;
const clock = fixedClock('2026-11-02T16:00:00Z');

const site = () => ({ db, policy, clock });
const delivery = (over: Partial<DeliveryDeps> = {}) => deliveryAt(site(), [teams, slack], over);
const rows = () => rowsOf(site());
const no = (reason: string): Delivery => ({ kind: 'never', reason });
const gone: Delivery = { kind: 'never', reason: 'Safekeep is not installed in their Teams.', blocked: true };

beforeAll(async () => {
  db = await testDatabase();
  policy = await legacyPolicy();
  notes = notesIn(db.store, clock);
});
afterAll(() => db.drop());
beforeEach(async () => {
  clock.set('2026-11-02T16:00:00Z');
  slack = fakeCourier('slack');
  teams = fakeCourier('teams');
  await emptyOutbox(site());
});

/** Somebody in both chats. */
async function onBoth() {
  const { personId, account: inTeams } = await givenChatter(db.store, clock, 'teams');
  return { personId, inTeams, inSlack: await linkAccount(db.store, clock, personId, 'slack') };
}

describe('a way that says "never"', () => {
  it('hands over to the next one in the same attempt, and the row keeps why', async () => {
    const { personId } = await onBoth();
    await notes.write('anyway', [{ personId }]);
    slack.before = () => no('Their Slack account is deactivated.');
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect(teams.messages).toHaveLength(1);
    expect(await rows()).toMatchObject([
      { state: 'sent', surface: 'teams', attempts: 1, reason: 'Slack: Their Slack account is deactivated' },
    ]);
  });

  it('leaves e-mail when both chats say so, and the web alone when the mail server does too', async () => {
    const { personId } = await onBoth();
    slack.before = () => no('Slack refuses it.');
    teams.before = () => gone;
    const { letters, post } = mailbox();
    await notes.write('by letter', [{ personId }]);
    await delivery({ post }).drain();
    expect(letters).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'sent', surface: 'email', address: null }]);

    await emptyOutbox(site());
    await notes.write('by nothing', [{ personId }]);
    const refusing = mailbox(() => no('the mail server refused it (550)'));
    await delivery(refusing).drain();
    expect(await rows()).toMatchObject([
      {
        ...{ state: 'sent', surface: 'web', address: null },
        reason:
          'Teams: Safekeep is not installed in their Teams; Slack: Slack refuses it; e-mail: the mail server refused it (550)',
      },
    ]);
  });

  it('for somebody outside, who has one way only, puts the row on the list that a person sees', async () => {
    await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
      tx.db.outsider.create({ data: { id: 'pat', name: 'Pat', email: 'pat@outside.example' } }),
    );
    await notes.write('to Pat', [{ outsiderId: 'pat' }]);
    const refusing = mailbox(() => no('the mail server refused it (550)'));
    expect(await delivery(refusing).drain()).toMatchObject({ undeliverable: 1 });
    expect(await undeliverable(db.store)).toMatchObject([
      { to: { outsiderId: 'pat' }, reason: 'e-mail: the mail server refused it (550)' },
    ]);
  });

  it('and "blocked" is not asked again until the person comes back', async () => {
    const { personId, inTeams } = await onBoth();
    slack.before = () => no('Slack refuses it.');
    teams.before = () => gone;
    const { letters, post } = mailbox();
    await notes.write('first', [{ personId }]);
    await delivery({ post }).drain();
    await notes.write('second', [{ personId }]);
    await delivery({ post }).drain();
    expect([slack.calls, teams.calls, letters.length]).toEqual([2, 1, 2]);
    expect(await db.store.db.account.findFirst({ where: { account: inTeams } })).toMatchObject({
      reach: 'blocked',
      reachReason: 'Safekeep is not installed in their Teams.',
    });
    expect((await rows()).map(({ reason }) => reason).sort()).toEqual([
      'Slack: Slack refuses it; Teams: Safekeep is not installed in their Teams',
      'Teams: Safekeep is not installed in their Teams; Slack: Slack refuses it',
    ]);
  });

  it('is heard even when the account cannot be marked', async () => {
    const { personId } = await onBoth();
    await notes.write('anyway', [{ personId }]);
    slack.before = () => ({ ...gone, reason: 'gone' });
    const reach = {
      ...createReach(db.store, clock),
      blocked: async () => {
        throw new Error('the database is away');
      },
    };
    expect(await delivery({ reach }).drain()).toMatchObject({ sent: 1 });
    expect(teams.messages).toHaveLength(1);
  });
});

describe('a way that does not say "never"', () => {
  it('"later" is waited for: the next way is not tried', async () => {
    const { personId } = await onBoth();
    await notes.write('patience', [{ personId }]);
    slack.before = () => ({ kind: 'later', afterMs: 30_000, reason: 'rate limited' });
    expect(await delivery().drain()).toMatchObject({ later: 1 });
    expect(teams.calls).toBe(0);
    expect(await rows()).toMatchObject([{ state: 'waiting', way: null }]);
  });

  it('no answer at all is looked into first: the next way is not tried', async () => {
    const { personId, inSlack } = await onBoth();
    await notes.write('perhaps', [{ personId }]);
    slack.after = () => {
      throw new Error('connection reset');
    };
    expect(await delivery().drain()).toMatchObject({ later: 1 });
    expect(teams.calls).toBe(0);
    expect(await rows()).toMatchObject([{ state: 'sending', way: await keyOfAccount(site(), inSlack) }]);
  });

  it('a pause of the best way is waited for, and of the second one too', async () => {
    const { personId } = await onBoth();
    const other = await givenChatter(db.store, clock, 'teams');
    teams.before = () => ({ kind: 'later', afterMs: 30_000, reason: 'rate limited' });
    await notes.write('pauses Teams', [{ personId: other.personId }]);
    const worker = delivery({ width: 1 });
    await worker.drain();
    teams.before = () => undefined;
    slack.before = () => no('not here');
    await notes.write('waits', [{ personId }]);
    const { letters } = mailbox();
    expect(await worker.drain()).toMatchObject({ sent: 0, later: 1 });
    expect([teams.messages.length, letters.length]).toEqual([0, 0]);
    clock.set('2026-11-02T16:00:31Z');
    expect(await worker.drain()).toMatchObject({ sent: 2 });
    expect(teams.messages).toHaveLength(2);
  });
});

describe('an account', () => {
  it.each(['uninstalled', 'blocked'])('that is %s is passed over, and the row says why', async (reach) => {
    const { personId, inSlack } = await onBoth();
    await db.store.transact({ personId: null, surface: 'cli', now: clock.now() }, (tx) =>
      tx.db.account.updateMany({
        where: { account: inSlack },
        data: { reach, reachReason: 'They removed it.' },
      }),
    );
    await notes.write('elsewhere', [{ personId }]);
    await delivery().drain();
    expect([slack.calls, teams.messages.length]).toEqual([0, 1]);
    expect(await rows()).toMatchObject([{ surface: 'teams', reason: 'Slack: They removed it' }]);
  });

  it('is written to where it was found last', async () => {
    const { personId, account } = await givenChatter(db.store, clock, 'teams');
    const asked: Addressee[] = [];
    const found = { conversation: 'a:1', service: 'https://smba.example/amer/' };
    const deliver: FakeCourier['deliver'] = async (to, { rowId }) => {
      asked.push(to);
      return {
        kind: 'sent',
        address: { activity: rowId },
        ...(to.whereabouts ? {} : { whereabouts: found }),
      };
    };
    for (const text of ['first', 'second']) {
      await notes.write(text, [{ personId }]);
      await deliveryAt(site(), [{ ...teams, deliver }]).drain();
    }
    expect(asked.map((to) => to.whereabouts)).toEqual([undefined, found]);
    expect(await db.store.db.account.findFirst({ where: { account } })).toMatchObject({ whereabouts: found });
  });
});

describe('what a crash left in doubt', () => {
  const arrived = { audience: 'person', title: 'old', blocks: [], actions: [] } as const;

  it('is looked for where it was being sent, not where it would be sent now', async () => {
    const { personId, inTeams } = await onBoth();
    await notes.write('once', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), inTeams));
    const [row] = await rows();
    await teams.deliver({ tenant: 'T1', account: inTeams }, { rowId: row?.id ?? '', card: arrived });
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0, updated: 1 });
    expect([slack.messages.length, teams.messages.length]).toEqual([0, 1]);
    expect(await rows()).toMatchObject([{ state: 'sent', surface: 'teams', address: { ts: row?.id } }]);
  });

  it('is looked for there even when nothing new would be sent there any more', async () => {
    const { personId, inSlack } = await onBoth();
    await notes.write('once', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), inSlack));
    const [row] = await rows();
    await slack.deliver({ tenant: 'T1', account: inSlack }, { rowId: row?.id ?? '', card: arrived });
    await createReach(db.store, clock).blocked({ surface: 'slack', tenant: 'T1', account: inSlack }, 'gone');
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect([slack.messages.length, teams.messages.length]).toEqual([1, 0]);
  });

  it('and is not there goes out the best way, uncounted', async () => {
    const { personId, inTeams } = await onBoth();
    await notes.write('once', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), inTeams));
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect([slack.messages.length, teams.messages.length]).toEqual([1, 0]);
  });

  it('where nobody can be asked is counted once, whatever ways are tried then', async () => {
    const { personId, inTeams } = await onBoth();
    teams.canFind = false;
    await notes.write('perhaps twice', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), inTeams));
    slack.before = () => no('not here');
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 1 });
    expect(await rows()).toMatchObject([{ state: 'sent', surface: 'teams', repeats: 1, attempts: 2 }]);
  });

  it('on a platform that is not connected any more is counted too', async () => {
    const { personId, inSlack } = await onBoth();
    await notes.write('perhaps twice', [{ personId }]);
    await crashedWhileSending(site(), await keyOfAccount(site(), inSlack));
    expect(await deliveryAt(site(), [teams]).drain()).toMatchObject({ sent: 1, repeated: 1 });
    expect(await rows()).toMatchObject([{ surface: 'teams', repeats: 1 }]);
  });

  it('is not in doubt where nobody is called: the web surface alone', async () => {
    const { id: personId } = await givenPerson(db.store);
    await notes.write('on the web', [{ personId }]);
    await crashedWhileSending(site());
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect(await rows()).toMatchObject([{ surface: 'web', repeats: 0 }]);
  });

  it('the second time, on the second way, is looked for on that one', async () => {
    const { personId, inTeams } = await onBoth();
    await notes.write('once', [{ personId }]);
    slack.before = () => no('not here');
    teams.after = () => {
      throw new Error('connection reset');
    };
    await delivery().drain();
    expect(await rows()).toMatchObject([{ state: 'sending', way: await keyOfAccount(site(), inTeams) }]);
    await endLeases(site());
    teams.after = () => undefined;
    expect(await delivery().drain()).toMatchObject({ sent: 1, repeated: 0 });
    expect([slack.calls, teams.messages.length]).toEqual([1, 1]);
  });
});

describe('a full outbox', () => {
  it('says of each row where it is being sent before its call, and is never wider than the worker', async () => {
    const people = await Promise.all(
      Array.from({ length: 120 }, () => givenChatter(db.store, clock, 'teams')),
    );
    await notes.write(
      'to all',
      people.map(({ personId }) => ({ personId })),
    );
    let inFlight = 0;
    let most = 0;
    teams.before = async (account) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      const way = await keyOfAccount(site(), account);
      expect(await db.store.db.outbox.count({ where: { state: 'sending', way } })).toBe(1);
      inFlight -= 1;
      return undefined;
    };
    expect(await delivery({ width: 8 }).drain()).toMatchObject({ sent: 120 });
    expect(most).toBe(8);
    expect(await db.store.db.outbox.count({ where: { way: { not: null } } })).toBe(0);
  });
});
