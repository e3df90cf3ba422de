/** The Slack surface on a real port with a dispatch of the test's own. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { MessageAction, Platform } from '../../src/app/ports.ts';
import type { Envelope, Reply } from '../../src/chat/interaction.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { connectSlack, type SlackSettings } from '../../src/platforms/slack/platform.ts';
import type { SlackPeer } from './slack-peer.ts';

export interface SlackApp {
  readonly url: string;
  readonly platform: Platform;
  /** What dispatch was asked, oldest first. */
  readonly asked: Envelope[];
  /** Everything the log was told. */
  readonly logged: string[];
  /** What dispatch answers from now on. */
  answers(reply: (envelope: Envelope) => Reply | Promise<Reply>): void;
  close(): Promise<void>;
}

export async function startSlackApp(
  peer: SlackPeer,
  settings: Partial<SlackSettings> & {
    readonly sample?: boolean;
    readonly messageActions?: readonly MessageAction[];
  } = {},
): Promise<SlackApp> {
  const http = express();
  const server = createServer(http);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked: Envelope[] = [];
  const logged: string[] = [];
  let reply: (envelope: Envelope) => Reply | Promise<Reply> = () => ({
    kind: 'done',
    tone: 'good',
    text: 'Nothing was asked of this test.',
  });
  const { sample = false, messageActions = [], ...slack } = settings;
  const platform = await connectSlack(
    {
      async dispatch(envelope) {
        asked.push(envelope);
        return reply(envelope);
      },
      commands: [
        { name: 'data-request', summary: 'Ask for data', example: 'DR-1042', words: [] },
        { name: 'nda', summary: 'Sign the privacy agreement (NDA)', words: [] },
        { name: 'safekeep', summary: 'Your list', words: [{ word: 'help', summary: 'What you can type' }] },
      ],
      messageActions,
      namelessForms: [],
      http,
      clock: systemClock,
      log: createLog('debug', { write: (line) => void logged.push(line) }),
      sample,
      publicUrl: 'https://safekeep.example',
    },
    { botToken: peer.botToken, signingSecret: peer.signingSecret, apiUrl: peer.apiUrl, ...slack },
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    platform,
    asked,
    logged,
    answers(next) {
      reply = next;
    },
    async close() {
      await platform.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}
