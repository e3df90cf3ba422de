import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountProfile, Caller } from '../../../src/chat/interaction.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { markInactive } from '../../../src/governance/people/inactive.ts';
import { fixedClock, Temporal } from '../../../src/kernel/clock.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { drawNotice } from '../../support/draw-notice.ts';
import {
  actAs,
  askAs,
  directoryOf,
  dispatchAs,
  fillIn,
  givenPerson,
  type World,
} from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';

const clock = fixedClock('2026-11-20T17:00:00Z');
let database: TestDatabase;
let world: World;
let identify: ReturnType<typeof createIdentify>;
let nextAccount = 0;

beforeAll(async () => {
  database = await testDatabase();
  const policy = await legacyPolicy();
  world = { store: database.store, policy, clock, features: [people] };
  identify = createIdentify({
    store: database.store,
    clock,
    directory: directoryOf(world),
    zone: policy.pack.pack.zone,
  });
});
afterAll(() => database.drop());

interface Chat {
  readonly caller: Caller;
  readonly asked: () => number;
}

/** A Slack account whose profile says so; `asked` counts how often Slack had to be asked. */
function slackAccount(
  profile: Partial<AccountProfile> | undefined,
  given: { readonly account?: string; readonly tenant?: string; readonly surface?: 'slack' | 'teams' } = {},
): Chat {
  nextAccount += 1;
  let asked = 0;
  return {
    caller: {
      kind: 'account',
      surface: given.surface ?? 'slack',
      tenant: given.tenant ?? 'T1',
      account: given.account ?? `U${nextAccount}`,
      profile: async () => {
        asked += 1;
        return profile && { addresses: [], standing: 'member', ...profile };
      },
    },
    asked: () => asked,
  };
}

/** Every table that a stranger might leave a trace in. */
async function rows(): Promise<Record<string, number>> {
  const { db } = database.store;
  return {
    accounts: await db.account.count(),
    people: await db.person.count(),
    notices: await db.outbox.count(),
    audit: await db.auditEntry.count(),
    once: await db.once.count(),
  };
}

function auditOf(accountId: string) {
  return database.store.db.auditEntry.count({ where: { line: { contains: accountId } } });
}

