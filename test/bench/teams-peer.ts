/** A Bot Connector and a Microsoft sign-in that answer every call at once and well; tells its parent of cards that it waits for. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keysOf } from '../support/teams-keys.ts';

/** Where Teams says it is; the baseline is told the peer's own address. */
const cloud = 'https://smba.trafficmanager.net/amer/';

let sent = 0;
let last = '';
/** The conversation in which an answer is awaited. */
let watched: string | undefined;

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const local = `${url}/amer/`;
const keys = {
  ours: keysOf(cloud, 'https://login.botframework.com/v1/.well-known/keys'),
  bare: keysOf(local, `${url}/bare-keys`),
};

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const path = (request.url ?? '').split('/').slice(1);
  const answer = (said: object) =>
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(said));
  switch (path[0]) {
    case 'openid':
      return void answer(keys.ours.document() ?? {});
    case 'keys':
      return void answer(keys.ours.list() ?? {});
    case 'bare-openid':
      return void answer(keys.bare.document() ?? {});
    case 'bare-keys':
      return void answer(keys.bare.list() ?? {});
    case 'token':
      return void answer({ token_type: 'Bearer', expires_in: 86_399, access_token: 'for-the-benchmark' });
    case 'seen':
      return void answer({ sent, last: last === '' ? undefined : JSON.parse(last) });
    default: {
      const conversation = decodeURIComponent(path[3] ?? '');
      if (path[4] === undefined) return void answer({ id: `a:${sent}` });
      sent += 1;
      last = body;
      if (conversation === watched) {
        watched = undefined;
        process.send?.({ arrived: conversation });
      }
      return void answer({ id: `1:${sent}` });
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

process.on('message', (message: { watch: string }) => {
  watched = message.watch;
  process.send?.({ watching: watched });
});
process.send?.({
  url,
  ours: { service: cloud, token: keys.ours.mint() },
  bare: { service: local, token: keys.bare.mint() },
});
process.once('SIGTERM', () => process.exit(0));
