/** Who is let in at POST /api/messages, with tokens that are really signed; whoever is not leaves no trace and learns nothing. */
import { createHmac, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedClock, systemClock } from '../../../src/kernel/clock.ts';
import { patient } from '../../support/patience.ts';
import { startTeamsApp, type TeamsApp } from '../../support/teams-app.ts';
import { type Member, startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';
import { appId, encoded, issuer, type Minting, newKey, tenant } from '../../support/teams-keys.ts';
import { activityOf, post, postRaw } from '../../support/teams-wire.ts';

/** A word that stands in every activity here: it must turn up nowhere. */
const secret = 'Jo Doe 01/02/2015';
const elsewhere = '5afe0000-0000-4000-8000-0000000000ff';
const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;

let peer: TeamsPeer;
let app: TeamsApp;
let ana: Member;

const printed: unknown[][] = [];
const kept: Partial<Record<keyof Console, unknown>> = {};

beforeAll(async () => {
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    // biome-ignore lint/suspicious/noConsole: to see that nobody else uses it
    kept[name] = console[name];
    console[name] = (...said: unknown[]) => void printed.push([name, ...said]);
  }
  peer = await startTeamsPeer();
  ana = peer.person('Ana Ortiz');
  app = await startTeamsApp(peer);
});
afterAll(async () => {
  await app.close();
  await peer.close();
  Object.assign(console, kept);
});
beforeEach(() => {
  app.asked.length = 0;
  app.logged.length = 0;
});
afterEach(() => {
  expect(printed).toEqual([]);
});

const message = (more: Record<string, unknown> = {}) => activityOf(peer, ana, { text: secret, ...more });
const invoke = (more: Record<string, unknown> = {}) =>
  message({ type: 'invoke', name: 'adaptiveCard/action', value: { action: {} }, ...more });

/** Nobody was asked, nothing was sent, nothing was said, and the log does not quote. */
async function expectNothing(answer: { status: number; text: string }, status: number, token = 'eyJ') {
  expect(answer).toMatchObject({ status, text: '' });
  expect(app.asked).toEqual([]);
  expect(peer.calls).toEqual([]);
  const logged = app.logged.join('\n');
  expect(logged).not.toContain('Doe');
  expect(logged).not.toContain(token);
}

describe('a good token', () => {
  it('lets an activity in, which is answered before anything is done about it', async () => {
    const held = peer.hold();
    const answer = await post(peer, app.url, message());
    expect(answer).toMatchObject({ status: 202, text: '' });
    await vi.waitFor(() => expect(app.asked).toHaveLength(1), patient);
    held.release();
    await peer.nextCall('send');
    const { conversation } = peer.calls[0] ?? {};
    expect(conversation).toBe(ana.personal);
    (peer.calls as unknown[]).length = 0;
  });

  it('cannot ask for its answers elsewhere than where they go', async () => {
    app.answers(() => ({ kind: 'done', tone: 'good', text: 'Only for Ana.' }));
    const answer = await post(peer, app.url, message({ deliveryMode: 'expectReplies', callerId: 'x' }));
    expect(answer).toMatchObject({ status: 202, text: '' });
    await peer.nextCall(
      ({ kind, body }) => kind === 'send' && JSON.stringify(body).includes('Only for Ana.'),
    );
    (peer.calls as unknown[]).length = 0;
  });

  it('may be half a minute late or early, as clocks are', async () => {
    for (const claims of [{ exp: seconds(-20) }, { nbf: seconds(20) }])
      expect(await post(peer, app.url, invoke({ name: 'unheard/of' }), { claims })).toMatchObject({
        status: 501,
      });
  });
});

