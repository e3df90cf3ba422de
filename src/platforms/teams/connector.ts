/** Bare calls to the Bot Connector with our token: no retries, no redirects, and one error that says what came back. */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isLoopbackHost } from '../../app/from-here.ts';
import { type HttpAnswer, httpCall } from '../../kernel/http-call.ts';

export interface Connector {
  /** The personal conversation with that user (29:… or an aadObjectId): the same one every time. */
  create(serviceUrl: string, member: string): Promise<string>;
  /** The activity's id; empty where Teams gave none, and then it cannot be updated. */
  send(serviceUrl: string, conversation: string, activity: Partial<Activity>): Promise<string>;
  /** In the thread of that activity. */
  reply(serviceUrl: string, conversation: string, to: string, activity: Partial<Activity>): Promise<string>;
  update(serviceUrl: string, conversation: string, activity: string, body: Partial<Activity>): Promise<void>;
  remove(serviceUrl: string, conversation: string, activity: string): Promise<void>;
  /** What Teams says of somebody who is in that conversation (or team), in its own words. */
  member(serviceUrl: string, conversation: string, user: string): Promise<unknown>;
}

/** The Bot Connector answered, and not as we wished. Whatever was asked did not happen, except perhaps after 5xx. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly status: number;
  /** Teams' own short names, such as "ForbiddenOperationException" and "MessageWritesBlocked". */
  readonly code: string | undefined;
  readonly subCode: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, said: { code?: string; subCode?: string; retryAfterMs?: number } = {}) {
    super(`the Bot Connector answered ${status}`);
    this.status = status;
    this.code = said.code;
    this.subCode = said.subCode;
    this.retryAfterMs = said.retryAfterMs;
  }
}

/** Microsoft gave us no token for the app, so nothing was asked of Teams. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
}

export interface ConnectorSettings {
  /** Absent for the emulator alone. */
  readonly app?: { readonly id: string; readonly tenant: string };
  /** Absent for the emulator alone, which asks for none. */
  readonly token?: () => Promise<string>;
  /** Told of every call that failed. */
  readonly note?: (error: unknown) => void;
  /** Longest wait for an answer of Teams'. */
  readonly timeoutMs?: number;
}

const standardTimeoutMs = 10_000;

const emulatedShape = z.looseObject({
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userRole: z.string().nullish(),
});
const idShape = z.looseObject({ id: z.string().nullish() });

export function createConnector(settings: ConnectorSettings): Connector {
  const { app, token, note, timeoutMs = standardTimeoutMs } = settings;

  async function authorization(serviceUrl: string): Promise<{ authorization?: string }> {
    if (!app && !isLoopbackHost(new URL(serviceUrl).host))
      throw new NoTokenError('an emulator is answered on this machine only');
    if (!token) return {};
    try {
      return { authorization: `Bearer ${await token()}` };
    } catch (cause) {
      throw new NoTokenError('no token for the app', { cause });
    }
  }

  /** Teams turns away a message that does not say which tenant it is for. */
  function dressed(conversation: string, activity: Partial<Activity>): object {
    if (!app) return activity;
    return {
      from: { id: `28:${app.id}` },
      ...activity,
      conversation: { ...activity.conversation, id: conversation, tenantId: app.tenant },
    };
  }

  async function call(method: string, serviceUrl: string, path: readonly string[], body?: object) {
    try {
      // follows no redirect: the token is for the address that was checked, and for no other
      const answer = await httpCall({
        method,
        url: new URL(address(serviceUrl, path)),
        headers: {
          ...(await authorization(serviceUrl)),
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json; charset=utf-8' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        timeoutMs,
      });
      if (answer.status < 200 || answer.status > 299) throw refusal(answer);
      return readJson(answer.text);
    } catch (error) {
      note?.(error);
      throw error;
    }
  }

  async function idOf(said: Promise<unknown>): Promise<string> {
    const parsed = idShape.safeParse(await said);
    return (parsed.success && parsed.data.id) || '';
  }

  const activities = (conversation: string, ...more: string[]) => [
    'conversations',
    conversation,
    'activities',
    ...more,
  ];

  return {
    async create(serviceUrl, member) {
      const id = await idOf(
        call('POST', serviceUrl, ['conversations'], {
          isGroup: false,
          bot: { id: app ? `28:${app.id}` : 'safekeep' },
          members: [{ id: member }],
          ...(app ? { tenantId: app.tenant, channelData: { tenant: { id: app.tenant } } } : {}),
        }),
      );
      if (id === '') throw new Error('the Bot Connector opened a conversation without an id');
      return id;
    },
    send: (serviceUrl, conversation, activity) =>
      idOf(call('POST', serviceUrl, activities(conversation), dressed(conversation, activity))),
    reply: (serviceUrl, conversation, to, activity) =>
      idOf(call('POST', serviceUrl, activities(conversation, to), dressed(conversation, activity))),
    async update(serviceUrl, conversation, activity, body) {
      await call('PUT', serviceUrl, activities(conversation, activity), dressed(conversation, body));
    },
    async remove(serviceUrl, conversation, activity) {
      await call('DELETE', serviceUrl, activities(conversation, activity));
    },
    async member(serviceUrl, conversation, user) {
      const said = await call('GET', serviceUrl, ['conversations', conversation, 'members', user]);
      return app ? said : asEmulated(said, user);
    },
  };
}

/** An emulator has no directory: ids of its own making prove nothing, and a user id typed there may be an address. */
function asEmulated(said: unknown, user: string): unknown {
  const { email, userPrincipalName, userRole } = emulatedShape.catch({}).parse(said);
  return { email: email || user, userPrincipalName, userRole };
}

/** "https://smba.example/amer" and "https://smba.example/amer/" are the same service. */
function address(serviceUrl: string, path: readonly string[]): string {
  // no escaping keeps an address from going up a folder
  if (path.some((part) => /^\.{0,2}$/.test(part))) throw new Error('an id that is none');
  return `${serviceUrl.replace(/\/+$/, '')}/v3/${path.map(encodeURIComponent).join('/')}`;
}

function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Of Microsoft's words only the short names are kept; some come as JSON within a string of the JSON. */
function refusal({ status, headers, text }: HttpAnswer): ConnectorError {
  const named = (field: string) => new RegExp(`"${field}\\\\?"\\s*:\\s*\\\\?"(\\w{1,60})`).exec(text)?.[1];
  const [code, subCode] = [named('code'), named('subCode')];
  const retryAfterMs = readRetryAfter(headers) ?? secondsSaid(text);
  return new ConnectorError(status, {
    ...(code ? { code } : {}),
    ...(subCode ? { subCode } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Seconds, or the moment itself; the moment is read against the answer's own date, so that no clock of ours counts. */
function readRetryAfter(headers: HttpAnswer['headers']): number | undefined {
  const said = headers['retry-after']?.trim();
  if (!said) return undefined;
  if (/^\d+(\.\d+)?$/.test(said)) return Math.ceil(Number(said) * 1000);
  const span = Date.parse(said) - Date.parse(headers.date ?? '');
  return Number.isFinite(span) ? Math.max(0, span) : undefined;
}

/** Some of Teams' services say it in the body alone. */
function secondsSaid(text: string): number | undefined {
  const said = /"retry-?after\\?"\s*:\s*\\?"?(\d{1,6})/i.exec(text)?.[1];
  return said === undefined ? undefined : Number(said) * 1000;
}
