/** A Slack that answers every call at once and well; it tells its parent of each modal that is opened. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { workspace } from './children.ts';

const counts = new Map<string, number>();
let lastMessage: Record<string, string> = {};

function answerTo(method: string, fields: URLSearchParams): Record<string, unknown> {
  counts.set(method, (counts.get(method) ?? 0) + 1);
  switch (method) {
    case 'auth.test':
      return { ok: true, team_id: workspace.team, team: 'Sample District', user_id: 'U0', bot_id: 'B0' };
    case 'conversations.open':
      return { ok: true, channel: { id: `D${fields.get('users')}` } };
    case 'chat.postMessage':
      lastMessage = Object.fromEntries(fields);
      return { ok: true, channel: fields.get('channel'), ts: `${counts.get(method)}.000001` };
    case 'views.open': {
      const view = { ...JSON.parse(fields.get('view') ?? '{}'), id: `V${counts.get(method)}` };
      process.send?.({ trigger: fields.get('trigger_id'), view });
      return { ok: true, view };
    }
    default:
      return { ok: true };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

const server = createServer(async (request, response) => {
  const [, area, name = ''] = (request.url ?? '').split('/');
  const raw = await bodyOf(request);
  const answer =
    area === 'api'
      ? answerTo(name, new URLSearchParams(raw))
      : { counts: Object.fromEntries(counts), lastMessage };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
process.once('SIGTERM', () => process.exit(0));
