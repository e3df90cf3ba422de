/** Who an account of Teams is to the district: asked of Teams once, kept by its id, and nothing kept of strangers. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDispatch } from '../../../src/app/dispatch.ts';
import { houseFeature } from '../../../src/app/home.ts';
import { createRegistry } from '../../../src/app/registry.ts';
import { encodeToken } from '../../../src/chat/form-token.ts';
import type { AccountProfile, Caller, Envelope, Interaction, Reply } from '../../../src/chat/interaction.ts';
import { feature as people } from '../../../src/governance/people/feature.ts';
import { createIdentify } from '../../../src/governance/people/identify.ts';
import { createReach } from '../../../src/governance/people/reach.ts';
import { feature as requests } from '../../../src/governance/requests/feature.ts';
import { fixedClock, systemClock } from '../../../src/kernel/clock.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { createLog } from '../../../src/kernel/log.ts';
import { readMember } from '../../../src/platforms/teams/identity.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { saying } from '../../support/front-door.ts';
import { directoryOf, givenCollection, givenPerson, type World } from '../../support/people.ts';
import { legacyPolicy } from '../../support/policy.ts';
import { startTeamsApp, type TeamsApp } from '../../support/teams-app.ts';
import { TeamsPerson } from '../../support/teams-client.ts';
import { type Member, startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';
import { tenant } from '../../support/teams-keys.ts';

const clock = fixedClock(systemClock.now());
let database: TestDatabase;
let peer: TeamsPeer;
let app: TeamsApp;
let dispatch: (envelope: Envelope) => Promise<Reply>;
let counter = 0;

beforeAll(async () => {
  database = await testDatabase();
  const { store } = database;
  const policy = await legacyPolicy();
  const world: World = { store, policy, clock };
  const directory = directoryOf(world);
  dispatch = createDispatch({
    ...{ store, directory, policy, clock, policyOf: async () => policy },
    registry: createRegistry([houseFeature, people, requests]),
    identify: createIdentify({ store, clock, directory, zone: policy.pack.pack.zone }),
    reach: createReach(store, clock),
    log: createLog('silent'),
  });
  peer = await startTeamsPeer();
  app = await startTeamsApp(peer);
  app.answers(dispatch);
});
afterAll(async () => {
  await app.close();
  await peer.close();
  await database.drop();
});
beforeEach(() => {
  (peer.calls as unknown[]).length = 0;
});

/** Somebody new in Teams, at their keyboard. */
function inTeams(given: Partial<Member>): TeamsPerson {
  counter += 1;
  return new TeamsPerson(peer, app.url, peer.person(`Person ${counter}`, given));
}

const rosterQuestions = () => peer.calls.filter(({ kind }) => kind === 'member').length;
const accountsOf = (personId: string) =>
  database.store.db.account.findMany({ where: { personId }, orderBy: { surface: 'asc' } });

/** Every table that a stranger might leave a trace in. */
async function rows(): Promise<Record<string, number>> {
  const { db } = database.store;
  return {
    accounts: await db.account.count(),
    people: await db.person.count(),
    notices: await db.outbox.count(),
    audit: await db.auditEntry.count(),
    once: await db.once.count(),
    texts: await db.caseText.count(),
  };
}

const addresses = ['a@legacy.example', 'a.upn@legacy.example'];
const account = 'c0ffee00-0000-4000-8000-000000000001';