describe('a token that is not good', () => {
  const other = newKey().privateKey;

  it.each<[string, Minting]>([
    ['signed with another key', { key: other }],
    ['expired for a minute', { claims: { exp: seconds(-60) } }],
    ['not yet valid', { claims: { nbf: seconds(300) } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['for another app', { claims: { aud: elsewhere } }],
    ['for nobody', { claims: { aud: undefined } }],
    ['of another issuer', { claims: { iss: 'https://sts.windows.net/any/' } }],
    ['of nobody', { claims: { iss: undefined } }],
    [
      'of the emulator',
      { claims: { iss: `https://login.microsoftonline.com/${tenant}/v2.0`, appid: appId } },
    ],
    ['without a service', { claims: { serviceurl: undefined } }],
    ['with a service that is no text', { claims: { serviceurl: ['https://a.example'] } }],
    ['whose key is not named', { header: { kid: undefined } }],
    ['whose key is a name of the language', { header: { kid: '__proto__' } }],
    [
      'that brings its own key',
      { header: { kid: undefined, jwk: newKey().publicKey.export({ format: 'jwk' }) }, key: other },
    ],
    ['that says where its key is', { header: { kid: 'x', jku: 'https://evil.example/keys' }, key: other }],
    ['with an extension that must be understood', { header: { crit: ['b64'], b64: false } }],
    ['said to be signed otherwise', { header: { alg: 'PS256' } }],
  ])('%s is refused', async (_name, minting) => {
    await expectNothing(await post(peer, app.url, message(), minting), 401);
    await expectNothing(await post(peer, app.url, invoke(), minting), 401);
  });

  const good = () => ({
    serviceurl: peer.serviceUrl,
    nbf: seconds(-60),
    exp: seconds(3600),
    iss: issuer,
    aud: appId,
  });
  const parts = (header: object) => `${encoded(header)}.${encoded(good())}`;
  const asSecret = {
    pem: (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }),
    der: (key: KeyObject) => key.export({ type: 'spki', format: 'der' }),
  };

  it.each<[string, () => string | undefined]>([
    ['none at all', () => undefined],
    ['an empty header', () => ''],
    ['an empty token', () => 'Bearer '],
    ['something else than a token', () => 'Bearer abc'],
    ['a password', () => 'Basic YTpi'],
    ['the token alone', () => peer.keys.mint()],
    ['two tokens', () => `Bearer ${peer.keys.mint()}, Bearer ${peer.keys.mint()}`],
    ['a signature cut off', () => `Bearer ${peer.keys.mint().replace(/\.[^.]*$/, '.')}`],
    [
      'a claim changed after signing',
      () => `Bearer ${peer.keys.mint().replace(/\.(.)/, (_all, first) => `.${first === 'e' ? 'f' : 'e'}`)}`,
    ],
    ['alg none', () => `Bearer ${parts({ alg: 'none', typ: 'JWT', kid: peer.keys.latest().kid })}.`],
    ['alg none with a signature', () => `Bearer ${parts({ alg: 'nOnE', kid: peer.keys.latest().kid })}.YWJj`],
    ...(['pem', 'der'] as const).map((format): [string, () => string] => [
      `HS256 with the public key as its secret (${format})`,
      () => {
        const { kid, publicKey } = peer.keys.latest();
        const text = parts({ alg: 'HS256', typ: 'JWT', kid });
        const mac = createHmac('sha256', asSecret[format](publicKey)).update(text);
        return `Bearer ${text}.${mac.digest('base64url')}`;
      },
    ]),
  ])('%s is refused', async (_name, header) => {
    const authorization = header();
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    await expectNothing(await postRaw(app.url, JSON.stringify(message()), headers), 401);
  });

  it('a good one in the address, the body or a cookie is none', async () => {
    const token = peer.keys.mint();
    const url = `${app.url}?access_token=${token}&authorization=Bearer%20${token}`;
    await expectNothing(await postRaw(url, JSON.stringify(message())), 401, token);
    const body = JSON.stringify(message({ authorization: `Bearer ${token}`, access_token: token }));
    await expectNothing(await postRaw(app.url, body, { cookie: `authorization=${token}` }), 401, token);
  });

  it('a second header beside a good one is somebody’s trick', async () => {
    const authorization = [`Bearer ${peer.keys.mint()}`, 'Bearer x.y.z'];
    const status = await new Promise<number | undefined>((done, fail) => {
      const sent = request(app.url, { method: 'POST', headers: { 'content-type': 'application/json' } });
      sent.setHeader('authorization', authorization);
      sent.on('response', (answer) => done(answer.resume().statusCode)).on('error', fail);
      sent.end(JSON.stringify(message()));
    });
    await expectNothing({ status: status ?? 0, text: '' }, 401);
  });
});

describe('a good token with an activity that it does not speak for', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      'another tenant in the conversation',
      { conversation: { id: 'a:1', conversationType: 'personal', tenantId: elsewhere } },
    ],
    ['another tenant in the channel’s data', { channelData: { tenant: { id: elsewhere } } }],
    ['no tenant', { conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} }],
    ['an empty tenant', { channelData: { tenant: { id: '' } } }],
    ['no service', { serviceUrl: undefined }],
    ['an empty service', { serviceUrl: '' }],
    ['a service that is no text', { serviceUrl: { href: 'https://a.example' } }],
    ['a service that is no address', { serviceUrl: 'smba.example' }],
    ['a service other than the token’s', { serviceUrl: 'https://smba.example/amer/' }],
    ['a service on another port of this machine', { serviceUrl: 'http://127.0.0.1:1/amer/' }],
    ['the token’s service with something behind it', { serviceUrl: 'REPLACED#x' }],
    ['another channel', { channelId: 'directline' }],
    ['the emulator’s channel', { channelId: 'emulator' }],
    ['a channel that the key does not know', { channelId: 'webchat' }],
  ])('%s is refused', async (_name, more) => {
    const serviceUrl = more.serviceUrl === 'REPLACED#x' ? `${peer.serviceUrl}#x` : undefined;
    const said = { ...more, ...(serviceUrl ? { serviceUrl } : {}) };
    await expectNothing(await post(peer, app.url, message(said)), 403);
    await expectNothing(await post(peer, app.url, invoke(said)), 403);
  });

  it.each([
    'http://smba.example/amer/',
    'ftp://smba.example/',
    'https://me:pass@smba.example/',
    'https://smba.example/?a=b',
  ])(
    'a service that answers may not go to is refused, even where the token names it: %s',
    async (serviceUrl) => {
      const claims = { serviceurl: serviceUrl };
      await expectNothing(await post(peer, app.url, message({ serviceUrl }), { claims }), 403);
    },
  );

  it('plain HTTP to this machine is for tests and the emulator: the program as it is configured refuses it', async () => {
    const strict = await startTeamsApp(peer, { loopback: false });
    expect(await post(peer, strict.url, message())).toMatchObject({ status: 403, text: '' });
    expect(strict.asked).toEqual([]);
    await strict.close();
  });

  it('a key that is not endorsed for Teams is refused', async () => {
    const own = await startTeamsPeer();
    own.keys.rotate({ keepOld: false, endorsements: ['directline', 'webchat'] });
    const other = await startTeamsApp(own);
    const activity = activityOf(own, own.person('Ana Ortiz'), { text: secret });
    expect(await post(own, other.url, activity)).toMatchObject({ status: 403, text: '' });
    expect(other.asked).toEqual([]);
    expect(own.calls).toEqual([]);
    await other.close();
    await own.close();
  });
});

