/** A Slack for tests: `emulate` behind a door that records every call, can hold or bend an answer, and takes response_urls. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator } from 'emulate';
import { checkBlocks, checkView } from './slack-limits.ts';

export interface ApiCall {
  readonly method: string;
  readonly body: Record<string, unknown>;
  /** What Slack answered. */
  readonly answer: Record<string, unknown>;
}

export interface Bent {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: Record<string, unknown>;
}

export interface SlackPeer {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly team: string;
  /** Every finished call, oldest first. */
  readonly calls: readonly ApiCall[];
  /** Every message to a response_url, oldest first. */
  readonly responses: readonly { readonly id: string; readonly body: Record<string, unknown> }[];
  userId(name: string): string;
  /** An outsider's own call, as Slack's screens make them; not recorded. */
  api(method: string, body: Record<string, unknown>): Promise<Record<string, unknown>>;
  responseUrl(id: string): string;
  /** Answers a method otherwise; `undefined` lets it through. */
  bend(method: string, answer: (body: Record<string, unknown>) => Bent | undefined): void;
  /** Keeps calls of a method waiting until released. */
  hold(method: string): { readonly asked: Promise<void>; release(): void };
  /** The next finished call of these methods that nobody has taken yet. */
  nextCall(...methods: string[]): Promise<ApiCall>;
  /** The same, by what it carries. */
  nextCallWhere(fits: (call: ApiCall) => boolean): Promise<ApiCall>;
  nextResponse(id: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface PeerUser {
  readonly name: string;
  readonly email: string;
}

const team = 'T000000001';
const appId = 'A000000001';
/** How long the peer waits for what a test expects. */
const patienceMs = 20_000;

const scopes = ['commands', 'chat:write', 'im:write', 'users:read', 'users:read.email'];

export async function startSlackPeer(
  users: readonly PeerUser[],
  settings: { readonly scopes?: readonly string[] } = {},
): Promise<SlackPeer> {
  const botToken = 'xoxb-test-token';
  const signingSecret = 'a-signing-secret-for-tests';
  const emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    hostname: '127.0.0.1',
    seed: {
      slack: {
        team: { name: 'Sample District', domain: 'sample' },
        users: [
          { name: 'safekeep', real_name: 'Safekeep', email: 'bot@sample.example' },
          ...users.map(({ name, email }) => ({ name, real_name: name, email })),
        ],
        oauth_apps: [
          { app_id: appId, client_id: 'c', client_secret: 's', name: 'Safekeep', redirect_uris: [], scopes },
        ],
        tokens: [
          {
            token: botToken,
            user: 'safekeep',
            scopes: settings.scopes ?? scopes,
            app_id: appId,
            bot_id: 'B1',
          },
        ],
        strict_scopes: true,
        signing_secret: signingSecret,
      },
    },
  });

  const calls: ApiCall[] = [];
  const untaken: ApiCall[] = [];
  const responses: { id: string; body: Record<string, unknown> }[] = [];
  const untakenResponses: { id: string; body: Record<string, unknown> }[] = [];
  const bends = new Map<string, (body: Record<string, unknown>) => Bent | undefined>();
  const holds = new Map<string, { asked: () => void; released: Promise<void> }>();
  let wake: (() => void)[] = [];

  function happened(): void {
    const waiting = wake;
    wake = [];
    for (const go of waiting) go();
  }