describe('what Teams says of somebody', () => {
  const [email, userPrincipalName] = addresses;
  const member = { aadObjectId: account, tenantId: tenant, userRole: 'user', email, userPrincipalName };

  it.each<[string, unknown, AccountProfile | undefined]>([
    ['a member: mail first, then the name they sign in with', member, { addresses, standing: 'member' }],
    ['no mail', { ...member, email: null }, { addresses: [addresses[1] ?? ''], standing: 'member' }],
    ['an empty mail', { ...member, email: ' ' }, { addresses: [addresses[1] ?? ''], standing: 'member' }],
    ['nothing but an id', { aadObjectId: account }, { addresses: [], standing: 'member' }],
    [
      'the older name of the id',
      { ...member, aadObjectId: undefined, objectId: account },
      { addresses, standing: 'member' },
    ],
    [
      'an id in capitals',
      { ...member, aadObjectId: account.toUpperCase() },
      { addresses, standing: 'member' },
    ],
    [
      'a guest by their name',
      { ...member, userPrincipalName: 'jo_other.example#EXT#@legacy.onmicrosoft.example' },
      { addresses: [email ?? '', 'jo_other.example#EXT#@legacy.onmicrosoft.example'], standing: 'guest' },
    ],
    ['a guest by their role', { ...member, userRole: 'guest' }, { addresses, standing: 'guest' }],
    ['nobody known by their role', { ...member, userRole: 'anonymous' }, { addresses, standing: 'guest' }],
    ['somebody of another tenant', { ...member, tenantId: account }, { addresses, standing: 'guest' }],
    ['somebody else', { ...member, aadObjectId: 'c0ffee00-0000-4000-8000-000000000002' }, undefined],
    ['nothing', undefined, undefined],
    ['no object', 'a@legacy.example', undefined],
    [
      'a mail that is no text',
      { ...member, email: { $ne: '' } },
      { addresses: [addresses[1] ?? ''], standing: 'member' },
    ],
  ])('%s', (_name, said, expected) => {
    expect(readMember(said, { tenant, account })).toEqual(expected);
  });
});

describe('meeting an account of Teams', () => {
  it('matches the mail address first, and keeps the account by its own id', async () => {
    const { store } = database;
    const ada = await givenPerson(store, { email: 'ada@legacy.example' });
    const other = await givenPerson(store, { email: 'ada.upn@legacy.example' });
    const pat = inTeams({ email: 'Ada@Legacy.example', userPrincipalName: 'ada.upn@legacy.example' });
    await pat.types('home');
    await pat.types('home');
    expect(rosterQuestions()).toBe(1);
    const { aadObjectId, id, personal } = pat.member;
    expect(await accountsOf(ada.id)).toMatchObject([
      {
        ...{ surface: 'teams', tenant, account: aadObjectId, state: 'linked', reach: 'open' },
        whereabouts: {
          ...{ conversation: personal, service: peer.serviceUrl, user: id, tenant },
          bot: `28:${peer.appId}`,
        },
      },
    ]);
    expect(await accountsOf(other.id)).toEqual([]);
  });

  it('falls back to the name that people sign in with', async () => {
    const bo = await givenPerson(database.store, { email: 'bo@legacy.example' });
    await inTeams({ userPrincipalName: 'bo@legacy.example' }).types('home');
    const cy = await givenPerson(database.store, { email: 'cy@legacy.example' });
    await inTeams({ email: 'cy@elsewhere.example', userPrincipalName: 'CY@legacy.example' }).types('home');
    expect([await accountsOf(bo.id), await accountsOf(cy.id)]).toMatchObject([
      [{ state: 'linked' }],
      [{ state: 'linked' }],
    ]);
  });

  it('knows the account by its id after mail and name have changed, and does not ask again', async () => {
    const di = await givenPerson(database.store, { email: 'di@legacy.example' });
    const other = await givenPerson(database.store, { email: 'other@legacy.example' });
    const person = inTeams({ email: 'di@legacy.example' });
    await person.types('home');
    peer.person(person.member.name, { email: 'other@legacy.example' });
    await person.types('home');
    expect(rosterQuestions()).toBe(1);
    expect([await accountsOf(di.id), await accountsOf(other.id)]).toMatchObject([[{ state: 'linked' }], []]);
  });

  it('somebody on the roster who speaks in a channel first is known, and their own chat is not', async () => {
    const ed = await givenPerson(database.store, { email: 'ed@legacy.example' });
    const person = inTeams({ email: 'ed@legacy.example' });
    await person.callsIn(peer.group([person.member], 'channel'), 'home');
    expect(await accountsOf(ed.id)).toMatchObject([{ state: 'linked', whereabouts: null }]);
    await person.types('home');
    expect(await accountsOf(ed.id)).toMatchObject([
      { whereabouts: { conversation: person.member.personal } },
    ]);
  });
});

