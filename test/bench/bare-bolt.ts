/** What our program is measured against: Bolt on the same receiver and server settings, with nothing around it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver, LogLevel, type ViewSubmitAction } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import express, { type NextFunction, type Request, type Response } from 'express';
import { type Filing, openBareStore } from './bare-store.ts';
import { workspace } from './children.ts';

const { DATABASE_URL = '', SLACK_API_URL = '' } = process.env;
const path = '/slack/events';
const width = 8;

const http = express();
http.disable('x-powered-by');
http.use(path, express.raw({ type: () => true, limit: '1mb' }), keepRawBody);
const receiver = new ExpressReceiver({
  signingSecret: workspace.signingSecret,
  app: http,
  endpoints: path,
  logLevel: LogLevel.ERROR,
});
/** The settings of our own client (src/platforms/slack/platform.ts). */
const clientOptions = {
  slackApiUrl: `${SLACK_API_URL}/api/`,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 10_000,
  logLevel: LogLevel.ERROR,
};
const app = new App({
  receiver,
  authorize: async () => ({ botToken: workspace.botToken }),
  convoStore: false,
  ignoreSelf: false,
  logLevel: LogLevel.ERROR,
  clientOptions,
});
const store = openBareStore(DATABASE_URL);

app.command(/.*/s, async ({ ack }) => {
  await ack();
});

app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /.*/s }, async ({ body, ack }) => {
  const number = await store.file(filingOf(body));
  await ack({
    response_action: 'update',
    view: {
      type: 'modal',
      title: { type: 'plain_text', text: 'Done' },
      blocks: [{ type: 'section', text: { type: 'plain_text', text: `DR-${number} is filed.` } }],
    },
  });
});

function filingOf({ view, user, team }: ViewSubmitAction): Filing {
  const held = Object.entries(view.state.values).map(([id, elements]) => {
    const one = Object.values(elements)[0];
    const many = one?.selected_options?.map(({ value }) => value);
    return [id, many ?? one?.value ?? one?.selected_option?.value ?? one?.selected_date ?? ''] as const;
  });
  const values = Object.fromEntries(held);
  const text = (id: string) => String(values[`f:${id}`] ?? '');
  return {
    key: view.private_metadata,
    tenant: team?.id ?? '',
    account: user.id,
    collections: [values['f:collections'] ?? []].flat(),
    detail: text('detail'),
    format: text('format'),
    texts: {
      title: text('title'),
      question: text('question'),
      purpose: text('purpose'),
      recipients: text('recipients'),
      groups: text('groups'),
      interest: text('interest'),
    },
  };
}

function keepRawBody(request: Request, _response: Response, next: NextFunction): void {
  Object.assign(request, { rawBody: request.body });
  next();
}

interface Posting {
  readonly users: readonly string[];
  readonly count: number;
  readonly message: Readonly<Record<string, string>>;
}

/** A loop of calls: a conversation opened once a person, then message after message. Milliseconds. */
async function post({ users, count, message }: Posting): Promise<number> {
  const client = new WebClient(workspace.botToken, clientOptions);
  const channels = new Map<string, string>();
  const { text = '' } = message;
  const blocks = JSON.parse(message.blocks ?? '[]');
  let next = 0;
  async function worker(): Promise<void> {
    while (next < count) {
      const number = next;
      next += 1;
      const user = users[number % users.length] ?? '';
      let channel = channels.get(user);
      if (channel === undefined) {
        channel = (await client.conversations.open({ users: user })).channel?.id ?? '';
        channels.set(user, channel);
      }
      const metadata = { event_type: 'bare_notice', event_payload: { row: String(number) } };
      await client.chat.postMessage({ channel, text, blocks, metadata, unfurl_links: false });
    }
  }
  const begun = performance.now();
  await Promise.all(Array.from({ length: width }, worker));
  return performance.now() - begun;
}

process.on('message', async (posting: Posting) => {
  process.send?.({ ms: await post(posting) });
});
process.once('SIGTERM', () => process.exit(0));

const server = createServer(http);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