describe('meeting a chat account', () => {
  it('C-10: matches the first account by its address, in any case, and remembers it by id', async () => {
    const ada = await givenPerson(database.store, { email: 'ada@legacy.example' });
    const chat = slackAccount({ addresses: [' Ada@Legacy.Example '] });

    expect(await identify(chat.caller)).toMatchObject({ ok: true, value: { id: ada.id } });
    expect(await identify(chat.caller)).toMatchObject({ ok: true, value: { id: ada.id } });

    expect(chat.asked()).toBe(1);
    const [account] = await database.store.db.account.findMany({ where: { personId: ada.id } });
    expect(account?.state).toBe('linked');
    expect(await auditOf(account?.id ?? 'none')).toBe(1);
  });

  it('C-10: still knows an account by its id after the address has changed', async () => {
    const bo = await givenPerson(database.store, { email: 'bo@legacy.example' });
    await identify(slackAccount({ addresses: ['bo@legacy.example'] }, { account: 'UBO' }).caller);

    const renamed = slackAccount({ addresses: ['somebody.else@legacy.example'] }, { account: 'UBO' });
    expect(await identify(renamed.caller)).toMatchObject({ ok: true, value: { id: bo.id } });
  });

  it.each<[string, Partial<AccountProfile> | undefined, string]>([
    ['an address that is not on the roster', { addresses: ['nobody@legacy.example'] }, 'unknown'],
    ['no address at all', {}, 'unknown'],
    ['no profile', undefined, 'unknown'],
    ['a bot with a known address', { addresses: ['known@legacy.example'], standing: 'bot' }, 'unknown'],
    ['a guest with a known address', { addresses: ['known@legacy.example'], standing: 'guest' }, 'guest'],
    [
      'a deactivated account with a known address',
      { addresses: ['known@legacy.example'], standing: 'deactivated' },
      'deactivated',
    ],
    ['somebody who has left', { addresses: ['gone@legacy.example'] }, 'left'],
    ['somebody on leave', { addresses: ['away@legacy.example'] }, 'leave'],
  ])('turns away %s and stores nothing', async (_what, profile, problem) => {
    const { db } = database.store;
    if ((await db.person.count({ where: { email: 'known@legacy.example' } })) === 0) {
      await givenPerson(database.store, { email: 'known@legacy.example' });
      await givenPerson(database.store, { email: 'gone@legacy.example', status: 'left' });
      await givenPerson(database.store, { email: 'away@legacy.example', status: 'leave' });
    }
    const before = await rows();
    expect(await identify(slackAccount(profile).caller)).toEqual({ ok: false, problem });
    expect(await rows()).toEqual(before);
  });

  it('makes one account of two first messages at once', async () => {
    const cy = await givenPerson(database.store, { email: 'cy@legacy.example' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        identify(slackAccount({ addresses: ['cy@legacy.example'] }, { account: 'UCY' }).caller),
      ),
    );
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { id: cy.id } });
    const accounts = await database.store.db.account.findMany({ where: { personId: cy.id } });
    expect(accounts).toHaveLength(1);
    expect(await auditOf(accounts[0]?.id ?? 'none')).toBe(1);
  });

  it('links only one of two different accounts with one address that write at once', async () => {
    const di = await givenPerson(database.store, { email: 'di@legacy.example' });
    const answers = await Promise.all(
      ['UDI1', 'UDI2'].map((account) =>
        identify(slackAccount({ addresses: ['di@legacy.example'] }, { account }).caller),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const states = await database.store.db.account.findMany({
      where: { personId: di.id },
      select: { state: true },
    });
    expect(states.map((one) => one.state).sort()).toEqual(['held', 'linked']);
  });

  it('links a first account on another surface without asking', async () => {
    const ed = await givenPerson(database.store, { email: 'ed@legacy.example' });
    await identify(slackAccount({ addresses: ['ed@legacy.example'] }).caller);
    const teams = slackAccount({ addresses: ['ed@legacy.example'] }, { surface: 'teams' });
    expect(await identify(teams.caller)).toMatchObject({ ok: true, value: { id: ed.id } });
  });
});

