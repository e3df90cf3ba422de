/** Whether accounts can be written to: what platforms say is kept once, and ends when the person comes back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reach } from '../../../src/app/ports.ts';
import type { Whereabouts } from '../../../src/chat/interaction.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { createReach } from '../../../src/governance/people/reach.ts';
import { fixedClock } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { givenChatter } from '../../support/notes.ts';
import { directoryOf, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
const here: Whereabouts = { conversation: 'a:1', service: 'https://smba.example/amer/', user: '29:1' };
let db: TestDatabase;
let reach: Reach;
let identify: ReturnType<typeof createIdentify>;

beforeAll(async () => {
  db = await testDatabase();
  const world: World = { store: db.store, policy: await legacyPolicy(), clock };
  reach = createReach(db.store, clock);
  identify = createIdentify({
    ...{ store: db.store, clock, directory: directoryOf(world) },
    zone: world.policy.pack.pack.zone,
  });
});
afterAll(() => db.drop());

const key = (account: string, surface: 'slack' | 'teams' = 'teams') => ({ surface, tenant: 'T1', account });

async function speaks(account: string, surface: 'slack' | 'teams', whereabouts?: Whereabouts) {
  return identify({
    ...{ kind: 'account', ...key(account, surface), profile: async () => undefined },
    ...(whereabouts ? { whereabouts } : {}),
  });
}

async function kept(account: string) {
  const row = await db.store.db.account.findFirstOrThrow({ where: { account } });
  return { reach: row.reach, reason: row.reachReason, whereabouts: row.whereabouts };
}

/** What the audit trail says of this account, oldest first. */
async function audited(account: string): Promise<readonly string[]> {
  const { id } = await db.store.db.account.findFirstOrThrow({ where: { account } });
  const entries = await db.store.db.auditEntry.findMany({ orderBy: { seq: 'asc' } });
  return entries.flatMap(({ line }) => (line.includes(id) ? [JSON.parse(line).what as string] : []));
}

describe('an account', () => {
  it('that nothing reaches is marked with the reason, and audited once', async () => {
    const { account } = await givenChatter(db.store, clock, 'teams');
    await reach.blocked(key(account), 'They blocked Safekeep in Teams.');
    await reach.blocked(key(account), 'They blocked Safekeep in Teams.');
    expect(await kept(account)).toMatchObject({
      reach: 'blocked',
      reason: 'They blocked Safekeep in Teams.',
    });
    expect(await audited(account)).toEqual(['account.unreachable']);
  });

  it('that removed the app is marked, and so is one that removes it after it was blocked', async () => {
    const { account } = await givenChatter(db.store, clock, 'teams');
    await reach.blocked(key(account), 'A policy.');
    await reach.uninstalled(key(account));
    expect(await kept(account)).toMatchObject({
      reach: 'uninstalled',
      reason: 'They removed the Safekeep app.',
    });
  });

  it('keeps where it was found last, without an entry in the audit trail', async () => {
    const { account } = await givenChatter(db.store, clock, 'teams');
    await reach.found(key(account), here);
    expect(await kept(account)).toMatchObject({ reach: 'open', whereabouts: here });
    expect(await audited(account)).toEqual([]);
  });

  it('of nobody we know leaves no trace', async () => {
    const before = await db.store.db.auditEntry.count();
    await reach.uninstalled(key('stranger'));
    await reach.blocked(key('stranger'), 'no');
    await reach.found(key('stranger'), here);
    expect(await db.store.db.account.count({ where: { account: 'stranger' } })).toBe(0);
    expect(await db.store.db.auditEntry.count()).toBe(before);
  });
});

describe('somebody who comes back', () => {
  it('by a word in their own Teams chat can be written to, there', async () => {
    const { account } = await givenChatter(db.store, clock, 'teams');
    await reach.uninstalled(key(account));
    await speaks(account, 'teams', here);
    expect(await kept(account)).toEqual({ reach: 'open', reason: null, whereabouts: here });
    await speaks(account, 'teams', here);
    expect(await audited(account)).toEqual(['account.unreachable', 'account.reachable']);
  });

  it('by a word in a Teams group has not added the app again: that tells nothing', async () => {
    const { account } = await givenChatter(db.store, clock, 'teams');
    await reach.uninstalled(key(account));
    expect(await speaks(account, 'teams')).toMatchObject({ ok: true });
    expect(await kept(account)).toMatchObject({ reach: 'uninstalled' });
  });

  it('by any word in Slack can be written to', async () => {
    const { account } = await givenChatter(db.store, clock, 'slack');
    await reach.blocked(key(account, 'slack'), 'Their Slack account is deactivated.');
    await speaks(account, 'slack');
    expect(await kept(account)).toMatchObject({ reach: 'open', reason: null });
  });

  it('is followed to another conversation, and one that stays the same is not written again', async () => {
    const { account } = await givenChatter(db.store, clock, 'teams');
    await speaks(account, 'teams', here);
    const moved = { ...here, service: 'https://smba.example/emea/' };
    await speaks(account, 'teams', moved);
    expect(await kept(account)).toMatchObject({ whereabouts: moved });
  });
});
