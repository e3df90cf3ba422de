/** A Bot Connector for tests that knows nothing of our code: signed tokens, conversations, and faults on request. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appId, keysOf, tenant } from './teams-keys.ts';

// Teams' own JSON, read as an outsider reads it
// biome-ignore lint/suspicious/noExplicitAny: an outsider has no types of ours
type Loose = any;

export interface Member {
  readonly name: string;
  /** "29:…": how this bot knows them. */
  readonly id: string;
  readonly aadObjectId: string;
  /** Their conversation with the bot: the same id whether Teams was asked for it or not. */
  readonly personal: string;
  email?: string;
  userPrincipalName?: string;
  userRole: string;
  tenantId: string;
  installed: boolean;
  blocked: boolean;
}

export interface ConnectorCall {
  readonly kind: 'create' | 'send' | 'reply' | 'update' | 'delete' | 'member' | 'members' | 'pagedmembers';
  readonly conversation: string | undefined;
  /** What is updated, deleted or replied to; of a member, whose. */
  readonly about: string | undefined;
  readonly body: Loose;
  /** What Teams answered; 0 where the line was cut. */
  readonly status: number;
  readonly answer: Loose;
}

type Asked = Omit<ConnectorCall, 'status' | 'answer'>;

/** Instead of acting; `cut-after` acts, and then nobody hears of it. */
export type Bend =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: object }
  | 'cut-before'
  | 'cut-after';

export type TeamsPeer = Awaited<ReturnType<typeof startTeamsPeer>>;

/** The team that every channel here belongs to; everybody is in it. */
const team = '19:team@thread.tacv2';
/** What Teams takes of one card, in bytes of JSON. */
const cardLimit = 28 * 1024;
/** How long the peer waits for what a test expects. */
const patienceMs = 20_000;

/**
 * `emulator`: no tenant, no tokens, as a bot emulator on somebody's desk. `cloud`: it goes by Microsoft's own address,
 * and a program of its own reaches it by the detour of microsoft.ts.
 */
