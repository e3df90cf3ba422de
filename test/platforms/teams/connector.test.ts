/** Calls to the Bot Connector: once each, to the address that was checked, and what comes back is told as it is. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sharedAsk } from '../../../src/kernel/shared-ask.ts';
import {
  type Connector,
  ConnectorError,
  createConnector,
  NoTokenError,
} from '../../../src/platforms/teams/connector.ts';
import { gate } from '../../support/gate.ts';
import { type Bend, type Member, startTeamsPeer, type TeamsPeer } from '../../support/teams-connector.ts';
import { appId, tenant } from '../../support/teams-keys.ts';

const app = { id: appId, tenant };
let peer: TeamsPeer;
let connector: Connector;
let ana: Member;

beforeAll(async () => {
  peer = await startTeamsPeer();
  ana = peer.person('Ana Ortiz');
  connector = createConnector({ app, token: peer.tokenFor });
});
afterAll(() => peer.close());
afterEach(() => {
  peer.bend(() => undefined);
  (peer.calls as unknown[]).length = 0;
});

const hello = { type: 'message', text: 'Hello' };
const send = (to = connector) => to.send(peer.serviceUrl, ana.personal, hello);
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a conversation', () => {
  it('with the same person is the same, by either of their names', async () => {
    const ids = [ana.id, ana.aadObjectId, ana.id].map((one) => connector.create(peer.serviceUrl, one));
    expect(await Promise.all(ids)).toEqual([ana.personal, ana.personal, ana.personal]);
  });

  it('takes messages that say which tenant they are for, answers in a thread, changes and goodbyes', async () => {
    const id = await send();
    await connector.update(peer.serviceUrl, ana.personal, id, { ...hello, text: 'Hello again' });
    expect(peer.shownIn(ana.personal)).toMatchObject([
      { id, body: { text: 'Hello again', conversation: { id: ana.personal, tenantId: tenant } } },
    ]);
    await connector.reply(peer.serviceUrl, ana.personal, id, hello);
    await connector.remove(peer.serviceUrl, ana.personal, id);
    expect(peer.calls.map(({ kind }) => kind)).toEqual(['send', 'update', 'reply', 'delete']);
  });

  it('may have an id of any letters', async () => {
    const odd = peer.person('Odd One', { personal: 'a:1/..?x=%2F&y#ü' } as Partial<Member>);
    expect(await connector.send(peer.serviceUrl, odd.personal, hello)).toMatch(/./);
    expect(peer.shownIn(odd.personal)).toHaveLength(1);
  });

  it.each(['', '.', '..'])('has no such id as %j, which would be another address', async (id) => {
    for (const sent of [
      connector.send(peer.serviceUrl, id, hello),
      connector.update(peer.serviceUrl, ana.personal, id, hello),
      connector.member(peer.serviceUrl, ana.personal, id),
    ])
      expect(await failure(sent)).toMatchObject({ message: 'an id that is none' });
    expect(peer.calls).toEqual([]);
  });

  it('is found whether the address of the service ends in a slash or not', async () => {
    expect(await connector.send(peer.serviceUrl.replace(/\/$/, ''), ana.personal, hello)).toMatch(/./);
  });
});

describe('a call that fails', () => {
  const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
  it.each<[string, Bend & object, object]>([
    [
      'asked to slow down, in seconds',
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 429, retryAfterMs: 7000 },
    ],
    [
      'asked to slow down, until a moment',
      { status: 429, headers: { 'retry-after': 'Sun, 22 Nov 2026 10:01:30 GMT', date } },
      { status: 429, retryAfterMs: 90_000 },
    ],
    [
      'asked to slow down, oddly',
      { status: 429, headers: { 'retry-after': 'soon' } },
      { status: 429, retryAfterMs: undefined },
    ],
    [
      'trouble at Microsoft’s',
      { status: 503, headers: { 'retry-after': '1' } },
      { status: 503, retryAfterMs: 1000 },
    ],
    ['no JSON', { status: 502, headers: { 'content-type': 'text/html' } }, { status: 502, code: undefined }],
    [
      'a reason',
      { status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'Jo Doe is away.' } } },
      { status: 403, code: 'BotNotInConversationRoster' },
    ],
    [
      'a reason within a reason',
      { status: 403, body: { errorCode: 209, message: '{\r\n "subCode": "MessageWritesBlocked"\r\n}' } },
      { status: 403, subCode: 'MessageWritesBlocked' },
    ],
    [
      'a reason that is none',
      { status: 400, body: { error: 'x', code: { a: 1 } } },
      { status: 400, code: undefined },
    ],
  ])('is made once and told without Microsoft’s sentences: %s', async (_name, bend, told) => {
    peer.bend(() => bend);
    const error = await failure(send());
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject(told);
    expect(peer.calls).toHaveLength(1);
    expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain('Doe');
  });

  it.each<[string, object]>([
    ['who has not added the app', { installed: false }],
    ['who has blocked it', { blocked: true }],
  ])('for somebody %s says so', async (_name, given) => {
    const bo = peer.person('Bo Birch', { installed: true, blocked: false, ...given });
    const error = await failure(connector.create(peer.serviceUrl, bo.id));
    expect(error).toMatchObject({ status: 403 });
  });

  it.each<Bend>(['cut-before', 'cut-after'])(
    'because the line was cut is no answer of Teams’: %s',
    async (bend) => {
      peer.bend(() => bend);
      const before = peer.shownIn(ana.personal).length;
      const error = await failure(send());
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(ConnectorError);
      expect(peer.calls).toHaveLength(1);
      expect(peer.shownIn(ana.personal)).toHaveLength(before + (bend === 'cut-after' ? 1 : 0));
    },
  );

  it('because nobody is there says so', async () => {
    const gone = await startTeamsPeer();
    await gone.close();
    const error = await failure(connector.send(gone.serviceUrl, ana.personal, hello));
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('because nobody answers ends', async () => {
    const held = peer.hold();
    const impatient = createConnector({ app, token: peer.tokenFor, timeoutMs: 50 });
    expect(await failure(send(impatient))).toMatchObject({ name: 'AnswerTimeout' });
    held.release();
  });

  it('is told to whoever watches the connection', async () => {
    const noted: unknown[] = [];
    const watched = createConnector({
      app,
      token: async () => 'wrong',
      note: (error) => void noted.push(error),
    });
    const error = await failure(send(watched));
    expect(error).toMatchObject({ status: 401 });
    expect(noted).toEqual([error]);
  });
});

describe('our token', () => {
  it('is not taken along to where Teams’ answer points', async () => {
    const visited: string[] = [];
    const elsewhere = createServer((request, response) => {
      visited.push(request.headers.authorization ?? 'no token');
      response.writeHead(200).end('{"id":"1"}');
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/v3`;
    for (const status of [301, 302, 307, 308]) {
      peer.bend(() => ({ status, headers: { location } }));
      expect(await failure(send())).toMatchObject({ status });
    }
    expect(visited).toEqual([]);
    elsewhere.close();
  });

  it('that Microsoft does not give means that nothing is asked of Teams', async () => {
    const broken = createConnector({ app, token: () => Promise.reject(new Error('invalid_client')) });
    expect(await failure(send(broken))).toBeInstanceOf(NoTokenError);
    expect(peer.calls).toEqual([]);
  });

  it('is asked for once by many at the same time, and again by the next', async () => {
    const answered = gate<string>();
    const asked: boolean[] = [];
    const token = sharedAsk((fresh) => {
      asked.push(fresh);
      return answered.opened;
    }, 60_000);
    const many = createConnector({ app, token });
    const sent = Array.from({ length: 200 }, () => send(many));
    answered.open(await peer.tokenFor());
    await Promise.all(sent);
    expect(asked).toEqual([false]);
    await send(many);
    expect(asked).toEqual([false, false]);
  });
});
