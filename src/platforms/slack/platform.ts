/** Connects a Slack workspace: over Socket Mode when there is an app token, else over HTTP. */
import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Platform, PlatformDeps } from '../../app/ports.ts';
import { UnderWay } from '../../kernel/under-way.ts';
import type { Pen } from './buttons.ts';
import { createTeamChannels } from './channels.ts';
import { watchConnection } from './connection.ts';
import { createCourier } from './courier.ts';
import { mountReceiver } from './http.ts';
import { libraryLog } from './library-log.ts';
import { listen } from './listen.ts';
import { channelScope } from './manifest.ts';
import { openSocket } from './socket.ts';

export interface SlackSettings {
  readonly botToken: string;
  readonly signingSecret?: string;
  readonly appToken?: string;
  /** Another base for Slack's Web API, with or without "/api/" at its end. */
  readonly apiUrl?: string;
  /** The district opted in to private channels for teams. */
  readonly incidentChannels?: true;
}

/** Longest wait for an answer of Slack's, in milliseconds. */
const callTimeoutMs = 10_000;

/** How long a stop waits for answers under way. */
const drainMs = 5_000;

/** Returns at once; whether Slack can be reached is `state()`'s to say. */
export async function connectSlack(deps: PlatformDeps, slack: SlackSettings): Promise<Platform> {
  const { log } = deps;
  const pen: Pen = { publicUrl: deps.publicUrl, sample: deps.sample };
  const options: WebClientOptions = {
    logger: libraryLog(log),
    // the outbox does the retrying, and people are told rather than kept waiting
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeoutMs,
    ...(slack.apiUrl ? { slackApiUrl: apiBase(slack.apiUrl) } : {}),
  };
  const client = new WebClient(slack.botToken, options);
  let accepting = true;

  const socket = slack.appToken ? openSocket(slack.appToken, { ...options }, log) : undefined;
  const receiver: Receiver =
    socket?.receiver ?? mountReceiver(deps.http, slack.signingSecret ?? '', log, () => accepting);

  const wanted = slack.incidentChannels ? [{ scope: channelScope, setting: 'SLACK_INCIDENT_CHANNELS' }] : [];
  const connection = watchConnection(client, log, wanted);
  const app = new DrainingApp({
    receiver,
    // nothing of Slack's is asked before an ack: the token is ours, and the answers do not use Bolt's client
    authorize: async () => ({ botToken: slack.botToken }),
    convoStore: false,
    ignoreSelf: false,
    logger: libraryLog(log),
    clientOptions: options,
    ...(socket ? { socketMode: true } : {}),
  });
  listen(app, { deps, client, pen, post: postTo, removed: connection.removed });
  socket?.start();

  return {
    surface: 'slack',
    courier: createCourier(client, pen, connection.team, connection.note),
    ...(slack.incidentChannels
      ? { teamChannels: createTeamChannels(client, pen, connection.team, connection.note) }
      : {}),
    state() {
      const { ready, detail } = connection.state();
      if (!ready) return { ready, detail };
      if (!socket) return { ready, detail: `${detail}, over HTTP` };
      return socket.connected()
        ? { ready, detail: `${detail}, over Socket Mode` }
        : { ready: false, detail: `${detail}, Socket Mode is reconnecting` };
    },
    async stop() {
      accepting = false;
      connection.stop();
      await app.drained(drainMs);
      await socket?.stop();
    },
  };
}

/** "https://slack.com", "https://slack.com/api" and "https://slack.com/api/" are the same base. */
export function apiBase(url: string): string {
  return `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api/`;
}

async function postTo(to: string, body: object): Promise<void> {
  const answer = await fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  if (!answer.ok) throw new Error('a response_url refused the answer');
}

const known: ReadonlySet<unknown> = new Set([
  'event_callback',
  'block_actions',
  'block_suggestion',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
]);

/** Bolt would leave a payload of another kind without an answer. */
function isOurs(body: ReceiverEvent['body'] | null): boolean {
  if (body?.type === 'block_actions') return Array.isArray(body.actions) && body.actions.length > 0;
  return body?.command !== undefined || known.has(body?.type);
}

/** Refuses what Slack would not send, and knows when the last answer has gone. */
class DrainingApp extends App {
  readonly #underWay = new UnderWay();

  override processEvent(event: ReceiverEvent): Promise<void> {
    if (!isOurs(event.body)) return Promise.reject(new Error('a payload that we did not ask for'));
    return this.#underWay.add(super.processEvent(event));
  }

  drained(patienceMs: number): Promise<void> {
    return this.#underWay.settled(patienceMs);
  }
}
