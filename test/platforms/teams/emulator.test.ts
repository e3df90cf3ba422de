/** TEAMS_EMULATOR: no token is checked, so nothing but this machine itself is let in, and nothing leaves it. */
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { patient } from '../../support/patience.ts';
import { startTeamsApp, type TeamsApp } from '../../support/teams-app.ts';
import { type Member, startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';
import { activityOf, postRaw } from '../../support/teams-wire.ts';

let peer: TeamsPeer;
let app: TeamsApp;
let ana: Member;

beforeAll(async () => {
  peer = await startTeamsPeer({ emulator: true });
  ana = peer.person('Ana Ortiz');
  app = await startTeamsApp(peer, { emulator: true });
});
afterAll(async () => {
  await app.close();
  await peer.close();
});
beforeEach(() => {
  app.asked.length = 0;
  (peer.calls as unknown[]).length = 0;
});

/** As the Bot Framework Emulator speaks: its own channel, no tenant, no account of Microsoft's. */
const message = (more: Record<string, unknown> = {}) =>
  activityOf(peer, ana, {
    text: 'home',
    channelId: 'emulator',
    from: { id: ana.id, name: ana.name, role: 'user' },
    conversation: { id: ana.personal },
    channelData: undefined,
    ...more,
  });
const send = (more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  postRaw(app.url, JSON.stringify(message(more)), headers);

describe('the emulator', () => {
  it('speaks for whoever it says, and is answered without a token', async () => {
    expect(await send()).toMatchObject({ status: 202, text: '' });
    await vi.waitFor(() => expect(app.asked).toHaveLength(1), patient);
    expect(app.asked[0]?.caller).toMatchObject({
      surface: 'teams',
      tenant: 'emulator',
      account: ana.id,
      whereabouts: { conversation: ana.personal, service: peer.serviceUrl, user: ana.id },
    });
    expect(await peer.nextCall('send')).toMatchObject({ conversation: ana.personal, status: 201 });
  });

  it('may play Teams, with its account and tenant', async () => {
    await send({
      channelId: 'msteams',
      from: { id: ana.id, aadObjectId: ana.aadObjectId },
      conversation: { id: ana.personal, conversationType: 'personal', tenantId: 'made-up' },
    });
    await vi.waitFor(() => expect(app.asked).toHaveLength(1), patient);
    expect(app.asked[0]?.caller).toMatchObject({ tenant: 'emulator', account: ana.aadObjectId });
    await peer.nextCall('send');
  });

  it.each<[string, Partial<Member>, string]>([
    ['the address that it gives', { email: 'ana@sample.example' }, '29:user'],
    ['the user id that was typed there', {}, 'ana@sample.example'],
  ])('speaks for whoever has %s, whatever else it says of them', async (_name, given, id) => {
    const person = peer.person(`Somebody ${id}`, { ...given, id, tenantId: 'made-up' } as Partial<Member>);
    const profiles: unknown[] = [];
    app.answers(async ({ caller }) => {
      if (caller.kind === 'account') profiles.push(await caller.profile());
      return { kind: 'done', tone: 'good', text: 'ok' };
    });
    await send({ from: { id, name: person.name }, conversation: { id: person.personal } });
    await peer.nextCall('send');
    expect(profiles).toEqual([{ addresses: ['ana@sample.example'], standing: 'member' }]);
  });

  it('gets the notices of whoever spoke there, and nothing is ever sent off this machine', async () => {
    const { courier } = app.platform;
    const card = { audience: 'person', title: 'A note', blocks: [], actions: [] } as const;
    const to = (service: string) => ({
      ...{ tenant: 'emulator', account: ana.id },
      whereabouts: { service, conversation: ana.personal, user: ana.id, bot: 'safekeep', tenant: 'emulator' },
    });
    const brought = (service: string) => courier?.deliver(to(service), { rowId: '1', card });
    expect(await brought(peer.serviceUrl)).toMatchObject({ kind: 'sent' });
    expect(peer.calls).toMatchObject([{ kind: 'send', conversation: ana.personal, status: 201 }]);
    expect(await brought('https://smba.trafficmanager.net/amer/')).toMatchObject({ kind: 'later' });
  });

  it('has groups too, where nobody’s own conversation is kept', async () => {
    await send({ conversation: { id: peer.group([ana]), isGroup: true } });
    await vi.waitFor(() => expect(app.asked).toHaveLength(1), patient);
    expect(app.asked[0]?.caller).not.toHaveProperty('whereabouts');
    await peer.nextCall('reply');
  });

  it('says in /readyz what it is', () => {
    expect(app.platform.state()).toEqual({
      ready: true,
      detail: expect.stringContaining('no tokens are checked'),
    });
  });

  it.each<[string, Record<string, string>]>([
    ['a proxy’s header', { 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy’s header about this machine', { 'x-forwarded-for': '127.0.0.1' }],
    ['a proxy’s host', { 'x-forwarded-host': 'safekeep.example' }],
    ['a proxy’s protocol', { 'x-forwarded-proto': 'https' }],
    ['the standard’s header', { forwarded: 'for=203.0.113.7' }],
    ['nginx’s header', { 'x-real-ip': '203.0.113.7' }],
    ['a proxy that says only its name', { via: '1.1 proxy' }],
    ['a page in a browser', { origin: 'http://localhost:3000' }],
    ['a page that hides where it is', { origin: 'null' }],
  ])('lets nobody in who comes with %s', async (_name, headers) => {
    expect(await send({}, headers)).toMatchObject({ status: 403, text: '' });
    expect(app.asked).toEqual([]);
    expect(peer.calls).toEqual([]);
  });

  it.each([
    'safekeep.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:80',
    '127.0.0.2',
    '0.0.0.0',
  ])('lets nobody in who asks for another host: %j', async (host) => {
    const status = await new Promise<number | undefined>((done, fail) => {
      const sent = request(app.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', host },
      });
      sent.on('response', (answer) => done(answer.resume().statusCode)).on('error', fail);
      sent.end(JSON.stringify(message()));
    });
    expect(status).toBe(403);
    expect(app.asked).toEqual([]);
  });

  it.each([
    undefined,
    'https://smba.example/amer/',
    'http://smba.example/',
    'http://127.0.0.1.evil.example/',
    'http://127.0.0.1@evil.example/',
    'http://[::ffff:203.0.113.7]/',
    'file:///etc/passwd',
  ])('is answered on this machine only, not at %s', async (serviceUrl) => {
    expect(await send({ serviceUrl })).toMatchObject({ status: 403, text: '' });
    expect(app.asked).toEqual([]);
  });

  it('refuses what is no activity like everybody', async () => {
    for (const body of ['{}', '[]', 'x', JSON.stringify(message({ id: undefined }))])
      expect(await postRaw(app.url, body)).toMatchObject({ status: 400, text: '' });
    expect(await postRaw(app.url, JSON.stringify(message()), { 'content-type': 'text/plain' })).toMatchObject(
      {
        status: 400,
      },
    );
    expect(await send({ channelId: 'directline' })).toMatchObject({ status: 403 });
    expect(app.asked).toEqual([]);
  });

  it('changes nothing where there is a real app: tokens are checked', async () => {
    const real = await startTeamsPeer();
    const both = await startTeamsApp(real, {
      emulator: true,
      app: { id: real.appId, password: 'none', tenant: real.tenant },
      tokenFor: real.tokenFor,
    });
    const activity = activityOf(real, real.person('Ana Ortiz'));
    expect(await postRaw(both.url, JSON.stringify(activity))).toMatchObject({ status: 401, text: '' });
    expect(both.asked).toEqual([]);
    await both.close();
    await real.close();
  });

  it('and nothing at all is no way to start', async () => {
    await expect(startTeamsApp(peer, { app: undefined } as never)).rejects.toThrow('needs an app');
  });
});