describe('whoever is not on the roster', () => {
  it.each<[string, Partial<Member>, string]>([
    ['an address that nobody has', { email: 'nobody@legacy.example' }, 'your address is not on it'],
    ['no address at all', {}, 'your address is not on it'],
    [
      'a student, whose address is not on the roster either',
      { email: 'pupil@students.legacy.example' },
      'not on it',
    ],
    [
      'a guest with a known address',
      { email: 'known@legacy.example', userPrincipalName: 'known_legacy.example#EXT#@x.onmicrosoft.example' },
      'guest accounts cannot use it',
    ],
    [
      'somebody of another organisation with a known address',
      { email: 'known@legacy.example', tenantId: account },
      'guest accounts cannot use it',
    ],
    [
      'nobody known, with a known address',
      { email: 'known@legacy.example', userRole: 'anonymous' },
      'guest accounts cannot use it',
    ],
    ['somebody who left', { email: 'gone@legacy.example' }, 'no longer work here'],
  ])('%s gets one sentence and leaves nothing behind', async (_name, given, sentence) => {
    const { store } = database;
    if ((await store.db.person.count({ where: { email: 'known@legacy.example' } })) === 0) {
      await givenPerson(store, { email: 'known@legacy.example' });
      await givenPerson(store, { email: 'gone@legacy.example', status: 'left' });
    }
    const before = await rows();
    const stranger = inTeams(given);
    for (const typed of ['home', '/data-request', 'Jo Doe 01/02/2015'])
      expect((await stranger.types(typed)).words).toContain(sentence);
    await stranger.uninstalls();
    expect((await stranger.installs()).words).toContain(sentence);
    expect(await rows()).toEqual(before);
  });

  it('an account without an id of the tenant is nobody, whatever its mail', async () => {
    await givenPerson(database.store, { email: 'fay@legacy.example' });
    const before = await rows();
    const person = inTeams({ email: 'fay@legacy.example' });
    const { id, name } = person.member;
    for (const from of [
      { id, name },
      { id, name, aadObjectId: 'fay@legacy.example' },
      { id, name, aadObjectId: '' },
    ]) {
      const seen = peer.calls.length;
      await person.send({ text: 'home', from });
      expect((await person.next('', seen)).words).toContain('not on it');
    }
    expect(await rows()).toEqual(before);
    expect(rosterQuestions()).toBe(0);
  });

  it('whom Teams does not show, or shows as somebody else, is nobody', async () => {
    await givenPerson(database.store, { email: 'gus@legacy.example' });
    const before = await rows();
    const person = inTeams({ email: 'gus@legacy.example' });
    for (const bent of [
      { status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } },
      { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } },
      { status: 200, body: { id: person.member.id, aadObjectId: account, email: 'gus@legacy.example' } },
      { status: 200, body: [] },
    ]) {
      peer.bend(({ kind }) => (kind === 'member' ? bent : undefined));
      expect((await person.types('home')).words).toContain('not on it');
    }
    peer.bend(() => undefined);
    expect(await rows()).toEqual(before);
  });

  it('nobody is called a stranger because Teams could not be asked', async () => {
    const hal = await givenPerson(database.store, { email: 'hal@legacy.example' });
    const person = inTeams({ email: 'hal@legacy.example' });
    for (const bent of [
      { status: 503 },
      { status: 429, headers: { 'retry-after': '5' } },
      'cut-before',
    ] as const) {
      peer.bend(({ kind }) => (kind === 'member' ? bent : undefined));
      const { words } = await person.types('home');
      expect(words).toMatch(/Something went wrong on our side.*reference/s);
      expect(words).not.toContain('roster');
    }
    peer.bend(() => undefined);
    expect(await accountsOf(hal.id)).toEqual([]);
    await person.types('home');
    expect(await accountsOf(hal.id)).toMatchObject([{ state: 'linked' }]);
  });
});