describe('what is no activity', () => {
  const bearer = () => ({ authorization: `Bearer ${peer.keys.mint()}` });
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  it.each<[string, number, () => string, Record<string, string>?]>([
    ['an empty object', 400, () => '{}'],
    ['a list', 400, () => '[]'],
    ['nothing', 400, () => ''],
    ['null', 400, () => 'null'],
    ['a number', 400, () => '7'],
    ['no JSON', 400, () => `{"text":"${secret}`],
    ['another content type', 400, () => JSON.stringify(message()), { 'content-type': 'text/plain' }],
    ['a form', 400, () => 'type=message', { 'content-type': 'application/x-www-form-urlencoded' }],
    [
      'a charset that does not exist',
      400,
      () => JSON.stringify(message()),
      { 'content-type': 'application/json; charset=klingon' },
    ],
    [
      'an encoding that does not exist',
      400,
      () => JSON.stringify(message()),
      { 'content-encoding': 'klingon' },
    ],
    ['no type', 400, () => JSON.stringify(message({ type: undefined }))],
    ['a type that is no text', 400, () => JSON.stringify(message({ type: { toString: 'message' } }))],
    ['no id', 400, () => JSON.stringify(message({ id: undefined }))],
    ['nobody', 400, () => JSON.stringify(message({ from: undefined }))],
    ['somebody without an id', 400, () => JSON.stringify(message({ from: { name: 'Ana' } }))],
    ['no conversation', 400, () => JSON.stringify(message({ conversation: undefined }))],
    ['a conversation that is a list', 400, () => JSON.stringify(message({ conversation: ['a:1'] }))],
    ['no recipient', 400, () => JSON.stringify(message({ recipient: undefined }))],
    ['another prototype', 400, () => JSON.stringify(message()).replace('{', '{"__proto__":{"admin":true},')],
    [
      'another prototype far in',
      400,
      () => JSON.stringify(invoke()).replace('"action":{', '"action":{"__proto__":{},'),
    ],
    [
      'a thousand levels',
      400,
      () => JSON.stringify(message({ value: 1 })).replace('"value":1', `"value":${deep(1000)}`),
    ],
    ['as many levels as fit', 400, () => `{"type":"message","value":${deep(30_000)}}`],
    ['a list of very many', 400, () => `{"type":"message","value":[${'0,'.repeat(125_000)}0]}`],
    ['300 kB', 413, () => JSON.stringify(message({ text: 'x'.repeat(300 * 1024) }))],
  ])('%s is answered with %i', async (_name, status, body, headers = {}) => {
    await expectNothing(await postRaw(app.url, body(), { ...bearer(), ...headers }), status);
  });

  it('what unpacks to more than is allowed is too large', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify(message({ text: 'x'.repeat(5_000_000) }))));
    await expectNothing(await postRaw(app.url, body, { ...bearer(), 'content-encoding': 'gzip' }), 413);
  });

  it('without a token is not even read, whatever its size', async () => {
    await expectNothing(await postRaw(app.url, 'x'.repeat(300 * 1024)), 401);
    await expectNothing(await postRaw(app.url, deep(50_000)), 401);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('%s is not how activities come', async (method) => {
    const answer = await fetch(app.url, { method });
    expect([answer.status, answer.headers.get('allow'), await answer.text()]).toEqual([405, 'POST', '']);
  });
});