export async function startTeamsPeer({ emulator = false, cloud = false } = {}) {
  const members = new Map<string, Member>();
  const groups = new Map<string, readonly Member[]>();
  const shown: { conversation: string; id: string; body: Loose }[] = [];
  const calls: ConnectorCall[] = [];
  const untaken: ConnectorCall[] = [];
  const outbound = `outbound-${randomUUID()}`;
  let wake: (() => void)[] = [];
  let bend: (asked: Asked) => Bend | undefined = () => undefined;
  let held: { readonly asked: () => void; readonly released: Promise<void> } | undefined;

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = cloud ? 'https://smba.trafficmanager.net/amer/' : `${base}/amer/`;
  const keys = keysOf(
    serviceUrl,
    cloud ? 'https://login.botframework.com/v1/.well-known/keys' : `${base}/keys`,
  );

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = (status: number, body?: object, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(body ? JSON.stringify(body) : undefined);
    };
    const path = new URL(request.url ?? '/', base).pathname.split('/').slice(1).map(decodeURIComponent);
    const public_ = path[0] === 'openid' ? keys.document : path[0] === 'keys' ? keys.list : undefined;
    if (public_) {
      const document = public_();
      return json(document ? 200 : 503, document);
    }
    if (path[0] === 'token')
      return json(200, { token_type: 'Bearer', expires_in: 3599, access_token: outbound });
    const asked = readCall(request.method ?? '', path, await bodyOf(request));
    if (!asked) return json(404, refusal('NotFound'));
    held?.asked();
    await held?.released;
    const bent = bend(asked);
    const note = (status: number, answer?: object): void => {
      calls.push({ ...asked, status, answer });
      untaken.push({ ...asked, status, answer });
      const waiting = wake;
      wake = [];
      for (const go of waiting) go();
    };
    if (typeof bent === 'object') {
      note(bent.status, bent.body);
      return json(bent.status, bent.body, bent.headers);
    }
    const known = request.headers.authorization === (emulator ? undefined : `Bearer ${outbound}`);
    const [status, answer] =
      bent === 'cut-before'
        ? [0]
        : known
          ? act(asked)
          : [401, { message: 'Authorization has been denied for this request.' }];
    note(bent ? 0 : status, answer);
    if (bent) request.socket.destroy();
    else json(status, answer);
  }

  function act({ kind, conversation = '', about, body }: Asked): [status: number, answer?: object] {
    if (kind === 'create') {
      const person = [...members.values()].find((one) => named(one, body?.members?.[0]?.id));
      const ours = emulator || (body?.tenantId === tenant && body?.bot?.id === `28:${appId}`);
      if (!person || !ours) return [400, refusal('BadSyntax')];
      return barred(person) ?? [201, { id: person.personal }];
    }
    const here = inside(conversation);
    if (!here) return [404, refusal('ConversationNotFound')];
    if (kind === 'members') return [200, here.map(roster)];
    if (kind === 'pagedmembers') return [200, { members: here.map(roster) }];
    if (kind === 'member') {
      const person = here.find((one) => named(one, about));
      return person ? [200, roster(person)] : [404, refusal('MemberNotFoundInConversation')];
    }
    const refused = (here.length === 1 && here[0] && barred(here[0])) || tooBig(body);
    if (refused) return refused;
    if (!emulator && kind !== 'delete' && body?.conversation?.tenantId !== tenant)
      return [403, refusal('ForbiddenOperationException')];
    if (kind === 'send' || kind === 'reply') {
      const id = `1:${randomUUID()}`;
      shown.push({ conversation, id, body });
      return [201, { id }];
    }
    const at = shown.findIndex((one) => one.conversation === conversation && one.id === about);
    const [was] = at < 0 ? [] : shown.splice(at, 1);
    if (!was) return [404, refusal('ActivityNotFoundInConversation')];
    if (kind === 'update') shown.splice(at, 0, { ...was, body });
    return [200, { id: was.id }];
  }

  function inside(conversation: string): readonly Member[] | undefined {
    const everybody = [...members.values()];
    if (conversation === team) return everybody;
    const own = everybody.filter((one) => one.personal === conversation);
    return own.length > 0 ? own : groups.get(conversation.split(';')[0] ?? '');
  }

  return {
    ...{ appId, tenant, base, serviceUrl, openIdUrl: `${base}/openid`, keys },
    /** Every finished call, oldest first. */
    calls: calls as readonly ConnectorCall[],
    /** What our side must send along with its own calls. */
    tokenFor: async (): Promise<string> => outbound,
    /** Somebody of the tenant, made up at the first mention; `given` changes them. */
    person(name: string, given: Partial<Member> = {}): Member {
      const of = (what: string) => createHash('sha256').update(`${what} ${name}`).digest('hex');
      const member = members.get(name) ?? {
        name,
        id: `29:${of('user')}`,
        aadObjectId: of('aad').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
        personal: `a:${of('conversation').slice(0, 40)}`,
        userRole: 'user',
        tenantId: tenant,
        installed: true,
        blocked: false,
      };
      members.set(name, Object.assign(member, given));
      return member;
    },
    /** A group chat, or a channel of a team, with these people in it; returns its id. */
    group(people: readonly Member[], kind: 'groupChat' | 'channel' = 'groupChat'): string {
      const id = `19:${randomUUID().replaceAll('-', '')}@thread.${kind === 'channel' ? 'tacv2' : 'v2'}`;
      groups.set(id, people);
      return id;
    },
    /** What a conversation shows now, oldest first. */
    shownIn: (conversation: string): readonly { readonly id: string; readonly body: Loose }[] =>
      shown.filter((one) => one.conversation === conversation),
    /** Answers calls otherwise; `undefined` lets one through. */
    bend(how: typeof bend) {
      bend = how;
    },
    /** Keeps every call waiting until released. */
    hold() {
      let asked = (): void => {};
      let release = (): void => {};
      const wasAsked = new Promise<void>((go) => {
        asked = go;
      });
      const released = new Promise<void>((go) => {
        release = go;
      });
      held = { asked, released };
      return {
        asked: wasAsked,
        release() {
          held = undefined;
          release();
        },
      };
    },
    /** The next finished call of that kind that nobody has taken yet. */
    async nextCall(
      wanted: ConnectorCall['kind'] | ((call: ConnectorCall) => boolean),
    ): Promise<ConnectorCall> {
      const fits = typeof wanted === 'string' ? (call: ConnectorCall) => call.kind === wanted : wanted;
      const impatient = AbortSignal.timeout(patienceMs);
      for (;;) {
        const at = untaken.findIndex(fits);
        const [call] = at < 0 ? [] : untaken.splice(at, 1);
        if (call) return call;
        if (impatient.aborted) throw new Error(`no such call came; there is: ${JSON.stringify(untaken)}`);
        await new Promise<void>((go) => {
          wake.push(go);
          impatient.addEventListener('abort', () => go());
        });
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function readCall(method: string, path: readonly string[], body: Loose): Asked | undefined {
  const [, version, conversations, conversation, what, about] = path;
  if (version !== 'v3' || conversations !== 'conversations') return undefined;
  const kinds = new Map<string, ConnectorCall['kind']>([
    ['POST ', 'create'],
    ['POST activities', about === undefined ? 'send' : 'reply'],
    ['PUT activities', 'update'],
    ['DELETE activities', 'delete'],
    ['GET members', about === undefined ? 'members' : 'member'],
    ['GET pagedmembers', 'pagedmembers'],
  ]);
  const kind = kinds.get(`${method} ${what ?? ''}`);
  return kind && { kind, conversation, about, body };
}

function named(person: Member, id: unknown): boolean {
  return person.id === id || person.aadObjectId === id;
}

/** How Teams refuses to write to somebody. */
function barred(person: Member): [number, object] | undefined {
  const message =
    '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "Thread is blocked from message writes."\r\n}';
  if (person.blocked) return [403, { errorCode: 209, message }];
  return person.installed ? undefined : [403, refusal('ForbiddenOperationException')];
}

function tooBig(body: Loose): [number, object] | undefined {
  const cards: Loose[] = body?.attachments ?? [];
  const big = cards.some(({ content }) => Buffer.byteLength(JSON.stringify(content ?? '')) > cardLimit);
  return big ? [413, refusal('MessageSizeTooBig')] : undefined;
}

function refusal(code: string): object {
  return { error: { code, message: `A sentence of Microsoft's about ${code}.` } };
}

function roster({ name, id, aadObjectId, email, userPrincipalName, userRole, tenantId }: Member): object {
  const [givenName = '', surname = ''] = name.split(' ');
  return {
    ...{ id, name, objectId: aadObjectId, aadObjectId, givenName, surname },
    ...{ email, userPrincipalName, userRole, tenantId },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Loose> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
