/** What our Teams surface is measured against: a CloudAdapter that echoes a card, and loops of bare proactive calls. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
} from 'botbuilder';
import { AppCredentials, ConnectorClient, ServiceClientCredentialsFactory } from 'botframework-connector';
import express from 'express';
import { appId, issuer, tenant } from '../support/teams-keys.ts';

const { TEAMS_PEER = '' } = process.env;
const width = 8;

class Credentials extends AppCredentials {
  async refreshToken() {
    return {
      accessToken: 'for-the-benchmark',
      expiresOn: new Date(Date.now() + 86_400_000),
      tokenType: 'Bearer',
    } as never;
  }
}

class Credentialed extends ServiceClientCredentialsFactory {
  readonly credentials = new Credentials(appId, tenant);
  async isValidAppId(id: string) {
    return id === appId;
  }
  async isAuthenticationDisabled() {
    return false;
  }
  async createCredentials() {
    return this.credentials;
  }
}

const credentialed = new Credentialed();
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenant}`,
      ToChannelFromBotOAuthScope: issuer,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${TEAMS_PEER}/bare-openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${TEAMS_PEER}/bare-openid`,
      CallerId: '',
    } as never,
    credentialed,
  ),
);

/** The card that ours answered with, whatever it was. */
let echoed: Partial<Activity> = { type: 'message', text: 'no card yet' };

const http = express();
http.disable('x-powered-by');
http.post('/api/messages', express.json({ limit: '256kb' }), (request, response) =>
  adapter.process(request, response, async (context) => {
    if (context.activity.type === 'message') await context.sendActivity(echoed);
  }),
);

interface Posting {
  /** As bots are told to write first, or the client below that, bare of everything else. */
  readonly by: 'continueConversation' | 'ConnectorClient';
  readonly conversations: readonly string[];
  readonly count: number;
  readonly activity: Partial<Activity>;
}

const service = `${TEAMS_PEER}/amer/`;
const client = new ConnectorClient(credentialed.credentials, { baseUri: service });

async function send(by: Posting['by'], conversation: string, activity: Partial<Activity>): Promise<void> {
  if (by === 'ConnectorClient') {
    await client.conversations.sendToConversation(conversation, activity);
    return;
  }
  const where = {
    ...{ channelId: 'msteams', serviceUrl: service, bot: { id: `28:${appId}` } },
    conversation: { id: conversation, conversationType: 'personal', tenantId: tenant },
  } as unknown as ConversationReference;
  await adapter.continueConversationAsync(appId, where, async (context) => {
    await context.sendActivity(activity);
  });
}

/** Milliseconds of a loop of calls, message after message. */
async function post({ by, conversations, count, activity }: Posting): Promise<number> {
  let next = 0;
  async function worker(): Promise<void> {
    while (next < count) {
      const conversation = conversations[next % conversations.length] ?? '';
      next += 1;
      await send(by, conversation, activity);
    }
  }
  const begun = performance.now();
  await Promise.all(Array.from({ length: width }, worker));
  return performance.now() - begun;
}

process.on('message', async (message: Posting | { readonly echo: Partial<Activity> }) => {
  if ('echo' in message) {
    echoed = message.echo;
    process.send?.({ ms: 0 });
  } else process.send?.({ ms: await post(message) });
});
process.once('SIGTERM', () => process.exit(0));

const server = createServer(http);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