describe('Microsoft’s keys', () => {
  const start = async () => {
    const own = await startTeamsPeer();
    const clock = fixedClock(systemClock.now());
    const other = await startTeamsApp(own, { clock });
    const person = own.person('Ana Ortiz');
    const knock = (minting: Minting = {}) =>
      post(own, other.url, activityOf(own, person, { type: 'invoke', name: 'unheard/of' }), minting);
    const later = (ms: number) => clock.set(clock.now().add({ milliseconds: ms }));
    const close = async () => {
      await other.close();
      await own.close();
    };
    return { own, other, knock, later, close };
  };

  it('are fetched once for many, and a rotated one is believed at once', async () => {
    const { own, knock, close } = await start();
    const first = await Promise.all(Array.from({ length: 20 }, () => knock()));
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([501]));
    expect(own.keys.fetches()).toBe(1);
    own.keys.rotate();
    const next = await Promise.all(Array.from({ length: 20 }, () => knock()));
    expect(new Set(next.map(({ status }) => status))).toEqual(new Set([501]));
    expect(own.keys.fetches()).toBe(2);
    await close();
  });

  it('are not fetched more than once a minute for keys that a stranger makes up', async () => {
    const { own, knock, later, close } = await start();
    await knock();
    const made = (n: number) => knock({ header: { kid: `made-up-${n}` } });
    for (let n = 0; n < 30; n += 1) expect(await made(n)).toMatchObject({ status: 401 });
    expect(own.keys.fetches()).toBe(2);
    later(61_000);
    for (let n = 0; n < 30; n += 1) await made(n);
    expect(own.keys.fetches()).toBe(3);
    own.keys.rotate();
    later(61_000);
    expect(await knock()).toMatchObject({ status: 501 });
    await close();
  });

  it('that are on the list no more are believed for an hour at most', async () => {
    const { own, knock, later, close } = await start();
    expect(await knock()).toMatchObject({ status: 501 });
    const old = own.keys.latest();
    own.keys.rotate({ keepOld: false });
    later(3_601_000);
    const claims = { exp: seconds(90_000) };
    expect(await knock({ header: { kid: old.kid }, key: old.privateKey, claims })).toMatchObject({
      status: 401,
    });
    expect(await knock({ claims })).toMatchObject({ status: 501 });
    await close();
  });

  it('are remembered for a day where they cannot be had, and then nobody is believed', async () => {
    const { own, other, knock, later, close } = await start();
    const claims = { exp: seconds(200_000) };
    await knock();
    own.keys.lose(true);
    later(3 * 3_600_000);
    expect(await knock({ claims })).toMatchObject({ status: 501 });
    later(22 * 3_600_000);
    expect(await knock({ claims })).toMatchObject({ status: 503, text: '' });
    own.keys.lose(false);
    later(11_000);
    expect(await knock({ claims })).toMatchObject({ status: 501 });
    expect(other.asked).toEqual([]);
    await close();
  });

  it('that cannot be had at first are asked for again, and not at every knock', async () => {
    const { own, knock, later, close } = await start();
    own.keys.lose(true);
    for (let n = 0; n < 10; n += 1) expect(await knock()).toMatchObject({ status: 503, text: '' });
    expect(own.keys.asked()).toBe(1);
    own.keys.lose(false);
    later(11_000);
    expect(await knock()).toMatchObject({ status: 501 });
    await close();
  });

  it('on a line that anybody may listen in on are no keys', async () => {
    const own = await startTeamsPeer();
    const named = createServer((_request, response) => {
      response.end(JSON.stringify({ issuer, jwks_uri: 'ftp://keys.example/keys' }));
    });
    named.listen(0, '127.0.0.1');
    await once(named, 'listening');
    const openIdUrl = `http://127.0.0.1:${(named.address() as AddressInfo).port}/openid`;
    const other = await startTeamsApp(own, { openIdUrl });
    expect(await post(own, other.url, activityOf(own, own.person('Ana Ortiz')))).toMatchObject({
      status: 503,
    });
    expect(own.keys.fetches()).toBe(0);
    await other.close();
    await own.close();
    named.close();
  });
});

describe('a stopped surface', () => {
  it('turns activities away, and finishes those that it let in', async () => {
    const other = await startTeamsApp(peer);
    const held = peer.hold();
    await post(peer, other.url, message());
    await held.asked;
    let stopped = false;
    const stopping = other.platform.stop().then(() => {
      stopped = true;
    });
    expect(await post(peer, other.url, message())).toMatchObject({ status: 503, text: '' });
    expect(stopped).toBe(false);
    held.release();
    await peer.nextCall('send');
    await stopping;
    expect(other.asked).toHaveLength(1);
    await other.close();
    (peer.calls as unknown[]).length = 0;
  });
});
