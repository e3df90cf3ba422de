/** The Teams surface on a real port with a dispatch of the test's own. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { MessageAction, Platform } from '../../src/app/ports.ts';
import type { Envelope, Reply } from '../../src/chat/interaction.ts';
import { type Clock, systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import type { TeamsSettings } from '../../src/platforms/teams/door.ts';
import { connectTeams } from '../../src/platforms/teams/platform.ts';
import type { TeamsPeer } from './teams-connector.ts';

export interface TeamsApp {
  /** Where the Bot Connector posts activities. */
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

export async function startTeamsApp(
  peer: TeamsPeer,
  settings: Partial<TeamsSettings> & {
    readonly sample?: boolean;
    readonly clock?: Clock;
    readonly messageActions?: readonly MessageAction[];
  } = {},
): Promise<TeamsApp> {
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
  const { sample = false, clock = systemClock, messageActions = [], ...teams } = settings;
  const { appId: id, tenant } = peer;
  const platform = await connectTeams(
    {
      async dispatch(envelope) {
        asked.push(envelope);
        return reply(envelope);
      },
      commands: [
        { name: 'data-request', summary: 'Ask for data', example: 'DR-1042', words: [] },
        { name: 'nda', summary: 'Sign the privacy agreement (NDA)', words: [] },
        {
          name: 'safekeep',
          summary: 'Your list',
          words: [
            { word: 'help', summary: 'What you can type' },
            { word: 'home', summary: 'Your list' },
          ],
        },
      ],
      messageActions,
      namelessForms: [],
      http,
      clock,
      log: createLog('debug', { write: (line) => void logged.push(line) }),
      sample,
      publicUrl: 'https://safekeep.example',
    },
    {
      emulator: false,
      loopback: true,
      openIdUrl: peer.openIdUrl,
      ...(teams.emulator ? {} : { app: { id, password: 'none', tenant }, tokenFor: peer.tokenFor }),
      ...teams,
    },
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
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