  async function forward(method: string, headers: Record<string, string>, raw: string): Promise<Response> {
    return fetch(`${emulator.url}/api/${method}`, { method: 'POST', headers, body: raw });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://peer');
    const [, first, ...rest] = url.pathname.split('/');
    if (first === 'respond') {
      const message = { id: rest.join('/'), body: JSON.parse(raw) as Record<string, unknown> };
      const faults = checkBlocks('message', listOf(message.body.blocks));
      if (faults.length > 0) throw new Error(faults.join('\n'));
      responses.push(message);
      untakenResponses.push(message);
      response.writeHead(200).end('ok');
      return happened();
    }
    const method = rest.join('/');
    const body = parsed(raw, request.headers['content-type'] ?? '');
    const held = holds.get(method);
    if (held) {
      held.asked();
      await held.released;
    }
    const bent = bends.get(method)?.(body) ?? beyondLimits(method, body);
    const answered = bent
      ? { status: bent.status ?? 200, headers: bent.headers ?? {}, answer: bent.body }
      : await pass(method, request, raw);
    const call = { method, body, answer: answered.answer };
    calls.push(call);
    untaken.push(call);
    response.writeHead(answered.status, { 'content-type': 'application/json', ...answered.headers });
    response.end(JSON.stringify(answered.answer));
    happened();
  }

  async function pass(method: string, request: IncomingMessage, raw: string) {
    const got = await forward(
      method,
      {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
      raw,
    );
    return { status: got.status, headers: {}, answer: (await got.json()) as Record<string, unknown> };
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function api(method: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
    const answer = await forward(
      method,
      { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
      JSON.stringify(body),
    );
    return (await answer.json()) as Record<string, unknown>;
  }

  const ids = new Map<string, string>();
  for (const { name, email } of users) {
    const found = (await api('users.lookupByEmail', { email })) as { user: { id: string } };
    ids.set(name, found.user.id);
  }

  /** Waits for what a test expects; a test that waits in vain says what came instead. */
  async function take<T>(list: T[], fits: (item: T) => boolean): Promise<T> {
    const impatient = AbortSignal.timeout(patienceMs);
    for (;;) {
      const at = list.findIndex(fits);
      const [item] = at < 0 ? [] : list.splice(at, 1);
      if (item) return item;
      if (impatient.aborted) throw new Error(`nothing of the kind came; there is: ${JSON.stringify(list)}`);
      await new Promise<void>((go) => {
        wake.push(go);
        impatient.addEventListener('abort', () => go());
      });
    }
  }

  return {
    apiUrl: `${base}/api/`,
    botToken,
    signingSecret,
    team,
    calls,
    responses,
    userId(name) {
      const id = ids.get(name);
      if (!id) throw new Error(`no such user at the peer: ${name}`);
      return id;
    },
    api,
    responseUrl: (id) => `${base}/respond/${id}`,
    bend: (method, answer) => void bends.set(method, answer),
    hold(method) {
      let asked = (): void => {};
      let release = (): void => {};
      const wasAsked = new Promise<void>((go) => {
        asked = go;
      });
      const released = new Promise<void>((go) => {
        release = go;
      });
      holds.set(method, { asked, released });
      return {
        asked: wasAsked,
        release() {
          holds.delete(method);
          release();
        },
      };
    },
    nextCall: (...methods) => take(untaken, (call) => methods.includes(call.method)),
    nextCallWhere: (fits) => take(untaken, fits),
    nextResponse: async (id) => (await take(untakenResponses, (one) => one.id === id)).body,
    async close() {
      server.closeAllConnections();
      server.close();
      await emulator.close();
    },
  };
}

/** The emulator checks no limits; Slack does. */
function beyondLimits(method: string, body: Record<string, unknown>): Bent | undefined {
  const faults = method.startsWith('views.')
    ? checkView(body.view as object)
    : method.startsWith('chat.')
      ? checkBlocks('message', listOf(body.blocks))
      : [];
  if (faults.length === 0) return undefined;
  return { body: { ok: false, error: 'invalid_blocks', response_metadata: { messages: faults } } };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Form bodies carry JSON in their fields. */
function parsed(raw: string, type: string): Record<string, unknown> {
  if (type.includes('json')) return JSON.parse(raw) as Record<string, unknown>;
  return Object.fromEntries(
    [...new URLSearchParams(raw)].map(([key, value]) => [
      key,
      /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