describe('a known address on a new account', () => {
  async function heldStory(name: string) {
    const { store } = database;
    const email = `${name.toLowerCase()}@legacy.example`;
    const person = await givenPerson(store, { name, email });
    const hr = await givenPerson(store, { roles: ['hr'] });
    const itsm = await givenPerson(store, { roles: ['it_security_manager'] });
    const old = slackAccount({ addresses: [email] });
    await identify(old.caller);
    const fresh = slackAccount({ addresses: [email] });
    const first = await identify(fresh.caller);
    const held = await store.db.account.findFirstOrThrow({ where: { personId: person.id, state: 'held' } });
    return { person, hr, itsm, old, fresh, first, held };
  }

  function press(personId: string, action: string, account: string) {
    const handler = people.actions?.find((one) => one.id === action);
    if (!handler) throw new Error('no such action');
    return actAs(world, personId, (act) => handler.run(act, { account }));
  }

  it('is held for a person to confirm, not rebound, and Human Resources and IT security are asked', async () => {
    const { first, fresh, old, held, hr, itsm, person } = await heldStory('Fay');
    expect(first).toEqual({ ok: false, problem: 'held' });
    expect(await identify(fresh.caller)).toEqual({ ok: false, problem: 'held' });
    expect(await identify(old.caller)).toMatchObject({ ok: true, value: { id: person.id } });
    const asked = await database.store.db.outbox.findMany({ where: { caseId: held.id } });
    expect(asked.map((row) => row.personId)).toEqual(expect.arrayContaining([hr.id, itsm.id]));
    expect(asked.every((row) => row.notice === 'people.account.held')).toBe(true);
    expect(new Set(asked.map((row) => row.personId)).size).toBe(asked.length);
  });

  it('takes the old account’s place once confirmed, and the person is told', async () => {
    const { fresh, old, held, hr, person } = await heldStory('Gus');
    expect(await press(hr.id, 'people.account.confirm', held.id)).toMatchObject({ kind: 'done' });
    expect(await identify(fresh.caller)).toMatchObject({ ok: true, value: { id: person.id } });
    expect(await identify(old.caller)).toEqual({ ok: false, problem: 'unknown' });
    const told = await database.store.db.outbox.findMany({
      where: { caseId: held.id, notice: 'people.account.decided' },
    });
    expect(told.map((row) => row.personId)).toEqual([person.id]);
  });

  it('stays shut out once refused', async () => {
    const { fresh, old, held, itsm, person } = await heldStory('Hal');
    expect(await press(itsm.id, 'people.account.refuse', held.id)).toMatchObject({ kind: 'done' });
    expect(await identify(fresh.caller)).toEqual({ ok: false, problem: 'unknown' });
    expect(await identify(old.caller)).toMatchObject({ ok: true, value: { id: person.id } });
  });

  it('is decided once: the second click is told who acted and sees the card as it stands', async () => {
    const { held, hr, itsm } = await heldStory('Ida');
    const answers = await Promise.all([
      press(hr.id, 'people.account.confirm', held.id),
      press(itsm.id, 'people.account.refuse', held.id),
    ]);
    expect(answers.map((answer) => answer.kind).sort()).toEqual(['done', 'refused']);
    const late = answers.find((answer) => answer.kind === 'refused');
    expect(late).toMatchObject({ card: { about: { id: held.id }, actions: [] } });
    expect(late && 'text' in late ? late.text : '').toMatch(
      /has decided on this account already, November 20/,
    );
  });

  it('cannot be vouched for by whoever’s name it bears', async () => {
    const { store } = database;
    const hr = await givenPerson(store, { email: 'jo@legacy.example', roles: ['hr'] });
    await identify(slackAccount({ addresses: ['jo@legacy.example'] }).caller);
    await identify(slackAccount({ addresses: ['jo@legacy.example'] }).caller);
    const held = await store.db.account.findFirstOrThrow({ where: { personId: hr.id, state: 'held' } });
    expect(await press(hr.id, 'people.account.confirm', held.id)).toMatchObject({ kind: 'refused' });
    expect((await store.db.account.findUniqueOrThrow({ where: { id: held.id } })).state).toBe('held');
    const asked = await store.db.outbox.findMany({ where: { caseId: held.id } });
    expect(asked.map((row) => row.personId)).not.toContain(hr.id);
  });

  it('shows on the list of Human Resources, and nobody else’s', async () => {
    const { hr, person } = await heldStory('Kit');
    const titles = async (id: string) =>
      ((await people.tasksOf?.(await askAs(world, id))) ?? []).map((task) => task.title);
    expect(await titles(hr.id)).toContain('Confirm Kit’s new Slack account');
    expect(await titles(person.id)).not.toContain('Confirm Kit’s new Slack account');
  });
});