describe('a known address on a second account of Teams', () => {
  it('waits for a person, and does nothing until one has confirmed it', async () => {
    const { store } = database;
    const ida = await givenPerson(store, { email: 'ida@legacy.example' });
    const hr = await givenPerson(store, { email: 'hr@legacy.example', roles: ['hr'] });
    const old = inTeams({ email: 'ida@legacy.example' });
    await old.types('home');
    const fresh = inTeams({ email: 'ida@legacy.example' });
    for (const _twice of [1, 2])
      expect((await fresh.types('home')).words).toContain('a person in Human Resources is asked to confirm');
    const [held] = (await accountsOf(ida.id)).filter(({ state }) => state === 'held');
    expect(held).toMatchObject({ account: fresh.member.aadObjectId });
    expect(await store.db.outbox.count({ where: { caseId: held?.id ?? '', personId: hr.id } })).toBe(1);

    const officer = inTeams({ email: 'hr@legacy.example' });
    const pressed = { do: 'run', id: 'people.account.confirm', payload: { account: held?.id }, on: 'case' };
    await officer.types('home');
    await officer.invoke('adaptiveCard/action', { action: { verb: 'run', data: { safekeep: pressed } } });
    expect((await accountsOf(ida.id)).map(({ account: one, state }) => [one, state])).toEqual(
      expect.arrayContaining([
        [fresh.member.aadObjectId, 'linked'],
        [old.member.aadObjectId, 'detached'],
      ]),
    );
    expect((await old.types('home')).words).toContain('not on it');
  });
});

describe('one person on Slack and on Teams', () => {
  const inSlack = (email: string): Caller => ({
    kind: 'account',
    surface: 'slack',
    tenant: 'T1',
    account: `U-${email}`,
    profile: async () => ({ addresses: [email], standing: 'member' }),
  });
  const doesInSlack = (caller: Caller, interaction: Interaction): Promise<Reply> =>
    dispatch({ surface: 'slack', caller, delivery: newId(), receivedAt: clock.now(), interaction });

  it('is one person, without anybody’s leave: the first account of each counts', async () => {
    const jo = await givenPerson(database.store, { email: 'jo@legacy.example' });
    await doesInSlack(inSlack('jo@legacy.example'), { kind: 'home' });
    await inTeams({ email: 'jo@legacy.example' }).types('home');
    expect(await accountsOf(jo.id)).toMatchObject([
      { surface: 'slack', state: 'linked' },
      { surface: 'teams', state: 'linked' },
    ]);
  });

  it('who asked for data on Slack may not prepare them on Teams: separation of duties is the person’s', async () => {
    const { store } = database;
    const kim = await givenPerson(store, { email: 'kim@legacy.example', roles: ['data_steward'] });
    const lou = await givenPerson(store, { email: 'lou@legacy.example', roles: ['data_steward'] });
    await givenPerson(store, { roles: ['coordinator_data_stats'] });
    const collection = await givenCollection(store, { stewardIds: [kim.id, lou.id] });

    const kimOnSlack = inSlack('kim@legacy.example');
    const form = await doesInSlack(kimOnSlack, { kind: 'open-form', form: 'request.file', subject: {} });
    if (form.kind !== 'form') throw new Error(saying(form));
    const filed = await doesInSlack(kimOnSlack, {
      kind: 'submit',
      token: encodeToken(form.open.token),
      values: {
        ...form.open.form.values,
        ...{
          route: 'general',
          asker: 'me',
          title: 'Graduation rate',
          question: 'How many graduated?',
          purpose: 'A talk.',
        },
        ...{
          recipients: 'The board',
          collections: [collection],
          detail: 'whole',
          groups: 'All, 2020 to 2026',
        },
        ...{ format: 'number', interest: 'I prepare the meeting.', report: 'one_off' },
      },
    });
    if (filed.kind !== 'done' || !filed.card?.about) throw new Error(saying(filed));
    const { id } = filed.card.about;
    const version = async () =>
      String((await store.db.dataRequest.findUniqueOrThrow({ where: { id } })).version);

    const claims = async (person: TeamsPerson): Promise<string> => {
      await person.types('home');
      const pressed = {
        do: 'run',
        id: 'request.claim',
        payload: { id, version: await version() },
        on: 'case',
      };
      const answer = await person.invoke('adaptiveCard/action', {
        action: { verb: 'run', data: { safekeep: pressed } },
      });
      return answer.text;
    };
    const holder = async () => (await store.db.dataRequest.findUniqueOrThrow({ where: { id } })).holderId;

    expect(await claims(inTeams({ email: 'kim@legacy.example' }))).toContain('You asked for this data');
    expect(await holder()).toBeNull();
    await claims(inTeams({ email: 'lou@legacy.example' }));
    expect(await holder()).toBe(lou.id);
  });
});