describe('/safekeep accounts', () => {
  it('lists what waits, and each can be decided from there', async () => {
    const { store } = database;
    const hr = await givenPerson(store, { roles: ['hr'] });
    const mia = await givenPerson(store, { name: 'Mia', email: 'mia@legacy.example' });
    for (const account of ['UMIA1', 'UMIA2', 'UMIA3'])
      await identify(slackAccount({ addresses: ['mia@legacy.example'] }, { account }).caller);
    const list = await dispatchAs(world, hr.id, { kind: 'command', name: 'safekeep', text: 'accounts' });
    for (const account of ['UMIA2', 'UMIA3']) expect(JSON.stringify(list)).toContain(account);
    expect(JSON.stringify(list)).not.toContain('UMIA1');
    const held = await store.db.account.findMany({ where: { personId: mia.id, state: 'held' } });
    const decision = { decision: 'linked' };
    for (const { id } of held)
      expect(await fillIn(world, hr.id, 'people.account.decide', { account: id }, decision)).toMatchObject({
        kind: 'done',
        tone: 'good',
      });
    const linked = await store.db.account.findMany({ where: { personId: mia.id, state: 'linked' } });
    expect(linked).toHaveLength(1);
    const again = await fillIn(
      world,
      hr.id,
      'people.account.decide',
      { account: held[0]?.id ?? '' },
      decision,
    );
    expect(again).toMatchObject({ kind: 'done', tone: 'warning' });
  });

  it('is not open to others, and neither is what the notice shows', async () => {
    const { store } = database;
    const nosy = await givenPerson(store);
    const nia = await givenPerson(store, { name: 'Nia', email: 'nia@legacy.example' });
    await givenPerson(store, { roles: ['hr'] });
    for (const account of ['UNIA1', 'UNIA2'])
      await identify(slackAccount({ addresses: ['nia@legacy.example'] }, { account }).caller);
    const held = await store.db.account.findFirstOrThrow({ where: { personId: nia.id, state: 'held' } });
    const list = await dispatchAs(world, nosy.id, { kind: 'command', name: 'safekeep', text: 'accounts' });
    expect(list).toMatchObject({ kind: 'done', tone: 'warning' });
    const payload = { account: held.id };
    const pressed = await dispatchAs(world, nosy.id, {
      kind: 'action',
      id: 'people.account.confirm',
      payload,
    });
    expect(pressed).toMatchObject({ kind: 'done', tone: 'warning' });
    const drawn = async (id: string) =>
      drawNotice(people.notices, 'people.account.decided', await askAs(world, id), {
        caseId: held.id,
        facts: {},
      });
    expect(await drawn(nosy.id)).toBeUndefined();
    expect(await drawn(nia.id)).toMatchObject({ title: 'Your Slack account, Nia', actions: [] });
  });
});

describe('an account whose person left', () => {
  it('is let go with them, and waits for a yes when they come back', async () => {
    const { store } = database;
    const lee = await givenPerson(store, { email: 'lee@legacy.example' });
    const hr = await givenPerson(store, { roles: ['hr'] });
    const chat = slackAccount({ addresses: ['lee@legacy.example'] });
    await identify(chat.caller);
    await actAs(world, hr.id, (act) =>
      markInactive(act, lee.id, { status: 'left', lastDay: Temporal.PlainDate.from('2026-11-20') }),
    );
    expect(await identify(chat.caller)).toEqual({ ok: false, problem: 'left' });

    await store.transact({ personId: hr.id, surface: 'web', now: clock.now() }, (tx) =>
      tx.db.person.update({ where: { id: lee.id }, data: { status: 'active' } }),
    );
    expect(await identify(chat.caller)).toEqual({ ok: false, problem: 'held' });
    expect(chat.asked()).toBe(1);
  });
});

describe('a linked account of somebody on leave', () => {
  it('waits until they are back, and is theirs again then without a question', async () => {
    const { store } = database;
    const max = await givenPerson(store, { email: 'max@legacy.example' });
    const hr = await givenPerson(store, { roles: ['hr'] });
    const chat = slackAccount({ addresses: ['max@legacy.example'] });
    await identify(chat.caller);
    const day = '2026-11-20';
    await fillIn(world, hr.id, 'people.away', { person: max.id }, { kind: 'leave', from: day });
    expect(await identify(chat.caller)).toEqual({ ok: false, problem: 'leave' });
    await dispatchAs(world, hr.id, { kind: 'action', id: 'people.back', payload: { person: max.id } });
    expect(await identify(chat.caller)).toMatchObject({ ok: true, value: { id: max.id } });
  });
});

describe('a web session', () => {
  it.each([
    ['active', { ok: true }],
    ['leave', { ok: false, problem: 'leave' }],
    ['left', { ok: false, problem: 'left' }],
  ] as const)('of somebody %s is answered so', async (status, answer) => {
    const person = await givenPerson(database.store, { status });
    expect(await identify({ kind: 'session', personId: person.id })).toMatchObject(answer);
  });
});
